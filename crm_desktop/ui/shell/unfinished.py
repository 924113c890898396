"""What was not finished when the program ended last: offered once, one after the other."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject

from crm_desktop.domain.unfinished import FormKey, Unfinished
from crm_desktop.ui.kit.ribbon import Choice, Ribbons
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.shell.pages import PAGES
from crm_desktop.ui.shell.window import Window
from crm_desktop.words import formats, npgettext, pgettext
from crm_desktop.words.unfinished import unfinished_text

MATTER = "unfinished"


class UnfinishedOffer(QObject):
    """«Вы не закончили: … [Продолжить] [Убрать]» for every draft that the last run left.

    Those `opened` in a form already are not offered.
    """

    def __init__(self, desk: Desk, window: Window, opened: Collection[FormKey] = ()) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._ribbons: Ribbons = window.ribbons
        known = {kind for spec in PAGES for kind in spec.unfinished}
        self._waiting = [
            one for one in desk.drafts.all() if one.kind in known and one.key not in opened
        ]
        desk.drafts.changed.connect(self._changed)
        self._offer()

    def _offer(self) -> None:
        if not self._waiting:
            self._ribbons.put_away(MATTER)
            return
        one, more = self._waiting[0], len(self._waiting) - 1
        text = pgettext("Unfinished", "You had not finished: {what}, {time}.").format(
            what=unfinished_text(one), time=formats.date_time(one.at, self._desk.language)
        )
        if more:
            others = npgettext("Unfinished", "And {n} more.", "And {n} more.", more)
            text = f"{text} {others.format(n=more)}"
        choices = (
            Choice("continue", pgettext("Unfinished", "Continue"), lambda: self._resume(one)),
            Choice("drop", pgettext("Unfinished", "Drop it"), lambda: self._drop(one)),
        )
        self._ribbons.show_ribbon(MATTER, "info", text, choices)

    def _resume(self, one: Unfinished) -> None:
        self._next(one)
        if one.strayed:
            one = self._taken_up(one)
        spec = next(spec for spec in PAGES if one.kind in spec.unfinished)
        self._desk.navigator.go(spec.id)
        self._window.page(spec.id).resume(one)

    def _taken_up(self, one: Unfinished) -> Unfinished:
        """Text of a record that is gone, in the form for a new one; the one begun there first."""
        drafts, key = self._desk.drafts, (one.kind, 0, 0)
        begun = drafts.of(key)
        if begun is not None:
            self._waiting = [*(other for other in self._waiting if other is not begun), one]
            self._offer()
            return begun
        drafts.keep(key, one.title, dict(one.typed))
        drafts.drop(one.key)
        return drafts.of(key) or one

    def _drop(self, one: Unfinished) -> None:
        self._desk.drafts.drop(one.key)

    def _changed(self) -> None:
        """One that was saved, dropped or taken up elsewhere is offered no more."""
        for one in self._waiting:
            if self._desk.drafts.of(one.key) is not one:
                self._next(one)
                return

    def _next(self, one: Unfinished) -> None:
        self._waiting = [other for other in self._waiting if other is not one]
        self._offer()
