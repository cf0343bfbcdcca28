"""Every page that a test fetches is linted, whatever the test is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from justhtml import JustHTML, StrictModeError

CONTROLS = ("input", "select", "textarea")
HANDLER = re.compile(r"^on[a-z]+$")


class Page:
    """A parsed page, with the few questions that tests ask."""

    def __init__(self, html: str, *, whole: bool = True) -> None:
        self.html = html
        self.doc = JustHTML(html, strict=True, fragment=not whole, sanitize=False)
        self.nodes: list[Any] = list(_elements(self.doc.root))

    def tags(self, *names: str) -> list[Any]:
        """All elements of these names. Quicker than a selector, for what runs on each page."""
        return [node for node in self.nodes if node.name in names]

    def having(self, attribute: str) -> list[Any]:
        """All elements with that attribute."""
        return [node for node in self.nodes if attribute in node.attrs]

    def classed(self, name: str) -> list[Any]:
        """All elements of that class."""
        return [
            node for node in self.having("class") if name in (node.attrs["class"] or "").split()
        ]

    def all(self, selector: str) -> list[Any]:
        return list(self.doc.query(selector))

    def text(self, selector: str = "body") -> str:
        """The words a person reads there, blanks folded."""
        found = self.all(selector)
        assert found, f"nothing matches {selector}"
        return " ".join(" ".join(node.to_text() for node in found).split())

    def value(self, name: str) -> str:
        """The value of the first field of that name."""
        found = [n for n in self.tags("input") if n.attrs.get("name") == name]
        assert found, f"no field {name}"
        return found[0].attrs.get("value") or ""

    def form(self, action: str) -> dict[str, str]:
        """The fields of the form with that action, as a browser would send them."""
        for form in self.tags("form"):
            if form.attrs.get("action") == action:
                return {
                    n.attrs["name"]: n.attrs.get("value") or ""
                    for n in form.query("input")
                    if "name" in n.attrs and n.attrs.get("type") not in ("radio", "checkbox")
                }
        raise AssertionError(f"no form posts to {action}")


def _elements(root: Any) -> Iterator[Any]:
    """All elements below it, in their order. A selector takes ten times as long."""
    for node in root.children or ():
        if not node.name.startswith(("#", "!")):
            yield node
        yield from _elements(node)
    if getattr(root, "template_content", None) is not None:
        yield from _elements(root.template_content)


def lint(html: str, *, whole: bool = True) -> Page:
    """Refuse what a browser forgives: broken markup, double ids, fields without labels."""
    try:
        page = Page(html, whole=whole)
    except StrictModeError as error:
        raise AssertionError(f"not valid HTML: {error}\n{html[:2000]}") from error
    problems = [*_ids(page), *_labels(page), *_scripts(page), *_buttons(page)]
    if whole:
        problems += _heads(page)
    assert not problems, "\n".join(problems)
    return page


def _ids(page: Page) -> list[str]:
    ids = [node.attrs["id"] for node in page.having("id")]
    problems = [f"the id {name} is there {n} times" for name, n in Counter(ids).items() if n > 1]
    for attribute in ("for", "aria-labelledby", "aria-describedby"):
        for node in page.having(attribute):
            missing = set((node.attrs[attribute] or "").split()) - set(ids)
            problems += [f"{attribute} points at {name}, which is not there" for name in missing]
    return problems


def _labels(page: Page) -> list[str]:
    wrapped = {id(node) for label in page.tags("label") for node in _elements(label)}
    named = {label.attrs.get("for") for label in page.tags("label")}
    return [
        f"a field without a label: {node.attrs}"
        for kind in CONTROLS
        for node in page.tags(kind)
        if node.attrs.get("type") != "hidden"
        and node.attrs.get("id") not in named
        and id(node) not in wrapped
    ]


def _buttons(page: Page) -> list[str]:
    nameless = [
        node
        for kind in ("button", "a")
        for node in page.tags(kind)
        if not node.to_text().strip() and "aria-label" not in node.attrs
    ]
    return [f"a control without words: {node.attrs}" for node in nameless]


def _scripts(page: Page) -> list[str]:
    problems = ["an inline script" for node in page.tags("script") if "src" not in node.attrs]
    problems += ["an inline style" for _ in page.tags("style")]
    for node in page.nodes:
        problems += [f"an inline handler {n}" for n in node.attrs if HANDLER.match(n)]
        if "style" in node.attrs:
            problems.append(f"an inline style on {node.attrs}")
        for name in ("href", "src", "action"):
            value = node.attrs.get(name) or ""
            # A link that a person taps fetches nothing before, and says not where it was.
            is_link = node.name == "a" and node.attrs.get("rel") == "noopener noreferrer"
            if value.startswith(("http:", "https:", "//")) and not is_link:
                problems.append(f"{name} goes to another origin: {value}")
    return problems


def _heads(page: Page) -> list[str]:
    problems = []
    if len(page.tags("h1")) != 1:
        problems.append(f"{len(page.tags('h1'))} h1, not one")
    if not page.tags("title")[0].to_text().endswith("· Dayline"):
        problems.append("the title does not end in Dayline")
    if not page.tags("html")[0].attrs.get("lang"):
        problems.append("no language")
    if len(page.tags("main")) != 1:
        problems.append("not one main")
    if len(page.classed("button--main")) > 1 and page.classed("tabs"):
        problems.append("more than one main button on a participant's screen")
    return problems
