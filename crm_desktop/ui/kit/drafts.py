"""Nothing typed is lost: what stands in a form is kept until it is saved or given up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, SignalInstance
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.unfinished import FormKey
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.words import pgettext

KEPT_AFTER_MS = 1_000
"""From the first key to the file; with the writing itself less than two seconds."""


class Typed(Protocol):
    """What can be kept: a form, or a line that behaves like one."""

    changed: SignalInstance

    def typed(self) -> dict[str, Any]:
        """What stands in the fields now, as typed."""
        ...

    def type_again(self, typed: Mapping[str, Any]) -> None:
        """Put it back."""
        ...


class DraftKeeper(QObject):
    """Keeps what is typed into one form; a form that is filled anew gets its own text back.

    The form fills its fields inside `filling`, and calls `end` when it was saved or given up.
    `quiet` brings text back without a word: in a line that is always on the screen it is seen.
    """

    def __init__(
        self,
        desk: Desk,
        form: Typed,
        kind: str,
        title: Callable[[], str],
        parent: QObject,
        *,
        quiet: bool = False,
    ) -> None:
        super().__init__(parent)
        self._quiet = quiet
        self._desk = desk
        self._form = form
        self._kind = kind
        self._title = title
        self._key: FormKey | None = None
        self._before: dict[str, Any] = {}
        self._filling = False
        self._fresh = False
        self._timer = QTimer(self, singleShot=True, interval=KEPT_AFTER_MS)
        self._timer.timeout.connect(self.keep_now)
        form.changed.connect(self._changed)
        desk.drafts.flushing.connect(self.keep_now)

    @property
    def key(self) -> FormKey | None:
        """The form that is filled now; None when nobody is to be kept."""
        return self._key

    def drafted(self) -> bool:
        """Whether something typed here is kept."""
        return self._key is not None and self._desk.drafts.of(self._key) is not None

    def in_sight(self) -> bool:
        """Whether the form can be seen."""
        place = self.parent()
        return isinstance(place, QWidget) and place.isVisible()

    @contextmanager
    def filling(self, record: int = 0, about: int = 0) -> Iterator[None]:
        """Fill the form inside: what was typed before is kept, what was kept for this comes back.

        `record` is the id of what is edited, 0 for a new one, which may be `about` something.
        """
        self.keep_now()
        self._filling = True
        try:
            yield
            self._key = (self._kind, record, about)
            self._before = self._form.typed()
            self._type_again(self._key)
        finally:
            self._filling = False

    def keep_now(self) -> None:
        """Keep what stands in the form now instead of in a second; nothing new, nothing kept."""
        if not self._fresh or self._key is None:
            return
        self._settle()
        now = self._form.typed()
        typed = {name: value for name, value in now.items() if value != self._before.get(name)}
        if typed:
            self._desk.drafts.keep(self._key, self._title(), typed)
        else:
            self._desk.drafts.drop(self._key)

    def end(self, key: FormKey | None = None) -> None:
        """It was saved, or given up: what stands in the form now is nothing to keep.

        With the `key` of a form that is no longer filled only that draft goes.
        """
        if key is not None and key != self._key:
            self._desk.drafts.drop(key)
            return
        self._settle()
        if self._key is not None:
            self._desk.drafts.drop(self._key)
            self._before = self._form.typed()

    def become(self, record: int, saved: dict[str, Any]) -> None:
        """What was new is saved as this record: what was typed since belongs to that."""
        if self._key is None:
            return
        self.end(self._key)
        self._key = (self._kind, record, 0)
        self._before = saved
        self._fresh = True
        self.keep_now()

    def grown(self) -> None:
        """Fields came to the form that it had not: what was kept for them comes back."""
        if self._key is None:
            return
        now, kept = self._form.typed(), self._desk.drafts.of(self._key)
        new = {name: value for name, value in now.items() if name not in self._before}
        self._before |= new
        if kept is not None:
            filling, self._filling = self._filling, True
            self._form.type_again({n: value for n, value in kept.typed.items() if n in new})
            self._filling = filling

    def _type_again(self, key: FormKey) -> None:
        kept = self._desk.drafts.of(key)
        if kept is None:
            return
        self._form.type_again(kept.typed)
        if not self._quiet:
            self._desk.say(
                pgettext("Kit", "What you had not saved is back in the form."),
                pgettext("Kit", "Drop it"),
                lambda: self._start_afresh(key),
            )

    def _start_afresh(self, key: FormKey) -> None:
        if self._key == key:
            self._settle()
            self._filling = True
            self._form.type_again(self._before)
            self._filling = False
        self._desk.drafts.drop(key)

    def _changed(self) -> None:
        if not self._filling and self._key is not None and not self._fresh:
            self._fresh = True
            self._timer.start()

    def _settle(self) -> None:
        self._fresh = False
        self._timer.stop()
