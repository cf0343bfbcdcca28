"""The words of a page: in its language, and safe in its markup."""

import pytest
from babel.support import NullTranslations
from flask import g, render_template_string

from webapp.routes import language
from webapp.routes.language import Language, _, _l, ngettext


class Shouting(NullTranslations):
    """A catalog in which everything is said in capitals."""

    def ugettext(self, message):
        return message.upper().replace("%(NAME)S", "%(name)s")

    def ungettext(self, singular, plural, num):
        return (singular if num == 1 else plural).upper().replace("%(NUM)D", "%(num)d")


@pytest.fixture
def page(app):
    with app.test_request_context("/"):
        yield


@pytest.fixture
def shouted(page):
    g.language = Language("xx", Shouting())


def test_a_text_is_filled_in_and_one_without_values_is_left_as_it_is(page):
    assert _("Hello %(name)s", name="Jo") == "Hello Jo"
    assert _("80 % of the minutes") == "80 % of the minutes"
    assert ngettext("%(num)d thing", "%(num)d things", 2) == "2 things"


def test_all_words_come_from_the_catalog_of_the_page(shouted):
    assert (_("yes"), str(_l("yes")), ngettext("a", "b", 2)) == ("YES", "YES", "B")
    assert render_template_string("{{ _('yes') }} {{ ngettext('a', 'b', 1) }}") == "YES A"
    assert render_template_string("{{ _('by %(name)s', name='Jo') }}") == "BY Jo"


def test_what_is_kept_for_one_language_is_not_said_in_another(page):
    assert render_template_string("{{ _('yes') }}") == "yes"
    g.language = Language("xx", Shouting())
    assert render_template_string("{{ _('yes') }}") == "YES"
    assert language.language().name == "xx"


def test_what_is_filled_in_is_escaped_and_the_text_is_not(page):
    said = render_template_string("{{ _('<b>%(name)s</b>', name=name) }}", name="<i>")
    assert said == "<b>&lt;i&gt;</b>"
    said = render_template_string(
        "{{ ngettext('%(num)d %(name)s', '%(num)d %(name)s', 2, name=name) }}", name="<i>"
    )
    assert said == "2 &lt;i&gt;"
    assert render_template_string("{{ _('100 %% of it') }}") == "100 % of it"
