"""Another window in the place of the open one: language, look and size without a restart."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop import words
from crm_desktop.domain.unfinished import FormKey
from crm_desktop.machine import system_language
from crm_desktop.ui.kit import dialogs
from crm_desktop.ui.kit.drafts import DraftKeeper
from crm_desktop.ui.runtime.navigator import Address, Navigator
from crm_desktop.ui.runtime.speech import speak
from crm_desktop.ui.shell.pages import PAGES
from crm_desktop.ui.shell.window import Window
from crm_desktop.words import pgettext

if TYPE_CHECKING:
    from crm_desktop.ui.shell.app import Program


class Renewal:
    """Waits until nothing is being written, asks if a page would lose something, then does it.

    Half-typed forms are kept as drafts and come back by themselves. A page that holds something
    else says so by `holds`, a text; what record it shows, by `shown_record`.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._waiting = False

    def ask(self) -> None:
        """Make the window anew, as soon as it can be."""
        program = self._program
        if program.jobs.running():
            if not self._waiting:
                self._waiting = True
                program.jobs.job_finished.connect(self._finished)
            return
        lost = [text for page in program.window.stack.made().values() if (text := _held(page))]
        if lost and not dialogs.confirm(
            program.window,
            program.desk.theme,
            pgettext("Shell", "Change the look now?"),
            "\n\n".join([*lost, pgettext("Shell", "Otherwise it changes at the next start.")]),
            pgettext("Shell", "Change now"),
        ):
            return
        self._do()

    def _finished(self, _job: object) -> None:
        # After the answer has been handed over, not before.
        QTimer.singleShot(0, self._program.window, self._again)

    def _again(self) -> None:
        if self._waiting and not self._program.jobs.running():
            self._waiting = False
            self._program.jobs.job_finished.disconnect(self._finished)
            self.ask()

    def _do(self) -> None:
        program, old = self._program, self._program.window
        desk, settings = program.desk, program.desk.settings
        # What stayed until now goes with the window.
        gc.unfreeze()
        desk.drafts.flush()
        forms = _open_forms(old)
        records = {
            name: record
            for name, page in old.stack.made().items()
            if (record := getattr(page, "shown_record", _nothing)()) is not None
        }
        focus = QApplication.focusWidget()
        name = focus.objectName() if focus is not None else ""
        old.setUpdatesEnabled(False)
        self._speak_and_dress()
        navigator = Navigator()
        navigator.take_over(desk.navigator)
        fresh = program.new_desk(desk.theme, settings, navigator)
        fresh.drafts, fresh.copies, fresh.restored = desk.drafts, desk.copies, desk.restored
        window = Window(fresh)
        window.stack.records = records
        window.restoreGeometry(old.saveGeometry())
        _return_to(window, desk.navigator.here)
        for kind, key in forms:
            draft = fresh.drafts.of(key)
            if draft is not None:
                window.page(kind).resume(draft)
        program.replace_window(fresh, window, [key for _page, key in forms])
        window.show()
        old.hide()
        old.deleteLater()
        again = window.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus()

    def _speak_and_dress(self) -> None:
        theme, settings = self._program.desk.theme, self._program.desk.settings
        words.set_language(settings.language or system_language())
        app = QApplication.instance()
        if isinstance(app, QApplication):
            speak(app)
        theme.language = words.language()
        theme.change(settings.theme, settings.font_scale / 100)


def _held(page: Any) -> str:
    return str(getattr(page, "holds", lambda: "")())


def _nothing() -> None:
    """A page that shows no single record."""


def _open_forms(window: Window) -> list[tuple[str, FormKey]]:
    """The forms in sight that have something typed in them, with the page each is on."""
    return [
        (name, keeper.key)
        for name, page in window.stack.made().items()
        for keeper in page.findChildren(DraftKeeper)
        if keeper.key is not None and keeper.drafted() and keeper.in_sight()
    ]


def _return_to(window: Window, here: Address | None) -> None:
    """Show the page that was shown; an address that only begins something is not begun again."""
    starts = {kind: spec.id for spec in PAGES for kind, _method in spec.starts}
    if here is None or not window.desk.navigator.knows(str(here[0])):
        window.desk.navigator.go(window.desk.sections.shown()[0].id)
    elif str(here[0]) in starts:
        window.desk.navigator.go(starts[str(here[0])])
    else:
        window.desk.navigator.go(str(here[0]), *here[1:])
