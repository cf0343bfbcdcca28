from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.cut import Cut


def test_a_page_that_is_not_there_is_the_nearest():
    assert Cut.nearest(0, 101).number == 1
    assert Cut.nearest(9, 101).number == 3
    assert Cut.nearest(1, 0) == Cut(1, 0)


def test_the_last_page_is_as_long_as_what_is_left():
    last = Cut.nearest(3, 101)
    assert (last.first, last.last, last.has_next) == (101, 101, False)
    first = Cut.nearest(1, 101)
    assert (first.first, first.last, first.has_next, first.is_all) == (1, 50, True, False)
    assert Cut.nearest(1, 50).is_all


@given(total=st.integers(0, 200), size=st.integers(1, 60))
def test_the_pages_together_are_the_list(total, size):
    everything = list(range(total))
    pages = [Cut.nearest(1, total, size)]
    while pages[-1].has_next:
        pages.append(Cut.nearest(pages[-1].number + 1, total, size))
    assert [each for page in pages for each in page.of(everything)] == everything
