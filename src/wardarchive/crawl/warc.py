"""WARC files: the names that the rest of the project uses."""

from wardarchive.crawl.digests import payload_digest
from wardarchive.crawl.warc_reader import BrokenRecord, Entry, iterate, read_content, read_info, warc_path
from wardarchive.crawl.warc_records import ArchivedResponse, InfoRecord
from wardarchive.crawl.warc_recovery import recover
from wardarchive.crawl.warc_writer import Original, WarcWriter

__all__ = [
    "ArchivedResponse",
    "BrokenRecord",
    "Entry",
    "InfoRecord",
    "Original",
    "WarcWriter",
    "iterate",
    "payload_digest",
    "read_content",
    "read_info",
    "recover",
    "warc_path",
]
