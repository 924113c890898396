"""Ctrl+Shift+N: one line makes a client, a deal and a task, and shows beforehand what it makes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from crm_desktop.commands import quick
from crm_desktop.commands.quick import Made
from crm_desktop.domain.phones import shown_phones
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.quick_entry import QuickEntry, check, parse
from crm_desktop.domain.settings import Business
from crm_desktop.queries import quick as quick_queries
from crm_desktop.queries.clients import ClientRow
from crm_desktop.queries.quick import Known
from crm_desktop.queries.settings import business
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.overlay import Overlay
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.ui.runtime.jobs import Job
from crm_desktop.words import codes, formats, pgettext

PAUSE_MS = 120
WIDTH_UNITS = 680
_NEW = 0
"""Stands for a client who is not there yet: ids begin at 1."""


class QuickAdd(Overlay):
    """A line, what it says, and Enter; a line that was not saved is there when it opens again."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(desk, over, WIDTH_UNITS)
        self._region = "RU"
        self.entry = QuickEntry()
        self._known = Known(self.entry, None, ())
        self._enter_waits = False
        self._saving: Job | None = None
        self._sent = ""
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
        self._read()

    # build

    def _build(self) -> None:
        u = self.desk.theme.u
        self.line = QLineEdit()
        self.line.setProperty("bare", True)
        self.line.setFont(self.desk.theme.font(3))
        self.line.setAccessibleName(pgettext("Shell", "Quick entry"))
        self.line.setPlaceholderText(pgettext("Shell", "Who, phone, what, how much, until when"))
        self.line.textChanged.connect(lambda _text: self._read())
        self.line.returnPressed.connect(self.save)
        self.client_choice = QComboBox()
        self.client_choice.setAccessibleName(pgettext("Shell", "Whose it is"))
        self.client_choice.installEventFilter(self)
        self.client_label, self.deal_label, self.task_label = QLabel(), QLabel(), QLabel()
        self.problem = QLabel()
        self.problem.setProperty("bad", True)
        self.problem.setWordWrap(True)
        self.example = QLabel(
            pgettext(
                "Shell",
                "For example: Smith +44 20 7946 0958 three windows 45,000 by Friday call at 15:00",
            )
        )
        self.example.setProperty("muted", True)
        self.example.setWordWrap(True)
        rows = QGridLayout()
        rows.setContentsMargins(u(14), u(4), u(14), u(4))
        rows.setHorizontalSpacing(u(12))
        rows.setVerticalSpacing(u(6))
        rows.setColumnStretch(1, 1)
        self._pictures = [QLabel(), QLabel(), QLabel()]
        names = ("user", "square-kanban", "square-check")
        for place, (picture, name) in enumerate(zip(self._pictures, names, strict=True)):
            picture.setPixmap(icon(name).pixmap(u(16), u(16)))
            rows.addWidget(picture, place, 0)
        for place, label in enumerate((self.client_label, self.deal_label, self.task_label)):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            rows.addWidget(label, place, 1)
        rows.addWidget(self.client_choice, 0, 1)
        hint = QLabel(pgettext("Shell", "Enter save · Tab choose the client · Esc close"))
        hint.setProperty("muted", True)
        hint.setFont(self.desk.theme.font(-1))
        column = QVBoxLayout(self.box)
        column.setContentsMargins(u(8), u(8), u(8), u(8))
        column.setSpacing(u(8))
        column.addWidget(self.line)
        column.addLayout(rows)
        for label in (self.example, self.problem, hint):
            label.setContentsMargins(u(12), 0, u(12), 0)
            column.addWidget(label)

    def first_field(self) -> QWidget:
        return self.line

    def prepare(self) -> None:
        self._read()
        self.line.selectAll()

    def open_with(self, text: str) -> None:
        """Come up with these words in the line."""
        self.line.setText(text)
        if self.isHidden():
            self.open_it()

    # saving

    def save(self) -> None:
        """Make what the line says; what is refused stays in the line, with the reason.

        A second Enter while the first is being saved does nothing.
        """
        if self._saving is not None:
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
        self._sent = self.line.text()
        job = self.desk.jobs.run(
            quick.add,
            titled(self.entry),
            self._client_id(),
            self.desk.currency,
            owner=self,
            then=self._made,
            failed=self._refused,
        )
        if job in self.desk.jobs.running():
            self._saving = job

    def _save_over(self, job: Job) -> None:
        if job is self._saving:
            self._saving = None

    def _made(self, made: Made) -> None:
        said = ", ".join(
            word
            for word, there in (
                (pgettext("Shell", "client"), made.client_new),
                (pgettext("Shell", "deal"), made.deal_id is not None),
                (pgettext("Shell", "task"), made.task_id is not None),
            )
            if there
        )
        # Another line written meanwhile stays.
        if self.line.text() == self._sent:
            self.line.clear()
            self.close_it()
        kind, record = next(
            (kind, record)
            for kind, record in (
                ("client", made.client_id),
                ("deal", made.deal_id),
                ("task", made.task_id),
            )
            if record is not None
        )
        text = pgettext("Shell", "Written down: {what}").format(what=said)
        self.desk.say(
            text if said else pgettext("Shell", "Written down"),
            pgettext("Shell", "Open"),
            lambda: self.desk.navigator.go(kind, record),
        )

    def _refused(self, refused: Refused) -> None:
        texts = []
        for problem in refused.problems:
            if problem.field == "client_id":
                texts.append(pgettext("Shell", "Whose deal is it? Write the name or the phone."))
            elif problem.field == "text":
                texts.append(pgettext("Shell", "Write what there is to remember."))
            else:
                texts.append(codes.problem_text(problem))
        self.problem.setText("\n".join(texts))
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
        self.entry = parse(
            self.line.text(),
            self.desk.now(),
            language=self.desk.language,
            currency=self.desk.currency,
            region=self._region,
        )
        self.problem.hide()
        self._enter_waits = False
        if self.entry.client_said:
            self._live.refresh()
        self._show()

    def _question(self) -> dict[str, Any]:
        return {"entry": self.entry, "region": self._region}

    def _answered(self, known: Known) -> None:
        self._known = known
        self._show()
        if self._enter_waits:
            self.save()

    def _show(self) -> None:
        entry, language = self.entry, self.desk.language
        self._offer_clients()
        deal = [entry.deal or pgettext("Shell", "New deal")]
        if entry.amount is not None:
            deal.append(formats.short_money(entry.amount, self.desk.currency, language))
        if entry.closes_on is not None:
            deal.append(formats.short_date(entry.closes_on, language))
        self.deal_label.setText(pgettext("Shell", "Deal: {deal}").format(deal=" · ".join(deal)))
        task = [titled(entry).task]
        if entry.due_on is not None:
            task.append(formats.short_date(entry.due_on, language))
        if entry.due_time:
            reminder = pgettext("Shell", "reminder at {time}")
            task.append(reminder.format(time=entry.due_time))
        self.task_label.setText(pgettext("Shell", "Task: {task}").format(task=" · ".join(task)))
        shown = (entry.client_said, entry.deal_said, entry.task_said)
        labels = (self.client_label, self.deal_label, self.task_label)
        for picture, label, there in zip(self._pictures, labels, shown, strict=True):
            picture.setVisible(there)
            label.setVisible(there)
        choosing = entry.client_said and self.client_choice.count() > 1
        self.client_choice.setVisible(choosing)
        self.client_label.setVisible(entry.client_said and not choosing)
        self.example.setVisible(not any(shown))
        self.fit()

    def _offer_clients(self) -> None:
        """A client known for sure comes first; one who is only alike is offered behind a new."""
        entry, known = self.entry, self._known
        if not self._same_client():
            known = Known(entry, None, ())
        new = " · ".join(one for one in (entry.name, *(p.value for p in entry.points)) if one)
        choices = [(pgettext("Shell", "New client: {client}").format(client=new), _NEW)]
        sure = pgettext("Shell", "Client: {client}")
        choices += [(sure.format(client=_about(row)), row.id) for row in known.alike]
        if known.sure is not None:
            choices.insert(0, (sure.format(client=_about(known.sure)), known.sure.id))
        before = [self.client_choice.itemText(at) for at in range(self.client_choice.count())]
        if before != [text for text, _id in choices]:
            self.client_choice.clear()
            for text, client_id in choices:
                self.client_choice.addItem(text, client_id)
        self.client_label.setText(choices[0][0])

    def answered(self) -> bool:
        """Whether it is known who the line is about."""
        return not self.entry.client_said or self._same_client()

    def _same_client(self) -> bool:
        # The answer may still be that to what stood in the line before.
        known, entry = self._known.entry, self.entry
        return (known.name, known.points, known.inn) == (entry.name, entry.points, entry.inn)

    def _client_id(self) -> int | None:
        """The known client who is chosen, None for a new one or for nobody."""
        chosen = self.client_choice.currentData() if self.entry.client_said else None
        return int(chosen) if chosen else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.client_choice and isinstance(event, QKeyEvent):
            enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if enter and event.type() == QEvent.Type.KeyPress:
                self.save()
                return True
        return super().eventFilter(watched, event)


def titled(entry: QuickEntry) -> QuickEntry:
    """The entry with names for a deal and a task that the line gives none."""
    deal, task = entry.deal, entry.task
    if entry.deal_said and not deal:
        deal = pgettext("Shell", "New deal")
    if entry.task_said and not task and deal:
        task = pgettext("Shell", "Next step: {deal}").format(deal=deal)
    if entry.task_said and not task:
        who = entry.name or next((one.value for one in entry.points), "")
        task = pgettext("Shell", "Get in touch: {client}").format(client=who)
    return replace(entry, deal=deal, task=task)


def _about(row: ClientRow) -> str:
    return " · ".join(one for one in (row.name, shown_phones(row.phone), row.city) if one)
