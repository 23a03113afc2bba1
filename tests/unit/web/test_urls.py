"""The state of a search as a URL, and back."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from wardarchive.errors import UsageError
from wardarchive.model import FACETS, FacetFilter
from wardarchive.web.urls import LAST_PAGE, LONGEST_QUERY, MOST_VALUES, SearchState, state_from

_WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)
_VALUES = {
    "ward": st.sampled_from(["00142", "00151", "none"]),
    "year": st.sampled_from(["2018", "2020", "none"]),
    "official": _WORDS,
    "section": _WORDS,
    "district": _WORDS,
    "role": _WORDS,
    "family": st.sampled_from(["hanoi_liferay", "none"]),
}


@st.composite
def states(draw: st.DrawFn) -> SearchState:
    """Any search that a reader can ask for."""
    state = SearchState(
        query=" ".join(draw(st.lists(_WORDS, max_size=5))),
        date_from=draw(st.none() | st.dates(date(2000, 1, 1), date(2010, 1, 1))),
        date_to=draw(st.none() | st.dates(date(2010, 1, 2), date(2030, 1, 1))),
        sort=draw(st.sampled_from([None, "relevance", "newest", "oldest", "views"])),
    )
    for facet in FACETS:
        for exclude in (False, True):
            values = draw(st.lists(_VALUES[facet], max_size=3))
            state = state.with_values(facet, values, exclude=exclude)
    return state.on_page(draw(st.integers(1, LAST_PAGE)))


def _read(url: str) -> SearchState:
    return state_from(MultiDict(parse_qsl(urlsplit(url).query, keep_blank_values=True)))


@given(states())
def test_a_url_reads_back_as_the_search_that_wrote_it(state: SearchState) -> None:
    assert _read(state.url()) == state


@given(states())
def test_one_search_has_one_url(state: SearchState) -> None:
    assert _read(state.url()).url() == state.url()


def test_a_value_is_on_one_side_only() -> None:
    state = SearchState().adding("ward", "00142").adding("ward", "00151")
    excluded = state.adding("ward", "00142", exclude=True)
    assert excluded.values("ward") == ("00151",)
    assert excluded.values("ward", exclude=True) == ("00142",)
    assert excluded.removing("ward", "00142", exclude=True).filters == (FacetFilter("ward", ("00151",)),)


def test_every_change_goes_back_to_the_first_page() -> None:
    state = SearchState(query="rác", page=7)
    assert state.adding("year", "2020").page == 1
    assert state.asking("nước").page == 1
    assert state.between(date(2020, 1, 1), None).page == 1


def test_empty_fields_of_a_form_mean_nothing() -> None:
    assert _read("/?q=&from=&to=&sort=&page=&ward=&utm_source=x") == SearchState()


def test_words_are_ordered_by_relevance_and_no_words_by_date() -> None:
    assert (SearchState(query="rác").order, SearchState().order) == ("relevance", "newest")


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "a" * (LONGEST_QUERY + 1),
        "page=0",
        "page=-1",
        "page=1.5",
        "page=x",
        "page=" + "9" * 400,
        f"page={LAST_PAGE + 1}",
        "page=%D9%A1",
        "from=yesterday",
        "from=2020-13-01",
        "to=2020-02-30",
        "from=2021-01-01&to=2020-01-01",
        "sort=price",
        "year=20",
        "year=twenty",
        "-year=x",
        "ward=a%00b",
        "section=" + "x" * 201,
        "&".join(f"section=s{i}" for i in range(MOST_VALUES + 1)),
    ],
)
def test_a_parameter_out_of_bounds_is_one_line(query: str) -> None:
    with pytest.raises(UsageError) as caught:
        _read("/?" + query)
    assert caught.value.message and "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200
