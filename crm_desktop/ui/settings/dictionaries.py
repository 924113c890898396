"""The word lists: what fields suggest, renamed and merged wherever it stands."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from crm_desktop.commands import dictionaries
from crm_desktop.domain.dictionaries import DictionaryKind, usual
from crm_desktop.domain.problems import Refused
from crm_desktop.queries import dictionaries as questions
from crm_desktop.queries.dictionaries import WordRow
from crm_desktop.ui.kit import dialogs
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.kit.flow import Flow
from crm_desktop.ui.kit.list_model import ListTable
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.record_model import Column
from crm_desktop.ui.kit.shortcuts import bind
from crm_desktop.ui.parts.stage_badge import blank_icon, stage_icon
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.settings.group import Group, buttons, column, push, words
from crm_desktop.ui.settings.word_more import ask_more, asks_date, more_text, more_verb
from crm_desktop.words import codes, formats, npgettext, pgettext

KEEP, CLEAR, MERGE = "keep", "clear", "merge"


class DictionariesSection(QWidget):
    """One list at a time; every change is one operation, however many records it reaches."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.rows: list[WordRow] = []
        self._no_colour = blank_icon(desk.theme)
        self._wanted: str | None = None
        layout = column(desk.theme, self)
        layout.addWidget(self._build())
        layout.addStretch(1)
        tables = ("dictionary_entry", "client", "deal", "contact", "contact_point")
        self._live = LiveQuery(self, desk.jobs, questions.words, tables, self._question, self._show)
        self._ways = LiveQuery(
            self,
            desk.jobs,
            questions.words,
            ("dictionary_entry",),
            lambda: {"kind": DictionaryKind.WAY},
            self._show_ways,
        )

    @property
    def kind(self) -> DictionaryKind:
        """The list that is shown."""
        return DictionaryKind(self.kinds.value())

    @property
    def parent_word(self) -> str:
        """The way of contact whose outcomes are shown; "" for a list that has no such level."""
        return str(self.ways.value() or "") if self.kind is DictionaryKind.OUTCOME else ""

    def _question(self) -> dict[str, Any]:
        inner = self.kind is DictionaryKind.OUTCOME
        return {"kind": self.kind, "parent": self.parent_word if inner else None}

    # build

    def _build(self) -> QWidget:
        theme = self.desk.theme
        u = theme.u
        group = Group(theme)
        self.kinds = ChoiceBox()
        self.kinds.setAccessibleName(pgettext("Settings", "Which list"))
        self.kinds.set_options([(kind.value, codes.label(kind)) for kind in DictionaryKind])
        self.kinds.setMinimumWidth(u(280))
        self.kinds.currentIndexChanged.connect(lambda _place: self._other_list())
        self.ways = ChoiceBox()
        self.ways.setAccessibleName(pgettext("Settings", "Of which way of contact"))
        self.ways.setMinimumWidth(u(200))
        self.ways.currentIndexChanged.connect(lambda _place: self._other_list())
        self.ways.hide()
        self.about = words("", muted=True)
        self._all = self._columns()
        self.table = ListTable(theme, self._all, pgettext("Settings", "Words of the list"))
        self.table.setMinimumHeight(u(300))
        self.table.setIconSize(QSize(u(16), u(16)))
        self.table.current_changed.connect(lambda _word: self._mark())
        self.table.opened.connect(lambda _word: self.rename())
        self.line = QLineEdit()
        self.line.setAccessibleName(pgettext("Settings", "New word"))
        self.line.setPlaceholderText(pgettext("Settings", "New word"))
        self.line.returnPressed.connect(self.add)
        self.line.textChanged.connect(lambda _text: self._say(""))
        self.add_button = push(pgettext("Settings", "Add"), self.add)
        self.problem = QLabel()
        self.problem.setProperty("bad", True)
        self.problem.setWordWrap(True)
        self.problem.hide()
        adding = QHBoxLayout()
        adding.setSpacing(u(8))
        adding.addWidget(self.line, 1)
        adding.addWidget(self.add_button)
        choice = QHBoxLayout()
        choice.setSpacing(u(8))
        choice.addWidget(self.kinds)
        choice.addWidget(self.ways)
        choice.addStretch(1)
        for part in (choice, adding):
            group.body.addLayout(part)
        group.body.insertWidget(1, self.about)
        group.body.addWidget(self.problem)
        group.body.addWidget(self.table)
        group.body.addLayout(self._actions())
        return group

    def _actions(self) -> Flow:
        self.rename_button = push(pgettext("Settings", "Rename…"), self.rename)
        self.merge_button = push(pgettext("Settings", "Merge…"), self.merge)
        self.up_button = push(pgettext("Settings", "Up"), lambda: self.move_word(-1))
        self.down_button = push(pgettext("Settings", "Down"), lambda: self.move_word(1))
        self.look_button = push("", self.look)
        self.archive_button = push(pgettext("Settings", "Into the archive"), self.archive)
        self.remove_button = push(pgettext("Settings", "Remove"), self.remove)
        self.usual_button = push(pgettext("Settings", "Add the usual ones"), self.add_usual)
        for keys, act in (
            ("F2", self.rename),
            ("Del", self.remove),
            ("Alt+Up", lambda: self.move_word(-1)),
            ("Alt+Down", lambda: self.move_word(1)),
        ):
            bind(self.table, keys, act)
        return buttons(
            self.desk.theme,
            self.rename_button,
            self.look_button,
            self.merge_button,
            self.up_button,
            self.down_button,
            self.archive_button,
            self.remove_button,
            self.usual_button,
        )

    def _columns(self) -> list[Column]:
        return [
            Column(
                "name",
                lambda: pgettext("Settings", "Word"),
                lambda row: row.name,
                150,
                grow=True,
                picture=self._colour,
            ),
            Column(
                "more",
                lambda: pgettext("Settings", "Details"),
                more_text,
                150,
                grow=True,
                muted=True,
                spare=2,
                fits=asks_date,
            ),
            Column("count", lambda: pgettext("Settings", "Used in"), self._count, 104, spare=1),
            Column(
                "listed",
                lambda: pgettext("Settings", "Suggested"),
                _state,
                120,
                muted=True,
                spare=3,
                fits=lambda: pgettext("Settings", "no, came with records"),
            ),
        ]

    def _colour(self, row: WordRow) -> QIcon | None:
        if row.colour is not None:
            return stage_icon(self.desk.theme, row.colour)
        # Words without a colour begin where the others do.
        return self._no_colour if self.kind is DictionaryKind.TAG else None

    def _count(self, row: WordRow) -> str:
        if not row.count:
            return "—"
        text = npgettext("Settings", "{n} record", "{n} records", row.count)
        return text.format(n=formats.number(row.count, self.desk.language))

    # what can be done

    def add(self) -> None:
        """Put what was typed at the end of the list."""
        name = self.line.text().strip()
        if not name:
            self.line.setFocus()
            return

        self._wanted = name
        self.desk.jobs.run(
            dictionaries.add,
            self.kind,
            name,
            parent=self.parent_word,
            owner=self,
            then=lambda _id: self.line.clear(),
            failed=self._refused,
        )

    def add_usual(self) -> None:
        """Put the usual words into the list, those that it lacks."""
        self.desk.jobs.run(
            dictionaries.add_usual, self.kind, self.desk.language, owner=self, failed=self._refused
        )

    def rename(self) -> None:
        """Ask for another name of the word under the cursor, and say how far it reaches."""
        row = self._row()
        if row is None:
            return
        others = [(one.name, one.name) for one in self.rows if one is not row]
        new = dialogs.ask_text(
            self,
            self.desk.theme,
            pgettext("Settings", "Rename “{name}”").format(name=row.name),
            pgettext("Settings", "New name"),
            value=row.name,
            verb=pgettext("Settings", "Rename"),
            hint=self._reach(row),
        )
        if new is None or new == row.name:
            return
        same = next((name for name, _ in others if name.casefold() == new.casefold()), None)
        if same is not None:
            self._merge_into(row, same)
            return
        self._wanted = new
        self.desk.jobs.run(
            dictionaries.rename,
            self.kind,
            row.name,
            new,
            parent=row.parent,
            owner=self,
            then=self._done,
            failed=self._refused,
        )

    def merge(self) -> None:
        """Ask which word shall stand instead of the one under the cursor."""
        row = self._row()
        others = [(one.name, one.name) for one in self.rows if one is not row]
        if row is None or not others:
            return
        chosen = dialogs.choose(
            self,
            self.desk.theme,
            pgettext("Settings", "Merge “{name}”").format(name=row.name),
            pgettext("Settings", "{reach} Instead of it stands").format(reach=self._reach(row)),
            others,
            value=others[0][0],
            verb=pgettext("Settings", "Merge"),
        )
        if chosen is not None:
            self._merge(row.name, str(chosen[0]))

    def look(self) -> None:
        """Ask what is said of the word besides its name: colour, other side, whether it ends."""
        row = self._row()
        changed = None if row is None else ask_more(self, self.desk.theme, self.kind, row)
        if row is not None and changed is not None:
            self._wanted = row.name
            self.desk.jobs.run(
                dictionaries.change,
                self.kind,
                row.name,
                parent=row.parent,
                owner=self,
                failed=self._refused,
                **changed,
            )

    def archive(self) -> None:
        """Offer the word no more, or again; records keep it."""
        row = self._row()
        if row is None:
            return
        command = dictionaries.restore if row.archived else dictionaries.archive
        self._wanted = row.name
        self.desk.jobs.run(
            command, self.kind, row.name, parent=row.parent, owner=self, failed=self._refused
        )

    def remove(self) -> None:
        """Suggest the word no more; ask about the records that hold it."""
        row = self._row()
        if row is None:
            return
        what = KEEP
        if row.count:
            others = len(self.rows) > 1
            options = [
                (KEEP, pgettext("Settings", "Leave it there, only suggest it no more")),
                (CLEAR, pgettext("Settings", "Take it out of them")),
                *([(MERGE, pgettext("Settings", "Put another word there…"))] if others else []),
            ]
            if row.entry is None:
                options = options[1:]
            chosen = dialogs.choose(
                self,
                self.desk.theme,
                pgettext("Settings", "Remove “{name}”").format(name=row.name),
                self._reach(row),
                options,
                value=options[0][0],
                verb=pgettext("Settings", "Remove"),
            )
            if chosen is None:
                return
            what = str(chosen[0])
        if what == MERGE:
            self.merge()
        else:
            self.desk.jobs.run(
                dictionaries.remove,
                self.kind,
                row.name,
                parent=row.parent,
                clear=what == CLEAR,
                owner=self,
                then=self._done,
                failed=self._refused,
            )

    def move_word(self, by: int) -> None:
        """Put the word under the cursor one place higher or lower."""
        row = self._row()
        entries = [one for one in self.rows if one.entry is not None]
        if row is None or row not in entries:
            return
        rest = [one for one in entries if one is not row]
        place = entries.index(row) + by
        if not 0 <= place <= len(rest):
            return
        before = rest[place].entry if place < len(rest) else None
        self._wanted = row.name
        self.desk.jobs.run(dictionaries.move, row.entry, before, owner=self, failed=self._refused)

    # react

    def _merge_into(self, row: WordRow, same: str) -> None:
        agreed = dialogs.confirm(
            self,
            self.desk.theme,
            pgettext("Settings", "Merge “{name}”").format(name=row.name),
            pgettext(
                "Settings", "“{other}” is in the list already. {reach} Make one word of both?"
            ).format(other=same, reach=self._reach(row)),
            pgettext("Settings", "Merge"),
        )
        if agreed:
            self._merge(row.name, same)

    def _merge(self, old: str, into: str) -> None:
        self._wanted = into
        self.desk.jobs.run(
            dictionaries.merge,
            self.kind,
            old,
            into,
            parent=self.parent_word,
            owner=self,
            then=self._done,
            failed=self._refused,
        )

    def _done(self, count: int) -> None:
        text = npgettext("Settings", "Changed in {n} record.", "Changed in {n} records.", count)
        text = text.format(n=formats.number(count, self.desk.language))
        if not count:
            text = pgettext("Settings", "The list is changed; no record held the word.")
        self.desk.say(text, pgettext("Settings", "Undo"), self.desk.jobs.undo)

    def _reach(self, row: WordRow) -> str:
        if not row.count:
            return pgettext("Settings", "No record holds it.")
        text = npgettext(
            "Settings", "It stands in {n} record.", "It stands in {n} records.", row.count
        )
        return text.format(n=formats.number(row.count, self.desk.language))

    def _show_ways(self, rows: list[WordRow]) -> None:
        before = self.ways.value()
        self.ways.set_options([(row.name, row.name) for row in rows if not row.archived])
        if self.ways.value() != before and self.kind is DictionaryKind.OUTCOME:
            self._live.refresh()

    def _other_list(self) -> None:
        self.ways.setVisible(self.kind is DictionaryKind.OUTCOME)
        self._say("")
        self._live.refresh()

    def _show(self, rows: list[WordRow]) -> None:
        self.rows = rows
        self.about.setText(_about(self.kind))
        self.table.show_rows(rows)
        # A column without a word in it takes room from the others.
        told = any(more_text(row) for row in rows)
        self.table.show_columns([one for one in self._all if told or one.key != "more"])
        wanted, self._wanted = self._wanted, None
        found = next((row for row in rows if row.name == wanted), None)
        if found is not None:
            self.table.select_id(found.id)
        elif self.table.current_id() is None and rows:
            self.table.select_id(rows[0].id)
        known = {row.name for row in rows if row.entry is not None}
        offered = usual(self.kind, self.desk.language)
        own = [word for word in offered if word.parent == self.parent_word]
        missing = [word for word in own if word.name not in known]
        self.usual_button.setVisible(bool(missing))
        self._mark()

    def _mark(self) -> None:
        row = self._row()
        entries = [one.id for one in self.rows if one.entry is not None]
        listed = row is not None and row.id in entries
        for button in (self.rename_button, self.look_button, self.archive_button):
            button.setEnabled(row is not None)
        self.remove_button.setEnabled(row is not None)
        self.look_button.setText(more_verb(self.kind))
        self.look_button.setVisible(bool(more_verb(self.kind)))
        self.archive_button.setText(
            pgettext("Settings", "Offer it again")
            if row is not None and row.archived
            else pgettext("Settings", "Into the archive")
        )
        self.merge_button.setEnabled(row is not None and len(self.rows) > 1)
        self.up_button.setEnabled(row is not None and listed and entries[0] != row.id)
        self.down_button.setEnabled(row is not None and listed and entries[-1] != row.id)

    def _row(self) -> WordRow | None:
        current = self.table.current_id()
        return next((row for row in self.rows if row.id == current), None)

    def _refused(self, refused: Refused) -> None:
        self._say("\n".join(codes.problem_text(problem) for problem in refused.problems))

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))


