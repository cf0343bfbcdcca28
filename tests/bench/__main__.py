"""./run bench [NAME …] [--quick] [--json FILE]"""

from __future__ import annotations

import argparse
import importlib
import json
import logging
import platform
from dataclasses import asdict
from pathlib import Path

from tests.bench.figures import Figure

NOT_BENCHES = {"__init__", "__main__", "figures"}


def names() -> list[str]:
    """All benchmarks there are: one file each, `check_in` being called check-in."""
    found = {path.stem for path in Path(__file__).parent.glob("*.py")}
    return sorted(name.replace("_", "-") for name in found - NOT_BENCHES)


def main() -> None:
    parser = argparse.ArgumentParser(prog="./run bench", description="; ".join(names()))
    parser.add_argument("name", nargs="*", choices=[[], *names()], metavar="NAME")
    parser.add_argument("--quick", action="store_true", help="less of everything, in seconds")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    asked = parser.parse_args()
    logging.disable(logging.INFO)
    figures: list[Figure] = []
    for name in asked.name or names():
        bench = importlib.import_module(f"tests.bench.{name.replace('-', '_')}")
        for figure in bench.run(quick=asked.quick):
            print(figure, flush=True)  # noqa: T201 — a command that prints
            figures.append(figure)
        print(f"{name} leaves out: {bench.LEAVES_OUT}", flush=True)  # noqa: T201 — so does this
    if asked.json:
        kept = [{**asdict(each), "of_the_peer": each.of_the_peer} for each in figures]
        about = {"python": platform.python_version(), "quick": asked.quick, "figures": kept}
        asked.json.write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


main()
