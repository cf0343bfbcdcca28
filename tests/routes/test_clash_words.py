"""What a plan runs into, said once for all dates."""

from tests.helpers.days import MONDAY, NEW_YORK, plan, schedule, wall
from webapp.domain.clashes import clashes
from webapp.routes import clash_words


def test_one_sentence_names_hours_session_and_weekdays(app):
    late = schedule(plans=(plan(ends=wall("18:30")),))
    with app.test_request_context():
        said = clash_words.said(clashes(late, MONDAY), NEW_YORK)
    assert said == ["Work, 9:00 AM – 6:30 PM, runs into Evening, 5:45 PM – 9:20 PM: Mon, Wed, Fri."]


def test_other_sentences_have_another_name():
    assert clash_words.digest(["a"]) == clash_words.digest(["a"]) != clash_words.digest(["b"])
