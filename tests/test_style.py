"""The style sheets are whole: a browser forgives what nobody meant, and shows something else."""

import re

import pytest

from tests.helpers.days import ROOT

SHEETS = sorted((ROOT / "static" / "css").rglob("*.css"))


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_has_only_rules_in_it(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    assert text.count("{") == text.count("}")
    assert not re.search(r"^(<<<<<<<|=======|>>>>>>>)", text, flags=re.M)
