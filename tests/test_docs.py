"""What the documents say is true: their commands run, their links lead somewhere."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
DOCUMENTS = [README, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
WARNING = "Not for real patients before consent, notice and accounts are complete."


def commands(document: Path) -> list[str]:
    """Every `./run …` line in the document's bash blocks, once."""
    blocks = re.findall(r"```bash\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return list(dict.fromkeys(line for line in lines if line.startswith("./run ")))


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what git has or would have, in a folder with a blank in its name."""
    copy = tmp_path_factory.mktemp("a copy") / "day line"
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    for name in listed:
        source = ROOT / name
        if source.is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, copy / name)
    (copy / ".venv").symlink_to(Path(sys.prefix))
    return copy


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(checkout: Path, command: list[str]) -> Iterator[tuple[list[str], str]]:
    """The demo, started as written but on a free port, until it says that it is ready."""
    port = free_port()
    process = subprocess.Popen(
        [*command, "--port", str(port)],
        cwd=checkout, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    said = []
    try:
        for line in process.stdout:
            said.append(line.rstrip())
            if line.startswith("ready "):
                break
        assert said, "it said nothing"
        assert said[-1] == f"ready http://localhost:{port}", said[-5:]
        yield said, f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        status = process.wait(timeout=20)
        process.stdout.close()
    assert status == 0
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=2)


def demo_commands() -> list[str]:
    return [command for command in commands(README) if command.startswith("./run demo")]


def test_the_readme_has_the_two_commands() -> None:
    assert {"./run demo", "./run test"} <= set(commands(README))


@pytest.mark.parametrize("command", demo_commands())
def test_the_readmes_demo_starts_says_who_can_sign_in_and_stops(checkout, command) -> None:
    with running(checkout, shlex.split(command)) as (said, address):
        shown = "\n".join(said)
        assert "jordan" in shown
        assert "sam" in shown
        with urllib.request.urlopen(f"{address}/sign-in", timeout=10) as answer:
            assert b"Your day, one line." in answer.read()
    assert processes(checkout, "flask --app wsgi worker") == []


@pytest.mark.parametrize(
    ("command", "named"), [("flask --app wsgi worker", "reminder worker"), ("gunicorn", "server")]
)
def test_a_second_start_keeps_the_data_and_a_demo_not_whole_any_more_says_so_and_stops(
    checkout, command, named
) -> None:
    port = str(free_port())
    database = checkout / "var" / "demo" / "dayline.sqlite"
    key = checkout / "var" / "demo" / "keys" / "secret_key"
    before = key.read_text(), database.stat().st_size
    demo = subprocess.Popen(
        ["./run", "demo", "--port", port],
        cwd=checkout, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert demo.stdout is not None
    with demo.stdout as said:
        next(line for line in said if line.startswith("ready "))
        wait_for(lambda: b'"worker":"ok"' in fetched(f"http://127.0.0.1:{port}/up"))
        assert len(processes(checkout, "flask --app wsgi worker")) == 1
        for each in processes(checkout, command):
            os.kill(int(each), signal.SIGKILL)
        assert f"The demo's {named} ended" in said.read()
    assert demo.wait(timeout=20) == 1
    assert key.read_text() == before[0]
    assert database.stat().st_size >= before[1]
    assert processes(checkout, "flask --app wsgi worker") == []


def fetched(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return bytes(answer.read())


def wait_for(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.1)


def processes(folder: Path, command: str) -> list[str]:
    """The processes of this machine that run the command in that folder."""
    return [
        each.name
        for each in Path("/proc").iterdir()
        if each.name.isdigit() and _runs(each, folder, command)
    ]


def _runs(process: Path, folder: Path, command: str) -> bool:
    try:
        line = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        return command in line and (process / "cwd").resolve() == folder.resolve()
    except OSError:
        return False


def test_a_time_that_the_demo_does_not_know_is_refused_with_a_hint(checkout) -> None:
    command = ["./run", "demo", "--port", str(free_port()), "--at", "2026-11-23 25:00"]
    ended = subprocess.run(command, cwd=checkout, capture_output=True, text=True, timeout=60)
    assert ended.returncode != 0
    assert "write it like 2026-11-23 17:20" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_readmes_test_command_runs_tests(checkout) -> None:
    command = ["./run", "test", "tests/domain/test_settings.py", "-p", "no:cacheprovider"]
    ended = subprocess.run(command, cwd=checkout, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert " passed" in ended.stdout


def test_other_commands_of_the_documents_exist() -> None:
    known = set(re.findall(r"\b(demo|serve|test|check|lock|help)\b", (ROOT / "run").read_text()))
    for document in DOCUMENTS:
        used = {command.split()[1] for command in commands(document)}
        assert used <= known, (document.name, used - known)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [t for t in local if not (document.parent / t).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_files_that_are_named_exist(document) -> None:
    text = document.read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:webapp|tests|templates|static|docs)/[\w./@-]+\.\w+)`", text))
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


def test_the_readme_warns_and_shows_a_picture() -> None:
    text = README.read_text(encoding="utf-8")
    assert WARNING in " ".join(text.split())
    assert re.search(r"!\[[^\]]+\]\(docs/images/", text) or "<img" in text


def test_every_direct_dependency_has_its_line_in_the_decisions() -> None:
    decisions = "\n".join(p.read_text() for p in (ROOT / "docs" / "decisions").glob("*.md"))
    direct = [
        line.strip().partition("[")[0]
        for name in ("run.in", "dev.in")
        for line in (ROOT / "requirements" / name).read_text().splitlines()
        if line.strip() and not line.startswith(("#", "-"))
    ]
    assert [name for name in direct if name.lower() not in decisions.lower()] == []


def test_no_file_names_a_place_of_one_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    place = re.compile(r"(?<![\w.])/(?:w[o]rk|home/\w+)/|index-[u]rl\s*=|--trusted-[h]ost")
    found = [
        name
        for name in listed
        if name.endswith((".py", ".md", ".txt", ".in", ".toml", ".html", ".js", ".css", "run"))
        and (ROOT / name).is_file()
        and place.search((ROOT / name).read_text(encoding="utf-8"))
    ]
    assert found == []
