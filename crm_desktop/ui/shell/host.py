"""The start as its pages know it: what they may ask of it while no base is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from crm_desktop.commands.work import Step
from crm_desktop.domain.problems import Refused
from crm_desktop.machine import Machine
from crm_desktop.opening import Decision
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.notice import NoticeWindow


class Host(Protocol):
    """Shows the pages of a base that is not open, works on it unseen, and opens it."""

    theme: Theme

    def show_page(self, page: QWidget) -> None:
        """Show a page while no base is open."""
        ...

    def send(
        self,
        title: str,
        work: Callable[[Step], Any],
        done: Callable[[Any], object],
        folder: Path,
        back: Callable[[], object],
        failed: Callable[[Refused], object] | None = None,
        *,
        verb: str = "",
    ) -> None:
        """Do work off the screen's thread; `back` is where the button of its page leads."""
        ...

    def go(self, folder: Path) -> None:
        """Open a base, as a start does; leaves when another window has it."""
        ...

    def look_at(self, folder: Path, back: Callable[[], object]) -> None:
        """Open a copy of a base for viewing."""
        ...

    def restore(
        self,
        folder: Path,
        file: Path,
        back: Callable[[], object],
        failed: Callable[[Refused], object] | None = None,
    ) -> None:
        """Put a copy in the place of a base that is not open, and open that."""
        ...

    def restore_chosen(self, folder: Path, back: Callable[[], object]) -> None:
        """Ask for a copy, put it in the base's place, and open that."""
        ...

    def leave(self) -> None:
        """Quit."""
        ...


class WholeHost(Host, Protocol):
    """The start whole: also its first page, and the way out of a base that is open.

    `notice` is the window of the pages, None while a base is open.
    """

    settings: Machine
    notice: NoticeWindow | None
    patience_ms: int

    def put_notice_away(self) -> None:
        """Show no page any more."""
        ...

    def ask(self, name: str = "") -> None:
        """The first page."""
        ...

    def choose(self) -> None:
        """Ask for the folder of a base, and open that."""
        ...

    def follow(self, decision: Decision) -> None:
        """Do what was decided."""
        ...

    def close_program(self, then: Callable[[], object], *, copy: bool = True) -> None:
        """Close the base and its window, then go on."""
        ...
