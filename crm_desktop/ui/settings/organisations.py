"""The user's own firms: their order, their requisites, what is printed for each."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from crm_desktop.commands import organisations
from crm_desktop.domain.organisations import HAS_PAPERS, OrganisationDraft
from crm_desktop.domain.problems import Refused
from crm_desktop.queries import organisations as questions
from crm_desktop.queries.organisations import FirmCard, FirmRow
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.parts.organisation_form import OrganisationForm
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.settings.business_name import BusinessName
from crm_desktop.ui.settings.firm_pictures import FirmPictures
from crm_desktop.ui.settings.group import Group, buttons, column, push
from crm_desktop.words import codes, pgettext

FIRM = Qt.ItemDataRole.UserRole
NEW = 0
MOST_ROWS = 5


class OrganisationsSection(QWidget):
    """A list of firms, below it the firm chosen; half-typed text waits when another is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.rows: list[FirmRow] = []
        self.current: int | None = None
        layout = column(desk.theme, self)
        self.business = BusinessName(desk)
        layout.addWidget(self.business)
        layout.addWidget(self._firms())
        layout.addWidget(self._requisites())
        self.pictures = FirmPictures(desk)
        self.pictures.hide()
        layout.addWidget(self.pictures)
        layout.addStretch(1)
        self._live = LiveQuery(
            self, desk.jobs, questions.listing, ("organisation", "document"), dict, self._show_rows
        )

    # build

    def _firms(self) -> QWidget:
        theme = self.desk.theme
        group = Group(
            theme,
            "",
            pgettext(
                "Settings",
                "Papers are printed with these requisites. A new paper begins with the first one.",
            ),
        )
        self.list = QListWidget()
        self.list.setAccessibleName(pgettext("Settings", "Your organisations"))
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.list.currentItemChanged.connect(lambda item, _before: self._chosen(item))
        group.body.addWidget(self.list)
        self.add_button = push(pgettext("Settings", "Add"), self.new)
        self.up_button = push(pgettext("Settings", "Up"), lambda: self._move(-1))
        self.down_button = push(pgettext("Settings", "Down"), lambda: self._move(1))
        self.archive_button = push(
            pgettext("Settings", "Archive"), lambda: self._archive(self.current)
        )
        self.restore_button = push(
            pgettext("Settings", "Use again"), lambda: self._restore(self.current)
        )
        self.delete_button = push(pgettext("Settings", "Delete"), self.delete_current)
        group.body.addLayout(
            buttons(
                theme,
                self.add_button,
                self.up_button,
                self.down_button,
                self.archive_button,
                self.restore_button,
                self.delete_button,
            )
        )
        return group

    def _requisites(self) -> QWidget:
        self.requisites = Group(self.desk.theme, pgettext("Settings", "Requisites"))
        self.form = OrganisationForm(self.desk)
        self.form.saved.connect(self._save)
        self.requisites.body.addWidget(self.form)
        return self.requisites

    # what others ask

    def new(self) -> None:
        """Empty fields for another firm."""
        self._open_new()
        self.form.form.focus_first()

    def open_firm(self, organisation_id: int) -> None:
        """Show a firm; 0 shows the fields of a new one."""
        if organisation_id == NEW:
            self.new()
            return
        self.desk.jobs.ask(questions.card, organisation_id, owner=self, then=self._show_firm)

    def delete_current(self) -> None:
        """Delete the chosen firm; with papers it is archived instead, if the user agrees."""
        row = self._row()
        if row is None:
            return
        jobs, say = self.desk.jobs, self.desk.say

        def done(_none: object) -> None:
            said = pgettext("Settings", "“{name}” is deleted.").format(name=row.name)
            say(said, pgettext("Settings", "Undo"), jobs.undo)

        def refused(no: Refused) -> None:
            text = "\n".join(codes.problem_text(problem) for problem in no.problems)
            if not row.archived and any(p.code == HAS_PAPERS for p in no.problems):
                say(text, pgettext("Settings", "Archive"), lambda: self._archive(row.id))
            else:
                say(text)

        jobs.run(organisations.delete, row.id, owner=self, then=done, failed=refused)

    # react

    def _show_rows(self, rows: list[FirmRow]) -> None:
        self.rows = rows
        self.list.blockSignals(True)
        self.list.clear()
        u = self.desk.theme.u
        for row in rows:
            archived = pgettext("Settings", "{name} (archived)").format(name=row.name)
            item = QListWidgetItem(archived if row.archived else row.name)
            item.setData(FIRM, row.id)
            item.setSizeHint(QSize(0, u(30)))
            self.list.addItem(item)
        self.list.setVisible(bool(rows))
        self.list.setFixedHeight(u(30) * min(max(len(rows), 1), MOST_ROWS) + u(6))
        self.list.blockSignals(False)
        ids = [row.id for row in rows]
        if not rows:
            self._open_new()
        elif self.current in ids:
            # Another firm's text stays; the same firm is shown anew unless somebody is typing.
            self.open_firm(self.current)
        elif self.current != NEW or not self.form.dirty():
            self.open_firm(ids[0])
        self._mark()

    def _open_new(self) -> None:
        self.current = NEW
        if self.rows:
            self.form.begin()
        else:
            self.form.begin_first()
        self.pictures.show_firm(None)
        self._mark()

    def _show_firm(self, card: FirmCard) -> None:
        same = self.current == card.id
        self.current = card.id
        if not same or not self.form.dirty():
            self.form.begin(card.draft, card.id)
        self.pictures.show_firm(card)
        self._mark()

    def _mark(self) -> None:
        """Show in the list and on the buttons which firm is open."""
        row = self._row()
        places = [one.id for one in self.rows if not one.archived]
        self.list.blockSignals(True)
        if row is None:
            self.list.setCurrentRow(-1)
        else:
            self.list.setCurrentRow([one.id for one in self.rows].index(row.id))
        self.list.blockSignals(False)
        offered = row is not None and not row.archived
        self.up_button.setEnabled(row is not None and offered and places.index(row.id) > 0)
        self.down_button.setEnabled(row is not None and offered and places[-1] != row.id)
        for button in (self.up_button, self.down_button):
            button.setVisible(len(places) > 1)
        self.archive_button.setVisible(offered and row is not None and row.papers > 0)
        self.restore_button.setVisible(row is not None and row.archived)
        self.delete_button.setEnabled(row is not None)
        self.delete_button.setVisible(row is not None and row.papers == 0)

    def _row(self) -> FirmRow | None:
        return next((row for row in self.rows if row.id == self.current), None)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(FIRM) != self.current:
            self.open_firm(int(item.data(FIRM)))

    def _save(self, draft: OrganisationDraft) -> None:
        which = self.current or None

        def saved(organisation_id: int) -> None:
            self.form.drafts.end()
            self.current = organisation_id
            self.form.begin(draft, organisation_id)
            self.open_firm(organisation_id)
            self.desk.say(
                pgettext("Settings", "The requisites are saved."),
                pgettext("Settings", "Undo"),
                self.desk.jobs.undo,
            )

        self.desk.jobs.run(
            organisations.save,
            draft,
            which,
            owner=self,
            then=saved,
            failed=lambda no: self.form.form.show_problems(no.problems),
        )

    def _move(self, by: int) -> None:
        places = [row.id for row in self.rows if not row.archived]
        if self.current not in places:
            return
        rest = [one for one in places if one != self.current]
        place = places.index(self.current) + by
        before = rest[place] if 0 <= place < len(rest) else None
        self.desk.jobs.run(organisations.move, self.current, before, owner=self)

    def _archive(self, organisation_id: int | None) -> None:
        if organisation_id:
            self.desk.jobs.run(organisations.archive, organisation_id, owner=self)

    def _restore(self, organisation_id: int | None) -> None:
        if organisation_id:
            self.desk.jobs.run(organisations.restore, organisation_id, owner=self)
