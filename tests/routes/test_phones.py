"""Phone numbers as people write them."""

import pytest

from webapp.routes.phones import dialled, is_phone


@pytest.mark.parametrize("typed", ["", "617-555-0100", "(617) 555.0100", "+1 617 555 0100"])
def test_a_number_may_be_written_in_any_usual_way_or_be_left_out(typed):
    assert is_phone(typed)


@pytest.mark.parametrize("typed", ["555", "call Sam", "617-555-0100 x5", "6" * 16, "٦١٧٥٥٥٠١٠٠"])
def test_what_no_phone_dials_is_refused(typed):
    assert not is_phone(typed)


def test_a_link_carries_the_digits_alone():
    assert dialled("+1 (617) 555-0100") == "+16175550100"
