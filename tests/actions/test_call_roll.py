"""Each word of a roll call stays; a form sent twice is one."""

from tests.helpers import houses
from tests.helpers.rows import rows
from webapp.actions import call_roll
from webapp.domain.house import RollWord
from webapp.models.house import RollCallRow


def test_every_word_is_kept_with_who_and_when(viewer, now):
    dana = viewer("dana")
    chris = houses.resident(dana, "Chris at Maple", now)
    for word, key in ((RollWord.IN, "a"), (RollWord.IN, "a"), (RollWord.NOT_SEEN, "b")):
        call_roll.call(dana, chris, now.date(), word, key, now)
    kept = rows(RollCallRow)
    assert [row.word for row in kept] == [RollWord.IN, RollWord.NOT_SEEN]
    assert {(row.by, row.at, row.night) for row in kept} == {(dana.account_id, now, now.date())}


def test_a_very_long_form_key_is_cut(viewer, now):
    dana = viewer("dana")
    chris = houses.resident(dana, "Chris at Maple", now)
    for _ in range(2):
        call_roll.call(dana, chris, now.date(), RollWord.IN, "k" * 500, now)
    assert [len(row.key) for row in rows(RollCallRow)] == [64]
