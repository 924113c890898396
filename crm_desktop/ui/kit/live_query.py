"""The one listener that screens write: this widget shows this query over these tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Concatenate

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.changes import Changes
from crm_desktop.domain.problems import Refused
from crm_desktop.queries.read import Read
from crm_desktop.ui.runtime.jobs import Job, Jobs


class LiveQuery(QObject):
    """Keeps `widget` showing the answer of `query(**args())`.

    It asks when the widget is first seen, when `refresh` is called, and when one of `tables`
    changed; a hidden widget only becomes stale and asks when it is shown. Of several answers
    under way only that of the last question is shown. Dies with the widget. `later`: what other
    widgets wait for goes first.
    """

    def __init__(
        self,
        widget: QWidget,
        jobs: Jobs,
        query: Callable[Concatenate[Read, ...], Any],
        tables: Iterable[str],
        args: Callable[[], Mapping[str, Any]],
        show: Callable[[Any], object],
        debounce_ms: int = 0,
        failed: Callable[[Refused], object] | None = None,
        *,
        later: bool = False,
    ) -> None:
        super().__init__(widget)
        self._widget = widget
        self._jobs = jobs
        self._query = query
        self._tables = frozenset(tables)
        self._args = args
        self._show = show
        self._failed = failed
        self._later = later
        self._asked = 0
        self._job: Job | None = None
        self._stale = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(debounce_ms)
        self._timer.timeout.connect(self._ask)
        jobs.committed.connect(self._committed)
        widget.installEventFilter(self)
        if widget.isVisible():
            self.refresh()

    @property
    def stale(self) -> bool:
        """Whether the widget may show something old: it is hidden or its answer is under way."""
        return self._stale

    def refresh(self) -> None:
        """Ask again: now (after the pause for typing) if the widget is visible, else when shown."""
        self._stale = True
        if not self._widget.isVisible():
            return
        if self._timer.interval():
            self._timer.start()
        else:
            self._ask()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and watched is self._widget and self._stale:
            # Without the pause: what comes into view is asked for at once.
            self._ask()
        return False

    def _committed(self, changes: Changes) -> None:
        if changes.touches(self._tables):
            self.refresh()

    def _ask(self) -> None:
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
        self._asked += 1
        number = self._asked
        job = self._jobs.ask(
            self._query,
            owner=self,
            then=lambda answer: self._answered(number, answer),
            failed=None if self._failed is None else lambda no: self._refused(number, no),
            later=self._later,
            **self._args(),
        )
        # With immediate jobs the answer is here already.
        self._job = job if self._stale and number == self._asked else None

    def _answered(self, number: int, answer: Any) -> None:
        if number != self._asked:
            return
        self._stale = False
        self._job = None
        self._show(answer)

    def _refused(self, number: int, refusal: Refused) -> None:
        if number == self._asked and self._failed is not None:
            self._job = None
            self._failed(refusal)
