"""What makes Dayline an app on a phone."""

import re
import struct
from collections import Counter
from pathlib import Path

import pytest

from tests.helpers.days import ROOT
from webapp.routes import pwa
from webapp.version import static_release

WORKER = (ROOT / "static" / "js" / "service_worker.js").read_text(encoding="utf-8")

PARTS = "".join((ROOT / "static" / "js" / name).read_text(encoding="utf-8") for name in pwa.WORKER)


def pixels(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


def files_of_the_worker(static: str) -> list[str]:
    """The addresses that the service worker keeps, as its source lists them."""
    style = f"/style/{static.rpartition('/')[2]}.css"
    found = [path for name in ("FILES", "DESK_FILES") for path in _listed(name)]
    return [style, *(path.replace("${STATIC}", static) for path in found)]


def _listed(name: str) -> list[str]:
    body = WORKER.partition(f"const {name} = [")[2].partition("];")[0]
    names = re.findall(r'"(\w+)"', body.partition(".map(")[0])
    listed = re.findall(r"`([^`]+)`", body)
    spread = [path.replace("${name}", n) for path in listed if "${name}" in path for n in names]
    return [*(path for path in listed if "${name}" not in path), *spread]


def test_the_manifest_names_the_app_and_nothing_about_treatment(anybody):
    answer = anybody.raw("/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    assert answer.headers["Cache-Control"] == "no-cache"
    manifest = answer.get_json(force=True)
    assert manifest["name"] == manifest["short_name"] == "Dayline"
    assert manifest["id"] == manifest["start_url"] == manifest["scope"] == "/"
    assert manifest["display"] == "standalone"
    said = str(manifest).casefold()
    for word in ("recovery", "treatment", "sober", "meeting", "clinic", "iop", "patient"):
        assert word not in said


def test_every_icon_is_there_in_the_size_it_claims(anybody):
    icons = anybody.raw("/manifest.webmanifest").get_json(force=True)["icons"]
    assert {(i["sizes"], i["purpose"]) for i in icons} == {
        (size, purpose) for size in ("192x192", "512x512") for purpose in ("any", "maskable")
    }
    for icon in icons:
        answer = anybody.raw(icon["src"])
        assert answer.mimetype == icon["type"] == "image/png"
        assert "{}x{}".format(*pixels(answer.data)) == icon["sizes"]


def test_the_icon_for_the_home_screen_of_an_iphone_is_180_pixels(anybody):
    link = anybody.get("/help").all("link[rel=apple-touch-icon]")[0].attrs["href"]
    assert pixels(anybody.raw(link).data) == (180, 180)


def test_the_service_worker_has_one_stable_address_and_is_never_kept(app, anybody):
    answer = anybody.raw("/service-worker.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.text == f'const STATIC = "{app.static_url_path}";\n{PARTS}'


def test_every_file_that_the_service_worker_keeps_is_there(app, anybody):
    listed = files_of_the_worker(app.static_url_path)
    assert len(listed) >= 5
    for path in [*listed, "/offline", "/help"]:
        assert anybody.raw(path).status_code == 200, path


def test_every_script_that_a_page_needs_is_kept_by_the_service_worker(app):
    scripts = {
        f"{app.static_url_path}/{path.relative_to(ROOT / 'static').as_posix()}"
        for path in (ROOT / "static").rglob("*.js")
        if path.name not in pwa.WORKER
    }
    assert scripts <= set(files_of_the_worker(app.static_url_path))


def test_every_file_that_a_page_names_is_there(anybody):
    page = anybody.get("/sign-in")
    named = [n.attrs["href"] for n in page.all("link")] + [
        n.attrs["src"] for n in page.all("script")
    ]
    assert len(named) >= 5
    for path in named:
        assert anybody.raw(path).status_code == 200, path


def test_static_files_are_kept_for_a_year(app, anybody):
    path = f"{app.static_url_path}/js/app.js"
    assert "max-age=31536000" in anybody.raw(path).headers["Cache-Control"]


def test_the_stylesheet_is_one_file_with_every_component_in_its_layer(anybody):
    link = anybody.get("/help").all("link[rel=stylesheet]")[0].attrs["href"]
    answer = anybody.raw(link)
    assert answer.mimetype == "text/css"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "@import" not in answer.text
    assert answer.text.count("@layer components {") == len(
        list((ROOT / "static" / "css" / "components").glob("*.css"))
    )


@pytest.mark.parametrize("change", ["content", "name", "new file"])
def test_the_address_changes_when_a_file_changes(tmp_path: Path, change):
    (tmp_path / "a.css").write_text("one")
    before = static_release(tmp_path)
    assert static_release(tmp_path) == before
    if change == "content":
        (tmp_path / "a.css").write_text("two")
    elif change == "name":
        (tmp_path / "a.css").rename(tmp_path / "b.css")
    else:
        (tmp_path / "js").mkdir()
        (tmp_path / "js" / "c.js").touch()
    assert static_release(tmp_path) != before


def test_the_stylesheet_and_static_files_share_the_release_of_the_files(app):
    release = static_release(ROOT / "static")
    assert app.static_url_path == f"/static/{release}"
    assert app.jinja_env.globals["stylesheet_url"] == f"/style/{release}.css"


def test_no_two_parts_of_the_worker_give_one_name_to_two_things():
    """They are one script: the later of two functions of a name would stand for both."""
    scripts = ROOT / "static" / "js"
    names = [
        name
        for part in pwa.WORKER
        for name in re.findall(
            r"^(?:async )?(?:function|const|let|class) (\w+)",
            (scripts / part).read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    ]
    assert len(names) > 30
    assert [name for name, times in Counter(names).items() if times > 1] == []
