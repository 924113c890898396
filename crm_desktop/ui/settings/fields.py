"""The fields of the business's own: made, put in order, archived, deleted."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from crm_desktop.commands import custom_fields
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft
from crm_desktop.domain.problems import Refused
from crm_desktop.queries import custom_fields as questions
from crm_desktop.queries.custom_fields import FieldLine
from crm_desktop.ui.kit import dialogs
from crm_desktop.ui.kit.empty import EmptyState
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.kit.flow import Flow
from crm_desktop.ui.kit.list_model import ListTable
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.kit.record_model import Column
from crm_desktop.ui.kit.shortcuts import bind
from crm_desktop.ui.parts.field_dialog import ask_field
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.settings.group import Group, buttons, column, push
from crm_desktop.words import codes, formats, npgettext, pgettext

ARCHIVE, DELETE = "archive", "delete"


class FieldsSection(QWidget):
    """The fields of clients or of deals in a table; every change is one operation."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.rows: list[FieldLine] = []
        self._wanted: int | None = None
        layout = column(desk.theme, self)
        layout.addWidget(self._build())
        layout.addStretch(1)
        self._live = LiveQuery(
            self,
            desk.jobs,
            questions.counted,
            ("custom_field", "client", "deal"),
            lambda: {"noun": self.noun},
            self._show,
        )

    @property
    def noun(self) -> CustomNoun:
        """Whose fields are shown."""
        return CustomNoun(self.nouns.value())

    # build

    def _build(self) -> QWidget:
        theme = self.desk.theme
        u = theme.u
        about = pgettext(
            "Fields",
            "What your business wants to know and the program has no place for. A field stands "
            "in the form and on the card, in lists, filters, import and export.",
        )
        group = Group(theme, "", about)
        self.nouns = ChoiceBox()
        self.nouns.setAccessibleName(pgettext("Fields", "Whose fields"))
        self.nouns.set_options([(noun.value, codes.label(noun)) for noun in CustomNoun])
        self.nouns.setMinimumWidth(u(200))
        self.nouns.currentIndexChanged.connect(lambda _place: self._live.refresh())
        self.add_button = push(pgettext("Fields", "New field…"), self.add)
        top = QHBoxLayout()
        top.addWidget(self.nouns)
        top.addStretch(1)
        top.addWidget(self.add_button)
        self.table = ListTable(theme, self._columns(), pgettext("Fields", "Fields"))
        self.table.setMinimumHeight(u(300))
        self.table.current_changed.connect(lambda _field: self._mark())
        self.table.opened.connect(lambda _field: self.change())
        self.empty = EmptyState(
            theme,
            "list",
            pgettext("Fields", "There are no fields of your own yet."),
            pgettext("Fields", "Make the first field"),
            self.add,
            example=pgettext(
                "Fields", "For example: make of the car, size, day of the inspection, wishes"
            ),
        )
        self.empty.setMinimumHeight(u(240))
        group.body.addLayout(top)
        group.body.addWidget(self.table)
        group.body.addWidget(self.empty)
        group.body.addLayout(self._actions())
        return group

    def _actions(self) -> Flow:
        self.change_button = push(pgettext("Fields", "Change…"), self.change)
        self.up_button = push(pgettext("Settings", "Up"), lambda: self.move_field(-1))
        self.down_button = push(pgettext("Settings", "Down"), lambda: self.move_field(1))
        self.archive_button = push(pgettext("Fields", "Into the archive"), self.archive)
        self.delete_button = push(pgettext("Fields", "Delete…"), self.delete)
        for keys, act in (
            ("F2", self.change),
            ("Del", self.delete),
            ("Alt+Up", lambda: self.move_field(-1)),
            ("Alt+Down", lambda: self.move_field(1)),
        ):
            bind(self.table, keys, act)
        self.acting = (
            self.change_button,
            self.up_button,
            self.down_button,
            self.archive_button,
            self.delete_button,
        )
        return buttons(self.desk.theme, *self.acting)

    def _columns(self) -> list[Column]:
        return [
            Column(
                "name",
                lambda: pgettext("Fields", "Field"),
                lambda row: row.field.name,
                200,
                grow=True,
            ),
            Column(
                "kind",
                lambda: pgettext("Fields", "Kind"),
                lambda row: codes.label(row.field.kind),
                160,
                fits=lambda: codes.label(CustomKind.SEVERAL),
            ),
            Column(
                "group", lambda: pgettext("Fields", "Group"), lambda row: row.field.group, 130,
                muted=True, spare=2,
            ),
            Column("count", lambda: pgettext("Fields", "Filled in"), self._count, 110, spare=3),
            Column(
                "state",
                lambda: pgettext("Fields", "State"),
                lambda row: pgettext("Fields", "in the archive") if row.field.archived else "",
                120,
                muted=True,
                fits=lambda: pgettext("Fields", "in the archive"),
                spare=1,
            ),
        ]  # fmt: skip

    def _count(self, row: FieldLine) -> str:
        return formats.number(row.count, self.desk.language) if row.count else "—"

    # what can be done

    def add(self) -> None:
        """Ask what the field is and make it."""
        draft = ask_field(self, self.desk, self.noun, None)
        if draft is not None:
            self.desk.jobs.run(
                custom_fields.add, draft, owner=self, then=self._made, failed=self._refused
            )

    def change(self) -> None:
        """Ask what the field under the cursor shall be."""
        row = self._row()
        draft = None if row is None else ask_field(self, self.desk, self.noun, row)
        if row is not None and draft is not None:
            self._save(row, draft)

    def move_field(self, by: int) -> None:
        """Put the field under the cursor one place higher or lower."""
        row = self._row()
        if row is None:
            return
        rest = [one for one in self.rows if one.id != row.id]
        place = self.rows.index(row) + by
        if 0 <= place <= len(rest):
            before = rest[place].id if place < len(rest) else None
            self._wanted = row.id
            self.desk.jobs.run(custom_fields.move, row.id, before, owner=self)

    def archive(self) -> None:
        """Ask for the field no more, or again."""
        row = self._row()
        if row is None:
            return
        command = custom_fields.restore if row.field.archived else custom_fields.archive
        self._wanted = row.id
        self.desk.jobs.run(command, row.id, owner=self)

    def delete(self) -> None:
        """Delete the field; what stands in it is asked about."""
        row = self._row()
        if row is None:
            return
        if row.count and not self._agreed(row):
            return
        self.desk.jobs.run(
            custom_fields.delete,
            row.id,
            with_values=row.count > 0,
            owner=self,
            then=lambda _count: self._say(
                pgettext("Fields", "The field “{name}” is deleted.").format(name=row.field.name)
            ),
            failed=self._refused,
        )

    # react

    def _agreed(self, row: FieldLine) -> bool:
        text = npgettext(
            "Fields", "It is filled in {n} record.", "It is filled in {n} records.", row.count
        )
        keep = pgettext("Fields", "Put it into the archive, the values stay")
        options = [(DELETE, pgettext("Fields", "Delete it with all its values"))]
        if not row.field.archived:
            options.insert(0, (ARCHIVE, keep))
        chosen = dialogs.choose(
            self,
            self.desk.theme,
            pgettext("Fields", "Delete the field “{name}”").format(name=row.field.name),
            text.format(n=formats.number(row.count, self.desk.language)),
            options,
            value=options[0][0],
            verb=pgettext("Fields", "Do it"),
        )
        if chosen == (ARCHIVE,):
            self.archive()
        return chosen == (DELETE,)

    def _save(self, row: FieldLine, draft: FieldDraft) -> None:
        def done(touched: int) -> None:
            if touched:
                text = npgettext(
                    "Fields",
                    "The choice is renamed in {n} record.",
                    "The choice is renamed in {n} records.",
                    touched,
                )
                self._say(text.format(n=formats.number(touched, self.desk.language)))

        self._wanted = row.id
        self.desk.jobs.run(
            custom_fields.edit, row.id, draft, owner=self, then=done, failed=self._refused
        )

    def _say(self, text: str) -> None:
        self.desk.say(text, pgettext("Settings", "Undo"), self.desk.jobs.undo)

    def _made(self, field_id: int) -> None:
        self._wanted = field_id
        self._live.refresh()

    def _refused(self, refused: Refused) -> None:
        self.desk.jobs.refused.emit(refused)

    def _show(self, rows: list[FieldLine]) -> None:
        self.rows = rows
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.add_button.setVisible(bool(rows))
        for button in self.acting:
            button.setVisible(bool(rows))
        self.table.show_rows(rows)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.table.select_id(wanted)
        elif self.table.current_id() is None and rows:
            self.table.select_id(rows[0].id)
        self._mark()

    def _mark(self) -> None:
        row = self._row()
        for button in self.acting:
            button.setEnabled(row is not None)
        if row is None:
            return
        self.up_button.setEnabled(self.rows[0] is not row)
        self.down_button.setEnabled(self.rows[-1] is not row)
        self.archive_button.setText(
            pgettext("Fields", "Use it again")
            if row.field.archived
            else pgettext("Fields", "Into the archive")
        )

    def _row(self) -> FieldLine | None:
        current = self.table.current_id()
        return next((row for row in self.rows if row.id == current), None)
