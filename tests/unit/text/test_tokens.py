"""The token rules, against the one expression that pyvi has for them."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from wardarchive.text.tokens import composed, token_spans

RULES = re.compile(
    r"[A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\.|==>|->|\.\.\.|>>|\w+://\S+"
    r"|[a-zA-Z0-9_.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+|\d+(?:[.,_]\d+)+|[^\w\s]|\w+"
)
CHUNKS = st.text(alphabet=st.sampled_from("aAđĐTp19._-+@:/=>,%ế\u200b"), max_size=30)


@given(CHUNKS)
def test_tokens_are_those_of_the_one_expression(chunk: str) -> None:
    assert [chunk[start:end] for start, end in token_spans(chunk)] == RULES.findall(chunk)


@given(
    st.text(
        alphabet=st.sampled_from("aoĐủ\u0300\u0323\u031b\u0306\u1100\u1161\u11a8\u0bc6\u0bbe\u212b"),
        max_size=12,
    )
)
def test_composing_a_cluster_at_a_time_is_composing_the_whole(chunk: str) -> None:
    text, offsets = composed(chunk)
    assert text == unicodedata.normalize("NFC", chunk)
    assert len(offsets) == len(text) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(chunk)
