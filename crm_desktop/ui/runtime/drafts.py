"""The drafts of this window's forms: in memory for the screen, in their file for after a crash."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from crm_desktop.domain.problems import Refused
from crm_desktop.domain.unfinished import FormKey, Unfinished
from crm_desktop.ui.runtime.jobs import Jobs

_log = logging.getLogger(__name__)


class DraftBook(QObject):
    """What is unfinished, by the form it belongs to; writes go through the lane for upkeep.

    `changed` follows every kept or dropped draft. `flushing` asks every form to hand over what
    it has now.
    """

    changed = Signal()
    flushing = Signal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        self._entries: dict[FormKey, Unfinished] | None = None

    def all(self) -> list[Unfinished]:
        """Everything unfinished, the newest first."""
        return sorted(self._loaded().values(), key=lambda one: one.at, reverse=True)

    def of(self, key: FormKey) -> Unfinished | None:
        """The draft of a form, if there is one."""
        return self._loaded().get(key)

    def keep(self, key: FormKey, title: str, typed: dict[str, object]) -> None:
        """Keep what stands in a form now."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        one = Unfinished(*key, title, typed, now)
        self._loaded()[key] = one
        store = self._jobs.crm.drafts
        self._jobs.aside(lambda: store.keep(one))
        self.changed.emit()

    def drop(self, key: FormKey) -> None:
        """Forget a draft."""
        if self._loaded().pop(key, None) is not None:
            store = self._jobs.crm.drafts
            self._jobs.aside(lambda: store.drop(key))
            self.changed.emit()

    def flush(self) -> None:
        """Let every form hand over what it has; the last act before the lanes are shut down."""
        self.flushing.emit()

    def _loaded(self) -> dict[FormKey, Unfinished]:
        # Once and at once: the file is small, and the first form must not come too early.
        if self._entries is None:
            try:
                kept = self._jobs.crm.drafts.all()
            except Refused as refused:
                # A program that cannot read its drafts still starts.
                _log.info("drafts could not be read: %s", refused.problems[0].code)
                kept = []
            self._entries = {one.key: one for one in kept}
        return self._entries
