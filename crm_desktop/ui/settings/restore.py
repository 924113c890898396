"""Before a copy takes the base's place: what it holds, what would be put away, then the deed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton

from crm_desktop.domain.backups import Candidate, Restored
from crm_desktop.domain.problems import Refused
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.settings.group import Group, buttons, words
from crm_desktop.words import backups as said
from crm_desktop.words import codes, formats, npgettext, pgettext


class RestorePanel(Group):
    """Shows a file that somebody wants to restore; nothing is touched before the danger button.

    `closed` when the user thinks better of it or looks at another copy.
    """

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, pgettext("Backups", "Restore"))
        self.desk = desk
        self.found: Candidate | None = None
        self.file = Path()
        self.name = words("", selectable=True)
        self.story = words("")
        self.warning = words("")
        self.warning.setProperty("warn", True)
        self.another = QCheckBox(
            pgettext("Backups", "Yes, put that other base in this one’s place")
        )
        self.another.setAccessibleName(self.another.text())
        self.another.toggled.connect(lambda _on: self._mark())
        for one in (self.name, self.story, self.warning, self.another):
            self.body.addWidget(one)
        self.restore_button = _button(pgettext("Backups", "Restore"), self.restore)
        self.restore_button.setProperty("danger", True)
        self.cancel_button = _button(pgettext("Backups", "Cancel"), self.closed.emit)
        self.body.addLayout(buttons(desk.theme, self.restore_button, self.cancel_button))

    def look_at(self, file: Path) -> None:
        """Look a file through on a copy aside and say what was found."""
        self.found, self.file = None, file
        self.name.setText(str(file))
        self.another.setChecked(False)
        self.another.hide()
        self.warning.hide()
        self.story.setText(pgettext("Backups", "Looking through the copy…"))
        self._mark()
        self.cancel_button.setFocus()
        crm = self.desk.jobs.crm
        self.desk.jobs.call(
            lambda step: crm.look_at_copy(file, step),
            owner=self,
            then=lambda found: self._show(file, found),
            failed=lambda refused: self._refuse(file, refused),
            label=pgettext("Backups", "Looking through the copy"),
        )

    def restore(self) -> None:
        """Put it in the base's place; what stands there now is kept in a verified copy."""
        found = self.found
        if found is None or not self._ready():
            return
        self.restore_button.setEnabled(False)
        crm, another = self.desk.jobs.crm, found.foreign
        self.desk.jobs.call(
            lambda step: crm.restore(found.file, step, another=another),
            owner=self,
            then=self._done,
            failed=lambda refused: self._refuse(found.file, refused),
            label=pgettext("Backups", "Restoring the base"),
            writes=True,
            matters=True,
        )

    def _show(self, file: Path, found: Candidate) -> None:
        if file != self.file:
            return
        self.found = found
        self.story.setText("\n".join(story(found, self.desk)))
        texts = warnings(found)
        self.warning.setText("\n".join(texts))
        self.warning.setVisible(bool(texts))
        self.another.setVisible(found.foreign)
        self._mark()

    def _refuse(self, file: Path, refused: Refused) -> None:
        if file != self.file:
            return
        self.found = None
        self.story.setText("")
        self.another.hide()
        self.warning.setText("\n".join(codes.problem_text(one) for one in refused.problems))
        self.warning.show()
        self._mark()

    def _done(self, done: Restored) -> None:
        self.closed.emit()
        self.desk.restored(done)

    def _ready(self) -> bool:
        return self.found is not None and (not self.found.foreign or self.another.isChecked())

    def _mark(self) -> None:
        self.restore_button.setEnabled(self._ready())
        self.restore_button.setVisible(self.found is not None)
        self.story.setVisible(bool(self.story.text()))
        refused = self.found is None and not self.story.text()
        self.cancel_button.setText(
            pgettext("Backups", "Back to the copies") if refused else pgettext("Backups", "Cancel")
        )
        self.cancel_button.setAccessibleName(self.cancel_button.text())


def story(found: Candidate, desk: Desk) -> list[str]:
    """What the copy holds and what was done since."""
    when = formats.date_time(found.made_at, desk.language) if found.made_at else "—"
    held = pgettext("Backups", "It holds everything done up to {when}: {counts}.")
    lines = [held.format(when=when, counts=said.counts_text(found.counts))]
    if found.foreign or not found.related:
        return lines
    if not found.newer_operations:
        lines.append(pgettext("Backups", "Nothing was changed in the base since."))
        return lines
    count = found.newer_operations
    text = npgettext(
        "Backups",
        "Since then {n} change was made; it will not be in the base.",
        "Since then {n} changes were made; they will not be in the base.",
        count,
    )
    lines.append(text.format(n=formats.number(count, desk.language)))
    newer = said.counts_text({noun: n for noun, n in found.newer.items() if n})
    if newer:
        lines.append(pgettext("Backups", "New since then: {counts}.").format(counts=newer))
    kept = pgettext(
        "Backups", "All of it stays in a verified copy that is made first: you can go back to it."
    )
    lines.append(kept)
    return lines


def warnings(found: Candidate) -> list[str]:
    """What is not as usual about this copy."""
    lines = []
    if found.foreign:
        lines.append(
            pgettext(
                "Backups",
                "This is a copy of another base. Its clients, papers and numbers would stand here "
                "instead of yours; yours stay in a copy.",
            )
        )
    elif not found.related:
        lines.append(
            pgettext(
                "Backups",
                "The base went another way since this copy: all of it will be replaced. What "
                "stands there now stays in a copy.",
            )
        )
    if found.older_schema:
        lines.append(
            pgettext(
                "Backups",
                "The copy was made by an earlier version of the program and will be brought to "
                "this one; the file itself stays as it is.",
            )
        )
    return lines


def _button(text: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(text)
    button.clicked.connect(lambda _checked=False: act())
    return button
