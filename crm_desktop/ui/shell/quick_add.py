"""Ctrl+Shift+N: what was just heard, or pasted, becomes a client, a deal and a task."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from crm_desktop.commands import quick
from crm_desktop.commands.quick import Made
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.quick_block import Block, BlockKind, read_block
from crm_desktop.domain.quick_entry import QuickEntry, Reading, check
from crm_desktop.domain.settings import Business
from crm_desktop.exports.pasted import pasted_rows
from crm_desktop.queries import quick as quick_queries
from crm_desktop.queries.quick import Known
from crm_desktop.queries.settings import business
from crm_desktop.ui.kit.drafts import DraftKeeper
from crm_desktop.ui.kit.enter_key import bind_saving, enter_pressed
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.overlay import Overlay
from crm_desktop.ui.kit.scroll import Scrolled
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.jobs import Job
from crm_desktop.ui.shell.quick_client import ClientChoice
from crm_desktop.ui.shell.quick_fields import QuickFields
from crm_desktop.ui.shell.quick_text import QuickText
from crm_desktop.ui.shell.quick_words import made_text, refused_text, titled
from crm_desktop.words import npgettext, pgettext

PAUSE_MS = 120
WIDTH_UNITS = 760
LEAST_UNITS = 120


class QuickAdd(Overlay):
    """A text, what it says in fields, and Enter; what was not saved is there when it opens again.

    `bring_in` is given files with rows of a table, which are the import's.
    """

    changed = Signal()

    def __init__(self, desk: Desk, over: QWidget, bring_in: Callable[[list[str]], object]) -> None:
        super().__init__(desk, over, WIDTH_UNITS)
        self._bring_in = bring_in
        self._region = "RU"
        self.block = Block(BlockKind.LINE, Reading(QuickEntry()))
        self.entry = QuickEntry()
        self._known = Known(self.entry, None, ())
        self._enter_waits = False
        self._saving: Job | None = None
        self._sent = ("", self.entry)
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        desk.jobs.job_finished.connect(self._save_over)
        self.setAccessibleName(pgettext("Shell", "Quick entry"))
        self._build()
        self._live = LiveQuery(
            self,
            desk.jobs,
            quick_queries.look,
            ("client", "contact_point"),
            self._question,
            self._answered,
            PAUSE_MS,
        )
        desk.jobs.ask(business, owner=self, then=self._know_business)
        self.drafts = DraftKeeper(desk, self, "quick", self._called, self, quiet=True)
        with self.drafts.filling():
            # What was not saved last time, also before a crash, comes back.
            self._read()

    # build

    def _build(self) -> None:
        u = self.desk.theme.u
        self.line = QuickText(self.desk.theme)
        self.line.setAccessibleName(pgettext("Shell", "Quick entry"))
        self.line.setPlaceholderText(pgettext("Shell", "Who, phone, what, how much, until when"))
        self.line.typed.connect(self._read)
        self.line.entered.connect(self.save)
        self.line.grown.connect(self.fit)
        self.fields = QuickFields(self.desk)
        self.fields.changed.connect(self._corrected)
        self.client_choice = ClientChoice(self.desk)
        self.client_choice.entered.connect(self.save)
        self.fields.known.addWidget(self.client_choice)
        self._area = Scrolled(self.fields)
        self._area.setProperty("bare", True)
        self.problem = QLabel()
        self.problem.setProperty("bad", True)
        self.problem.setWordWrap(True)
        self.example = QLabel(
            pgettext(
                "Shell",
                "For example: Smith +44 20 7946 0958 three windows 45,000 by Friday call at 15:00",
            )
            + "\n"
            + pgettext("Shell", "A signature, a chat or company details may be pasted here too.")
        )
        self.rows = QLabel()
        for label in (self.example, self.rows):
            label.setProperty("muted", True)
            label.setWordWrap(True)
        column = QVBoxLayout(self.box)
        column.setContentsMargins(u(8), u(8), u(8), u(8))
        column.setSpacing(u(8))
        column.addWidget(self.line)
        column.addWidget(self._area)
        for label in (self.example, self.rows, self.problem):
            label.setContentsMargins(u(12), 0, u(12), 0)
            column.addWidget(label)
        column.addLayout(self._foot())
        bind_saving(self, self.save_button, self.save)

    def _foot(self) -> QHBoxLayout:
        """What may be added, what the keys do, and the one button."""
        u = self.desk.theme.u
        texts = {
            "client": pgettext("Quick entry", "Client…"),
            "deal": pgettext("Quick entry", "Deal…"),
            "task": pgettext("Quick entry", "Task…"),
            "note": pgettext("Quick entry", "Note…"),
        }
        foot = QHBoxLayout()
        foot.setContentsMargins(u(12), 0, u(12), 0)
        foot.setSpacing(u(4))
        self.adds = {group: QPushButton(text) for group, text in texts.items()}
        for group, button in self.adds.items():
            button.setFlat(True)
            button.setProperty("compact", True)
            button.clicked.connect(partial(self._add, group))
            foot.addWidget(button)
        self.hint = QLabel(pgettext("Shell", "Enter save · Tab correct · Esc close"))
        self.hint.setProperty("muted", True)
        self.hint.setFont(self.desk.theme.font(-1))
        self.save_button = QPushButton()
        self.save_button.setProperty("primary", True)
        self.save_button.clicked.connect(self.save)
        foot.addWidget(self.hint)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        return foot

    def first_field(self) -> QWidget:
        return self.line

    def prepare(self) -> None:
        self._read()
        self.line.selectAll()

    def open_with(self, text: str) -> None:
        """Come up with these words in the line."""
        self.line.set_text(text)
        if self.isHidden():
            self.open_it()
        self.line.moveCursor(QTextCursor.MoveOperation.End)

    def fit(self) -> None:
        """As high as what it says; where there is no room for that, the fields scroll."""
        super().fit()
        wanted = self.fields.wanted(self._area.viewport().width())
        self._area.setFixedHeight(wanted)
        super().fit()
        over = self.box.height() - self.room()
        if over > 0:
            self._area.setFixedHeight(max(self.desk.theme.u(LEAST_UNITS), wanted - over))
            super().fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter_pressed(event, self.focusWidget(), self.save):
            super().keyPressEvent(event)

    # kept until it is saved

    def typed(self) -> dict[str, Any]:
        """What stands in the text, and what was corrected in the fields."""
        return {"text": self.line.text(), **self.fields.corrections.packed()}

    def type_again(self, typed: Mapping[str, Any]) -> None:
        """Put it back."""
        self.line.set_text(str(typed.get("text", "")))
        self.fields.corrections.unpack(typed)
        self._read()

    def _called(self) -> str:
        return self.line.text().strip().partition("\n")[0]

    # saving

    def save(self) -> None:
        """Make what the fields say; what is refused stays there, with the reason.

        A second Enter while the first is being saved does nothing.
        """
        if self._saving is not None:
            return
        if self.block.kind is BlockKind.ROWS:
            self._hand_over()
            return
        if complaint := self.fields.complaint():
            self._say(complaint)
            return
        if not self.answered():
            # Whether the client is known is being looked up: nobody is written down twice.
            self._enter_waits = True
            return
        self._enter_waits = False
        problems = list(check(self.entry)) if self._client_id() is None else []
        if problems:
            self._refused(Refused(*problems))
            return
        self._sent = (self.line.text(), self.entry)
        self._start(
            self.desk.jobs.run(
                quick.add,
                titled(self.entry),
                self._client_id(),
                self.desk.currency,
                owner=self,
                then=self._made,
                failed=self._refused,
            )
        )

    def _start(self, job: Job) -> None:
        if job in self.desk.jobs.running():
            self._saving = job

    def _save_over(self, job: Job) -> None:
        if job is self._saving:
            self._saving = None

    def _made(self, made: Made) -> None:
        self._leave()
        kind, record = next(
            (kind, record)
            for kind, record in (
                ("client", made.client_id),
                ("deal", made.deal_id),
                ("task", made.task_id),
            )
            if record is not None
        )
        self.desk.say(
            made_text(made),
            pgettext("Shell", "Open"),
            lambda: self.desk.navigator.go(kind, record),
        )

    def _leave(self) -> None:
        """It is saved; what was written or corrected meanwhile stays."""
        if self._sent == (self.line.text(), self.entry):
            self.line.set_text("")
            self.drafts.end()
            self.close_it()

    def _hand_over(self) -> None:
        """Rows of a table go to the import, which shows what would become of them."""
        if self._folder is not None:
            self._folder.cleanup()
        self._folder = tempfile.TemporaryDirectory(prefix="crm-desktop-")
        name = pgettext("Quick entry", "Pasted rows")
        self._sent = (self.line.text(), self.entry)
        self._start(
            self.desk.jobs.export(
                pasted_rows,
                self.line.text(),
                self.desk.now(),
                Path(self._folder.name) / f"{name}.tsv",
                language=self.desk.language,
                region=self._region,
                owner=self,
                then=self._handed_over,
                failed=self._refused,
            )
        )

    def _handed_over(self, path: Path) -> None:
        self._leave()
        self._bring_in([str(path)])

    def _refused(self, refused: Refused) -> None:
        self._say(refused_text(refused))

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()
        self.fit()

    # reading

    def _know_business(self, known: Business) -> None:
        if known.region != self._region:
            # An Enter that waits for the client waits on.
            waits, self._region = self._enter_waits, known.region
            self._read()
            self._enter_waits = waits

    def _read(self) -> None:
        text = self.line.text()
        self.block = read_block(
            text,
            self.desk.now(),
            language=self.desk.language,
            currency=self.desk.currency,
            region=self._region,
        )
        if text.strip():
            self.fields.show_entry(self.block.reading.entry)
        else:
            self.fields.forget()
        self.line.mark(self.block.reading.marks)
        self._corrected()

    def _corrected(self) -> None:
        """The fields say something else: whom they are about may be another one."""
        self.entry = self.fields.entry()
        self.problem.hide()
        self._enter_waits = False
        if self.entry.client_said:
            self._live.refresh()
        self._show()
        self.changed.emit()

    def _question(self) -> dict[str, Any]:
        return {"entry": self.entry, "region": self._region}

    def _answered(self, known: Known) -> None:
        self._known = known
        self._show()
        if self._enter_waits:
            self.save()

    def _add(self, group: str) -> None:
        self.fields.ask_for(group)

    def _show(self) -> None:
        rows = self.block.count
        typed = bool(self.line.text().strip())
        read = typed and not rows
        self.client_choice.offer(
            self._known if self._same_client() else Known(self.entry, None, ())
        )
        named = titled(replace(self.entry, deal="", task=""))
        self.fields.suggest(named.deal, named.task)
        self._area.setVisible(read)
        self.example.setVisible(not typed)
        self.rows.setVisible(bool(rows))
        self.hint.setVisible(not rows)
        said = npgettext(
            "Quick entry",
            "{n} row: the import shows what would become of it.",
            "{n} rows: the import shows what would become of each.",
            rows,
        )
        self.rows.setText(said.format(n=rows))
        missing = self.fields.missing() if read else ()
        for group, button in self.adds.items():
            button.setVisible(group in missing)
        write = pgettext("Quick entry", "Write down")
        self.save_button.setText(pgettext("Quick entry", "Look at it") if rows else write)
        self.fit()

    def answered(self) -> bool:
        """Whether it is known who the text is about."""
        return not self.entry.client_said or self._same_client()

    def _same_client(self) -> bool:
        # The answer may still be that to what stood in the line before.
        known, entry = self._known.entry, self.entry
        return (known.name, known.points, known.inn) == (entry.name, entry.points, entry.inn)

    def _client_id(self) -> int | None:
        """The known client who is chosen, None for a new one or for nobody."""
        return self.client_choice.chosen() if self.entry.client_said else None