def _state(row: WordRow) -> str:
    """Whether the word is offered."""
    if row.archived:
        return pgettext("Settings", "no, in the archive")
    if row.entry is not None:
        return pgettext("Settings", "yes")
    return pgettext("Settings", "no, came with records")


def _about(kind: DictionaryKind) -> str:
    """Where the words of a list are suggested."""
    return {
        DictionaryKind.SOURCE: pgettext(
            "Settings", "Suggested as the source of clients and deals."
        ),
        DictionaryKind.STATUS: pgettext("Settings", "Suggested as the status of clients."),
        DictionaryKind.TAG: pgettext("Settings", "Suggested as tags of clients."),
        DictionaryKind.LOST_REASON: pgettext("Settings", "Offered when a deal is lost."),
        DictionaryKind.POSITION: pgettext("Settings", "Suggested for people inside a company."),
        DictionaryKind.POINT_LABEL: pgettext(
            "Settings", "Suggested as labels of phones and addresses."
        ),
        DictionaryKind.WAY: pgettext("Settings", "How you were in touch: offered in the story."),
        DictionaryKind.OUTCOME: pgettext(
            "Settings", "What a contact came to; each way has its own."
        ),
        DictionaryKind.RELATION: pgettext("Settings", "How clients stand to each other."),
        DictionaryKind.PRICE_GROUP: pgettext("Settings", "Suggested as price groups of clients."),
    }[kind]
