"""The command line: read arguments, call one job, print.

Results go to stdout, progress and errors to stderr. Exit status: 0 done, 1 some work failed (and it
was said what), 2 wrong use.
"""

from __future__ import annotations

import sys

import click

from wardarchive import __version__
from wardarchive.cli import (
    archive,
    checking,
    collecting,
    comparing,
    deciding,
    exporting,
    portals,
    posts,
    reading,
    rebuilding,
    scheduling,
    searching,
    serving,
    statements,
    verifying,
)
from wardarchive.cli.output import report, report_error
from wardarchive.errors import UsageError, WardarchiveError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="wardarchive")
@click.option("--debug", is_flag=True, help="Hiện toàn bộ vết lỗi. · Show tracebacks.")
def cli(debug: bool) -> None:
    """Lưu giữ và tra cứu các cổng thông tin phường, xã. · Keep ward portals and make them answer."""


for command in (
    serving.demo,
    archive.init,
    portals.portal,
    collecting.crawl,
    scheduling.schedule,
    scheduling.scheduler,
    collecting.import_,
    reading.parse,
    reading.extract,
    archive.index,
    searching.search,
    statements.statements,
    statements.commitments,
    deciding.official,
    exporting.export,
    comparing.changes,
    serving.serve,
    archive.status,
    verifying.verify,
    rebuilding.rebuild,
):
    cli.add_command(command)
portals.portal.add_command(checking.check)
deciding.official.add_command(posts.register)


def main(arguments: list[str] | None = None) -> None:
    """Run one command and end the process with its exit status."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        status = cli.main(args=words, prog_name="wardarchive", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.exceptions.Abort:
        report_error(
            "đã dừng, những gì đã lưu vẫn an toàn · "
            "stopped; what was kept so far is safe, run the same command again to go on"
        )
        sys.exit(1)
    except WardarchiveError as error:
        if "--debug" in words:
            raise
        report(error)
        sys.exit(2 if isinstance(error, UsageError) else 1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:
        if "--debug" in words:
            raise
        report_error(
            f"hệ thống tệp báo lỗi · {error.strerror or error}: {error.filename or 'no file named'} — "
            "check its place, its permissions and the free space"
        )
        sys.exit(1)
    sys.exit(status if isinstance(status, int) else 0)
