"""What an archivist decides in the demo: one merged misspelling, one corrected attribution.

The decisions are found and made as anybody would make them: from the queue, with a reason, in the log.
"""

from __future__ import annotations

from dataclasses import replace

from wardarchive.jobs.decisions import Archivist
from wardarchive.jobs.person_lookup import find_key
from wardarchive.jobs.review import proposals
from wardarchive.jobs.settle import settle_persons
from wardarchive.jobs.statement_search import terms_of
from wardarchive.model import StatementFilter

MISSPELT, RIGHT = "Lê Đinh Phác", "Lê Đình Phác"
SPEAKER = "trinh-khanh-van.00142"
SAID = '"Tôi lớn lên về nghề ở phường"'
"""Words of a statement whose speaker the article calls only `tân Phó Chủ tịch UBND quận`."""

ARCHIVIST = "Người lưu trữ của bản mẫu"


def decide_demo(archivist: Archivist) -> int:
    """Make the demo's decisions, those that are not made yet; returns how many."""
    settle_persons(archivist.store)
    return _merge_misspelling(archivist) + _correct_attribution(archivist)


def _merge_misspelling(archivist: Archivist) -> int:
    for found in proposals(archivist.store, size=100).proposals:
        if {found.one.name, found.other.name} == {MISSPELT, RIGHT} and found.reason == "misspelling":
            why = f"Cùng chức vụ, cùng phường, cùng thời gian: {MISSPELT} là lỗi gõ của {RIGHT}."
            replace(archivist, why=why).merge(found.one.id, found.other.id)
            return 1
    return 0


def _correct_attribution(archivist: Archivist) -> int:
    _total, said = archivist.store.find_statements(StatementFilter(terms=terms_of(SAID)))
    speaker = find_key(archivist.store, SPEAKER).key
    if not said or speaker is None or said[0].attribution == "archivist":
        return 0
    why = "Bài nêu bà Trịnh Khánh Vân nhận quyết định làm Phó Chủ tịch UBND quận ngay ở đoạn trên."
    replace(archivist, why=why).attribute(said[0].id, speaker)
    return 1
