"""What is a phone number, and how a phone dials it."""

import pytest

from webapp.domain.contacts import Contacts, dialled, is_phone


@pytest.mark.parametrize(
    ("typed", "good"),
    [
        ("617-555-0142", True),
        ("(617) 555.0142", True),
        ("+1 617 555 0142", True),
        ("5550142", True),
        ("555014", False),
        ("6" * 16, False),
        ("call me", False),
        ("617-555-0142 ext 3", False),
        ("６１７５５５０１４２", False),
        ("1 2 3 4 5 6 7" + " " * 40, False),
        ("", False),
    ],
)
def test_what_is_a_phone_number(typed, good):
    assert is_phone(typed) is good


def test_what_people_write_between_digits_is_not_dialled():
    assert dialled("+1 (617) 555.01-42") == "+16175550142"


def test_somebody_with_a_name_or_a_phone_is_somebody_for_an_emergency():
    assert not Contacts("617-555-0142").has_emergency
    assert Contacts(emergency_phone="617-555-0142").has_emergency
