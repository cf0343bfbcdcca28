"""The shape of the code is checked, not only drawn."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import LONGEST_FIRST
from tests.helpers.days import ROOT

WEBAPP = ROOT / "webapp"
LONGEST_FILE = 300
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")}
CLOCKS |= {("time", name) for name in ("time", "time_ns", "monotonic", "localtime", "gmtime")}
NOT_PAGES = {"__init__.py"}


def sources() -> Iterator[Path]:
    for path in WEBAPP.rglob("*.py"):
        if "versions" not in path.parts:
            yield path


def reads_a_clock(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name | ast.Attribute)
        and (getattr(node.value, "id", getattr(node.value, "attr", "")), node.attr) in CLOCKS
    ]


def test_every_layer_imports_only_what_it_may():
    """In a process of its own: the linter turns off the loggers that it finds."""
    code = (
        "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    )
    command = [sys.executable, "-c", code]
    linted = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert linted.returncode == 0, linted.stdout


def test_the_rules_load_without_flask_or_a_database():
    code = (
        "import pkgutil, importlib, sys, webapp.domain as rules\n"
        "for each in pkgutil.iter_modules(rules.__path__, 'webapp.domain.'):\n"
        "    importlib.import_module(each.name)\n"
        "print(sorted({'flask', 'sqlalchemy', 'jinja2', 'werkzeug'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code]
    loaded = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout == "[]\n"


def test_only_the_clock_reads_the_time():
    assert reads_a_clock(WEBAPP / "clock.py") != []
    others = [line for path in sources() if path.name != "clock.py" for line in reads_a_clock(path)]
    assert others == []


def test_the_database_never_makes_up_the_time():
    for path in sources():
        text = path.read_text(encoding="utf-8")
        assert "func.now" not in text, path
        assert "CURRENT_TIMESTAMP" not in text, path


def test_files_stay_small():
    long = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FILE} == {}


def test_every_page_has_its_tests_at_the_mirrored_path():
    pages = [p for p in (WEBAPP / "routes").glob("*/*.py") if p.name not in NOT_PAGES]
    assert len(pages) > 8
    tests = ROOT / "tests" / "routes"
    missing = [p for p in pages if not (tests / p.parent.name / f"test_{p.name}").exists()]
    assert missing == []


@pytest.mark.parametrize("layer", ["actions", "queries", "models", "documents"])
def test_every_verb_and_table_has_its_tests_at_the_mirrored_path(layer):
    modules = [p for p in (WEBAPP / layer).glob("*.py") if p.name not in NOT_PAGES]
    assert modules
    missing = [p.name for p in modules if not (ROOT / "tests" / layer / f"test_{p.name}").exists()]
    assert missing == []


def test_every_template_lies_where_its_route_does():
    areas = {path.name for path in (WEBAPP / "routes").iterdir() if path.is_dir()}
    for area in areas - {"__pycache__"}:
        routes = {path.stem for path in (WEBAPP / "routes" / area).glob("*.py")}
        folder = ROOT / "templates" / area
        pages = {path.name for path in folder.iterdir() if path.is_dir()} or {area}
        assert pages <= routes, area


def test_rows_never_reach_a_template():
    """Templates get frozen values: no route imports a model."""
    for path in (WEBAPP / "routes").rglob("*.py"):
        assert "webapp.models" not in path.read_text(encoding="utf-8"), path


def test_every_file_of_tests_that_begins_first_is_there():
    assert [name for name in LONGEST_FIRST if not (ROOT / "tests" / name).is_file()] == []
