"""What is to be known about the base that is open: ribbons over its pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from crm_desktop import paths
from crm_desktop.domain.backups import Restored
from crm_desktop.opening import Opened
from crm_desktop.ui.kit.ribbon import Choice
from crm_desktop.ui.runtime.crash_dialog import save_report
from crm_desktop.ui.runtime.report import fault_report
from crm_desktop.ui.shell.app import Program
from crm_desktop.words import backups, pgettext


def tell(opened: Opened, program: Program, reopen: Callable[[], object]) -> None:
    """Show whatever is not as usual about this base."""
    if opened.view_only:
        _tell_view_only(opened, program, reopen)
    if opened.removable:
        _tell_removable(opened, program)
    if opened.others:
        _tell_others(opened, program)


def _tell_view_only(opened: Opened, program: Program, reopen: Callable[[], object]) -> None:
    text = pgettext(
        "Shell",
        "Viewing only: this is a copy of the base in {folder}, made just now. Nothing can be "
        "changed in it.",
    )
    work = Choice("reopen", pgettext("Shell", "Open it for work"), reopen)
    program.window.ribbons.show_ribbon(
        "view-only", "warn", text.format(folder=opened.folder), [work]
    )
    title = pgettext("Shell", "{program} — viewing only")
    program.window.setWindowTitle(title.format(program=paths.APP))


def _tell_removable(opened: Opened, program: Program) -> None:
    """Once for each base: a warning that is always there is not read."""
    settings, mark = program.desk.settings, f"removable {opened.folder}"
    if mark in settings.told:
        return

    def understood() -> None:
        settings.told.append(mark)
        program.desk.remember()
        program.window.ribbons.put_away("removable")

    text = pgettext(
        "Shell",
        "The base is on a disk that can be pulled out. Close the program before you pull it out, "
        "and keep copies on this computer.",
    )
    choice = Choice("understood", pgettext("Shell", "Understood"), understood)
    program.window.ribbons.show_ribbon("removable", "warn", text, [choice])


def _tell_others(opened: Opened, program: Program) -> None:
    text = pgettext(
        "Shell",
        "Beside the base lies {names}: it looks like a second version made by a program that "
        "synchronises folders. It was not opened and not changed.",
    )
    names = ", ".join(opened.others)
    choice = Choice(
        "folder", pgettext("Shell", "Show the folder"), lambda: show_folder(opened.folder)
    )
    program.window.ribbons.show_ribbon("others", "warn", text.format(names=names), [choice])


def tell_fault(fault: Path, program: Program, safely: Callable[[], object]) -> None:
    """The last run ended in a crash below Python."""
    seen = False

    def understood() -> None:
        nonlocal seen
        seen = True
        program.window.ribbons.put_away("fault")

    def show() -> None:
        if not seen:
            _show_fault(fault, program, safely, understood)

    program.furnish(show)


def _show_fault(
    fault: Path,
    program: Program,
    safely: Callable[[], object],
    understood: Callable[[], object],
) -> None:
    text = pgettext(
        "Shell",
        "Last time the program stopped by itself. Everything that was saved is there. If it "
        "happens again, start it safely.",
    )
    choices = (
        Choice(
            "save-report",
            pgettext("Shell", "Save report…"),
            lambda: save_report(program.window, fault_report(fault)),
        ),
        Choice("safely", pgettext("Shell", "Safe start"), safely),
        Choice("understood", pgettext("Shell", "Understood"), understood),
    )
    program.window.ribbons.show_ribbon("fault", "warn", text, choices)


def tell_restored(done: Restored, program: Program) -> None:
    """After a restore: what stands there now, and the way back."""
    ribbons, desk = program.window.ribbons, program.desk
    kept = done.kept
    text = pgettext("Shell", "The base is restored: {counts}.")
    text = text.format(counts=backups.counts_text(done.counts))
    choices = [
        Choice("understood", pgettext("Shell", "Understood"), lambda: ribbons.put_away("restored"))
    ]
    if kept is not None and not done.wreck:
        safe = pgettext("Shell", "What stood here before is in a verified copy.")
        text = f"{text} {safe}"

        def back() -> None:
            crm = desk.jobs.crm
            desk.jobs.call(
                lambda step: crm.restore(kept, step, another=True),
                owner=program.window,
                then=desk.restored,
                label=pgettext("Shell", "Restoring the base"),
                writes=True,
                matters=True,
            )

        choices.insert(0, Choice("back", pgettext("Shell", "Put it back as it was"), back))
    elif kept is not None:
        wreck = pgettext("Shell", "The damaged base is kept beside the copies.")
        text = f"{text} {wreck}"
        choices.insert(
            0,
            Choice(
                "folder", pgettext("Shell", "Show the folder"), lambda: show_folder(kept.parent)
            ),
        )
    ribbons.show_ribbon("restored", "info", text, choices)


def show_folder(folder: Path) -> None:
    """Show a folder, or the nearest one above it that is there, in the system's file manager."""
    near = next((one for one in (folder, *folder.parents) if one.is_dir()), folder)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(near)))
