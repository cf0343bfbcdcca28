"""The code of the first visit, as the command prints it."""

import pytest

from tests.helpers.empty import empty_database
from tests.helpers.rows import count
from webapp.actions import set_up
from webapp.models.setup import SetupCode


@pytest.fixture
def run(app):
    return lambda *arguments: app.test_cli_runner().invoke(args=["setup-code", *arguments])


@pytest.mark.parametrize("arguments", [(), ("--if-empty",)])
def test_the_code_that_is_printed_is_good(run, clock, arguments):
    empty_database()
    lines = run(*arguments).output.splitlines()
    assert lines[1].endswith("/setup")
    assert set_up.is_good(lines[2].split()[0], "d", clock.true_now()) is True


def test_where_somebody_has_an_account_it_says_so_or_nothing(run):
    refused = run()
    assert (refused.exit_code, "set up already" in refused.output) == (1, True)
    quiet = run("--if-empty")
    assert (quiet.exit_code, quiet.output) == (0, "")
    assert count(SetupCode) == 0
