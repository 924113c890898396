"""The saved views of one list: which one is shown, what was changed of it, what is done to it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.filters import EVERYBODY
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.views import ViewSpec, from_data, to_data
from crm_desktop.queries import views as queries
from crm_desktop.queries.views import SavedViewRow
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.parts.shown_view import ShownView
from crm_desktop.ui.runtime.desk import Desk

ALL = 0
"""Stands for the list without any view."""


class ViewBook(QObject):
    """Keeps the tabs and the shown view together.

    What somebody changed of a view without saving it stays theirs until the window closes; the
    list without a view remembers its columns and orders on this computer.
    """

    changed = Signal()

    def __init__(self, desk: Desk, noun: str, shown: ShownView, widget: QWidget) -> None:
        super().__init__(widget)
        self._desk = desk
        self.noun = noun
        self.shown = shown
        self.rows: list[SavedViewRow] = []
        self.current = ALL
        self._wanted = ALL
        self._unsaved: dict[int, ViewSpec] = {}
        self._switching = False
        self._recall()
        shown.changed.connect(self._noted)
        self.live = LiveQuery(
            widget,
            desk.jobs,
            queries.saved,
            ("saved_view",),
            lambda: {"noun": noun},
            self._know,
        )

    # what is there

    def row(self, view_id: int) -> SavedViewRow | None:
        """The saved view of that id."""
        return next((row for row in self.rows if row.id == view_id), None)

    def name(self) -> str:
        """What the view shown is called, "" for the whole list."""
        row = self.row(self.current)
        return "" if row is None else row.name

    def is_changed(self) -> bool:
        """Whether the list shows something else than the view that is chosen."""
        try:
            return self.shown.spec != self._kept(self.current)
        except Refused:
            return False

    # what is done

    def choose(self, view_id: int) -> None:
        """Show a view, with what was changed of it without being saved."""
        try:
            spec = self._unsaved.get(view_id) or self._kept(view_id)
        except Refused as refused:
            self._desk.jobs.refused.emit(refused)
            self.changed.emit()
            return
        self.current = self._wanted = view_id
        self._switching = True
        self.shown.show(spec)
        self._switching = False
        self._remember()
        self._desk.remember()
        self.changed.emit()

    def add(self, name: str, spec: ViewSpec) -> None:
        """Keep a view under a name, and show it."""
        from crm_desktop.commands import views

        before = self.current
        self._desk.jobs.run(
            views.add, self.noun, name, spec, owner=self, then=lambda id_: self._added(id_, before)
        )

    def save(self) -> None:
        """Let the view be what the list shows now."""
        from crm_desktop.commands import views

        view_id = self.current
        self._desk.jobs.run(
            views.change,
            view_id,
            self.shown.spec,
            owner=self,
            then=lambda _done: self._unsaved.pop(view_id, None),
        )

    def reset(self) -> None:
        """Back to what the view was saved as."""
        self._unsaved.pop(self.current, None)
        self.shown.show(self._kept(self.current))

    def rename(self, view_id: int, name: str) -> None:
        """Call a view otherwise."""
        from crm_desktop.commands import views

        self._desk.jobs.run(views.rename, view_id, name, owner=self)

    def move(self, view_id: int, place: int) -> None:
        """Put a view at this place among the others."""
        from crm_desktop.commands import views

        others = [row.id for row in self.rows if row.id != view_id]
        before = others[place] if place < len(others) else None
        self._desk.jobs.run(views.move, view_id, before, owner=self)

    def delete(self, view_id: int, told: Callable[[], object]) -> None:
        """Keep a view no more; `told` when it is gone."""
        from crm_desktop.commands import views

        self._desk.jobs.run(views.delete, view_id, owner=self, then=lambda _done: told())

    def write(self, target: Path, overwrite: bool, then: Callable[[Path], object]) -> None:
        """Give the view as it is shown to others, as a file."""
        from crm_desktop.exports import saved_views

        name = self.name() or target.stem
        self._desk.jobs.export(
            saved_views.to_json,
            self.noun,
            name,
            self.shown.spec,
            target,
            overwrite=overwrite,
            owner=self,
            then=then,
        )

    # react

    def _kept(self, view_id: int) -> ViewSpec:
        row = self.row(view_id)
        spec = ViewSpec() if row is None else row.spec()
        known = {info.name for info in self.shown.known}
        return spec.known(known) if known else spec

    def _know(self, rows: Sequence[SavedViewRow]) -> None:
        before = {row.id: row for row in self.rows}
        self.rows = list(rows)
        row = self.row(self.current)
        if self._wanted != self.current and self.row(self._wanted) is not None:
            self.choose(self._wanted)
        elif self.current != ALL and row is None:
            self.choose(ALL)
        elif row is not None and row != before.get(row.id) and row.id not in self._unsaved:
            # Undone or saved elsewhere: what is shown follows, unless somebody is at it.
            self.choose(self.current)
        self.changed.emit()

    def _added(self, view_id: int, before: int) -> None:
        # What was changed is in the new view now; the old one is as it was saved.
        self._unsaved.pop(before, None)
        self._wanted = view_id
        if self.row(view_id) is not None:
            self.choose(view_id)

    def _noted(self) -> None:
        if self._switching:
            return
        if self.is_changed():
            self._unsaved[self.current] = self.shown.spec
        else:
            self._unsaved.pop(self.current, None)
        self._remember()
        self.changed.emit()

    # this computer

    def _remember(self) -> None:
        whole = self._unsaved.get(ALL, ViewSpec()) if self.current != ALL else self.shown.spec
        kept = {"view": self._wanted, "all": to_data(replace(whole, wanted=EVERYBODY))}
        self._desk.settings.lists[self.noun] = json.dumps(kept, ensure_ascii=False)

    def _recall(self) -> None:
        """What the list showed last; a note that cannot be read is none."""
        try:
            kept = json.loads(self._desk.settings.lists.get(self.noun, "{}"))
            spec = from_data(kept["all"]) if "all" in kept else ViewSpec()
            self._wanted = int(kept.get("view", ALL))
        except (ValueError, TypeError, AttributeError, Refused):
            return
        if spec != ViewSpec():
            self._unsaved[ALL] = spec
            self.shown.spec = spec
