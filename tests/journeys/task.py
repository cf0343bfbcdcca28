"""A task of somebody's day, counted: taps, fields typed into, pages that came."""

from __future__ import annotations

from playwright.sync_api import Frame, Page


class Task:
    """What a person does with one page open, from here on."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = self.fields = self.pages = 0
        page.on("framenavigated", self._came)

    def _came(self, frame: Frame) -> None:
        self.pages += frame == self.page.main_frame

    def tap(self, what: str) -> None:
        """Press what is to be seen there."""
        self.taps += 1
        self.page.click(what)
        self.page.wait_for_load_state()

    def type(self, field: str, text: str) -> None:
        """Fill in a field."""
        self.fields += 1
        self.page.fill(field, text)
