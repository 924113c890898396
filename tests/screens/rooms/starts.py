"""Looks at what is shown before a base is open, and at the ribbons over an open one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from crm_desktop import opening
from crm_desktop.commands.work import Step
from crm_desktop.db import errors, places
from crm_desktop.db.health import Finding
from crm_desktop.db.lock import IN_USE, BaseLock
from crm_desktop.db.migrations import MIGRATION_FAILED, NEWER
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.unfinished import Unfinished
from crm_desktop.opening import Checked, Opened
from crm_desktop.opening.trouble import FOLDER_MISSING
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.ui.shell.circumstances import tell, tell_fault
from crm_desktop.ui.shell.notice import BusyPage, NoticeWindow
from crm_desktop.ui.shell.rescue import Rescue
from crm_desktop.ui.shell.trouble import trouble_page
from crm_desktop.ui.shell.unfinished import UnfinishedOffer
from crm_desktop.words import pgettext
from tests.screens.bases import EMPTY, SEVEN
from tests.screens.stage import Look, Scene, Stage, settle

SHOP = Path("/home/natalia/.local/share/CRM Desktop/base")
REASONS = (
    errors.DAMAGED,
    errors.NOT_A_BASE,
    errors.DISK_FULL,
    FOLDER_MISSING,
    IN_USE,
    MIGRATION_FAILED,
    NEWER,
    places.IN_CLOUD,
    places.ON_NETWORK,
)


@dataclass(slots=True)
class Shown:
    """A start of which only the pages are looked at."""

    theme: Theme
    look: Look
    answers: list[Any] = field(default_factory=list)

    def show_page(self, page: QWidget) -> None:
        """Show and look."""
        window = NoticeWindow(self.theme, lambda: None)
        window.show_page(page)
        window.activateWindow()
        settle()
        self.look(window)
        window.close()
        window.deleteLater()

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
        """Answer at once with what was prepared."""
        done(self.answers.pop(0))

    def go(self, folder: Path) -> None:
        """The buttons of a picture."""

    def look_at(self, folder: Path, back: Callable[[], object]) -> None:
        """The buttons of a picture."""

    def restore(
        self,
        folder: Path,
        file: Path,
        back: Callable[[], object],
        failed: Callable[[Refused], object] | None = None,
    ) -> None:
        """The buttons of a picture."""

    def restore_chosen(self, folder: Path, back: Callable[[], object]) -> None:
        """The buttons of a picture."""

    def leave(self) -> None:
        """The buttons of a picture."""


def _troubles(stage: Stage, look: Look) -> None:
    shown = Shown(stage.program.desk.theme, look)
    acts = dict.fromkeys(opening.Offer, lambda: None)
    for reason in REASONS:
        refused = Refused.of(reason, path=str(SHOP), service="OneDrive")
        trouble = opening.trouble_of(SHOP, refused)
        shown.show_page(trouble_page(shown.theme, trouble, acts))


def _safe(stage: Stage, look: Look) -> None:
    wrong = tuple(Finding("check.orphan", f"document {n} → client") for n in range(3))
    shown = Shown(stage.program.desk.theme, look, [None, Checked((), 12_408), Checked(wrong, 7)])
    Rescue(shown, SHOP, asked=True).begin()
    rescue = Rescue(shown, SHOP, asked=False)
    rescue.show()
    rescue.check()
    rescue.check()


def _busy(stage: Stage, look: Look) -> None:
    title = pgettext("Shell", "Moving the base to this computer…")
    page = BusyPage(stage.program.desk.theme, title, lambda: None)
    page.show_step(3, 7)
    Shown(stage.program.desk.theme, look).show_page(page)


def _ribbons(stage: Stage, look: Look) -> None:
    """All of them at once: the worst day there can be."""
    stage.go("clients")
    crm, desk = stage.crm, stage.program.desk
    lock = BaseLock(stage.folder)
    crm.view_only = True
    names = ("base (Конфликтующая копия Наталья-ПК 2026-11-25).db",)
    tell(Opened(SHOP, crm, lock, removable=True, others=names), stage.program, lambda: None)
    tell_fault(Path("faults.log"), stage.program, lambda: None)
    crm.view_only = False
    lock.release()
    for number, title in enumerate(("Семёнова Наталья", "Остекление балкона")):
        kind = ("client", "deal")[number]
        desk.drafts.keep((kind, 0, number), title, {"name": title})
    assert all(isinstance(one, Unfinished) for one in desk.drafts.all())
    UnfinishedOffer(desk, stage.window)
    settle()
    look(stage.window)


SCENES = [
    Scene("ribbons", _ribbons, kinds=(SEVEN,)),
    Scene("start-busy", _busy, kinds=(EMPTY,)),
    Scene("start-safe", _safe, kinds=(EMPTY,)),
    Scene("start-troubles", _troubles, kinds=(EMPTY,)),
]
