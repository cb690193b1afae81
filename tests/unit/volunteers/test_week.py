"""The grid of a week: every span is either in its cells or beside it, and none is lost or made longer."""

from __future__ import annotations

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from services.volunteers.domain.windows import Weekly, merged
from services.volunteers.pages.helping.week import CELLS, cells_of, spans_of

TIMES = st.times(min_value=time(6), max_value=time(22)).map(lambda each: each.replace(second=0, microsecond=0))
SPANS = st.builds(
    lambda day, ends: Weekly(day, min(ends), max(ends)),
    st.integers(0, 6),
    st.tuples(TIMES, TIMES).filter(lambda ends: ends[0] != ends[1]),
)


def test_a_span_from_part_to_part_is_its_cells() -> None:
    assert cells_of([Weekly(2, time(8), time(18))]) == (["2.morning", "2.noon", "2.afternoon"], [])


def test_a_span_that_ends_within_a_part_stays_beside_the_grid_as_it_is() -> None:
    odd = Weekly(0, time(8), time(12))
    assert cells_of([odd, Weekly(0, time(18), time(21))]) == (["0.evening"], [odd])


def test_what_is_no_cell_is_left_aside() -> None:
    assert spans_of(["0.morning", "7.morning", "0.night", "", "0"]) == [Weekly(0, time(8), time(11, 30))]


@given(st.lists(SPANS, max_size=12))
def test_no_time_is_lost_between_the_spans_and_the_grid(spans: list[Weekly]) -> None:
    weekly = merged(spans)
    cells, others = cells_of(weekly)
    assert merged([*spans_of(cells), *others]) == weekly


@given(st.sets(st.sampled_from(CELLS)))
def test_what_is_ticked_is_ticked_again(cells: set[str]) -> None:
    again, others = cells_of(merged(spans_of(cells)))
    assert (set(again), others) == (cells, [])
