"""The room of the settings: a list of sections that can be searched, the chosen one beside it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.domain.unfinished import Unfinished
from crm_desktop.ui.kit.scroll import Scrolled
from crm_desktop.ui.kit.search_box import SearchBox
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.ui.settings.contents import SECTIONS, SectionSpec
from crm_desktop.ui.settings.organisations import OrganisationsSection
from crm_desktop.ui.settings.sections import MAKERS
from crm_desktop.words import pgettext

SECTION = Qt.ItemDataRole.UserRole


class SettingsPage(QWidget):
    """Sections are made when they are first opened and keep what was typed in them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.current = ""
        self._sections: dict[str, QWidget] = {}
        self._areas: dict[str, Scrolled] = {}
        self._build()

    # build

    def _build(self) -> None:
        u = self.desk.theme.u
        self.search = SearchBox(self.desk.theme, pgettext("Settings", "Find a setting"))
        self.search.searched.connect(self._narrow)
        self.search.entered.connect(self._open_first)
        self.list = QListWidget()
        self.list.setAccessibleName(pgettext("Settings", "Sections of the settings"))
        self.search.left_down.connect(self.list.setFocus)
        self.list.setIconSize(QSize(u(18), u(18)))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda item, _before: self._chosen(item))
        for spec in SECTIONS:
            item = QListWidgetItem(icon(spec.icon), spec.title())
            item.setData(SECTION, spec.id)
            item.setSizeHint(QSize(0, u(36)))
            self.list.addItem(item)
        self.nothing = QLabel(pgettext("Settings", "Nothing is called that. Try another word."))
        self.nothing.setProperty("muted", True)
        self.nothing.setWordWrap(True)
        self.nothing.hide()
        left = QWidget()
        left.setProperty("surface", True)
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left.setFixedWidth(u(224))
        column = QVBoxLayout(left)
        column.setContentsMargins(u(12), u(16), u(12), u(16))
        column.setSpacing(u(8))
        column.addWidget(self.search)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        self.title = QLabel()
        self.title.setFont(self.desk.theme.font(7, 600))
        # Above the groups, which leave room for the mark of the keyboard.
        self.title.setContentsMargins(u(3), 0, 0, 0)
        self.stack = QStackedWidget()
        right = QVBoxLayout()
        right.setContentsMargins(u(16), u(16), u(12), 0)
        right.setSpacing(u(12))
        right.addWidget(self.title)
        right.addWidget(self.stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addLayout(right, 1)

    def _section(self, spec: SectionSpec) -> QWidget:
        """The section in its scroll area, made when it is first asked for."""
        if spec.id not in self._sections:
            u = self.desk.theme.u
            made = MAKERS[spec.id](self.desk)
            area = Scrolled(made, most=u(920))
            self._sections[spec.id], self._areas[spec.id] = made, area
            self.stack.addWidget(area)
        return self._sections[spec.id]

    # what the shell offers

    def section(self, section_id: str) -> QWidget:
        """A section by its address; `LookupError` when there is none of that name."""
        for spec in SECTIONS:
            if spec.id == section_id:
                return self._section(spec)
        raise LookupError(f"no section {section_id}")

    def open_section(self, section_id: str) -> None:
        """Show a section; an unknown one shows the first."""
        spec = next((one for one in SECTIONS if one.id == section_id), SECTIONS[0])
        self._section(spec)
        self.current = spec.id
        self.title.setText(spec.title())
        self.stack.setCurrentWidget(self._areas[spec.id])
        for place, one in enumerate(SECTIONS):
            if one.id == spec.id:
                self.list.setCurrentRow(place)

    def resume(self, one: Unfinished) -> None:
        """Open a firm whose requisites were not finished."""
        self.desk.navigator.go("settings", "organisations")
        section = self.section("organisations")
        assert isinstance(section, OrganisationsSection)
        section.open_firm(one.record)

    def focus_search(self) -> None:
        """Look for a setting."""
        self.search.setFocus()
        self.search.selectAll()

    # react

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes here looks for something."""
        self.search.setFocus()

    def showEvent(self, event: object) -> None:
        """The first section, unless one was asked for."""
        if not self.current:
            self.open_section(SECTIONS[0].id)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        section = item.data(SECTION) if item is not None else self.current
        if section != self.current:
            self.desk.navigator.go("settings", str(section))

    def _narrow(self, text: str) -> None:
        shown = 0
        for place, spec in enumerate(SECTIONS):
            found = spec.answers(text)
            self.list.setRowHidden(place, not found)
            shown += found
        self.nothing.setVisible(not shown)

    def _open_first(self) -> None:
        self._narrow(self.search.text().strip())
        for spec in SECTIONS:
            if spec.answers(self.search.text()):
                self.desk.navigator.go("settings", spec.id)
                return
