"""F1: the page of the user guide about the screen one is on, and all keys of that screen."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QKeyEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.late import dataclass
from crm_desktop.ui.kit.list_model import ListTable
from crm_desktop.ui.kit.record_model import Column
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.sections import Section
from crm_desktop.ui.shell import guide
from crm_desktop.ui.shell.actions import ActionSpec, keys_text, section_specs, table
from crm_desktop.ui.shell.local_keys import local_keys
from crm_desktop.words import pgettext

SCROLL_UNITS, READABLE_UNITS = 16, 380
NAME = Qt.ItemDataRole.UserRole
EVERYWHERE = guide.INDEX


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A line of the list of keys."""

    id: int
    keys: str
    text: str


class HelpPage(QWidget):
    """Pages to the left, the chosen one in the middle, the keys of its screen to the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.topic = ""
        u = desk.theme.u
        self.list = QListWidget()
        self.list.setAccessibleName(pgettext("Shell", "Pages of the help"))
        self.list.setFixedWidth(u(210))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for name, title in guide.pages(desk.language):
            item = QListWidgetItem(title)
            item.setData(NAME, name)
            item.setToolTip(title)
            item.setSizeHint(QSize(0, u(34)))
            self.list.addItem(item)
        self.list.currentItemChanged.connect(lambda item, _before: self._chosen(item))
        self.browser = QTextBrowser()
        self.browser.setAccessibleName(pgettext("Shell", "Help"))
        self.browser.setFrameShape(QFrame.Shape.NoFrame)
        self.browser.setOpenLinks(False)
        self.browser.anchorClicked.connect(self.follow)
        self.browser.document().setDocumentMargin(u(16))
        self.browser.document().setDefaultFont(desk.theme.font(1))
        columns = [
            Column(
                "keys",
                lambda: pgettext("Shell", "Keys"),
                lambda row: row.keys,
                100,
                fits=lambda: max(map(keys_text, _keyed(desk)), key=len),
            ),
            Column(
                "text",
                lambda: pgettext("Shell", "What they do"),
                lambda row: row.text,
                240,
                fits=lambda: max((spec.text() for spec in _keyed(desk)), key=len),
                grow=True,
            ),
        ]
        self.keys_title = QLabel()
        self.keys_title.setFont(desk.theme.font(1, 600))
        self.keys = ListTable(desk.theme, columns, pgettext("Shell", "Keys of the screen"))
        right = QVBoxLayout()
        right.setSpacing(u(8))
        right.addWidget(self.keys_title)
        right.addWidget(self.keys, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(u(16), u(12), u(16), u(12))
        layout.setSpacing(u(12))
        layout.addWidget(self.list)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(u(12))
        self._beside.addWidget(self.browser, 2)
        self._beside.addLayout(right, 1)
        layout.addLayout(self._beside, 1)
        self.setFocusProxy(self.browser)
        self.open_topic(EVERYWHERE)

    def open_topic(self, topic: str) -> None:
        """Show a page of the guide; one that is not there shows the first, with its own keys."""
        names = [str(self.list.item(row).data(NAME)) for row in range(self.list.count())]
        self.list.setCurrentRow(names.index(topic) if topic in names else 0)
        self._show_keys(topic)

    def follow(self, link: QUrl) -> None:
        """A link to another page opens it here, an address is opened by the system."""
        if link.isRelative():
            self.desk.navigator.go("help", link.path().removesuffix(".md"))
        else:
            QDesktopServices.openUrl(link)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the text would become a narrow strip the keys stand below it."""
        super().resizeEvent(event)
        u = self.desk.theme.u
        wanted = self.keys.widths.least() + u(SCROLL_UNITS)
        stacked = self.width() - self.list.width() < wanted + u(READABLE_UNITS)
        way = QBoxLayout.Direction
        self._beside.setDirection(way.TopToBottom if stacked else way.LeftToRight)
        self.keys.setMinimumWidth(0 if stacked else wanted)
        self.keys.setMaximumWidth(self.width() if stacked else wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to where the help was asked for."""
        if event.key() == Qt.Key.Key_Escape:
            self.desk.navigator.back()
        else:
            super().keyPressEvent(event)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        self.topic = str(item.data(NAME))
        self.browser.setMarkdown(guide.text(self.desk.language, self.topic))
        self._give_air()
        self._show_keys(self.topic)

    def _give_air(self) -> None:
        """Space around headings and paragraphs, which Markdown leaves to the reader."""
        u = self.desk.theme.u
        document = self.browser.document()
        block = document.begin()
        while block.isValid():
            shape = block.blockFormat()
            heading = shape.headingLevel()
            listed = block.textList() is not None
            shape.setTopMargin(u(16) if heading > 1 else 0)
            shape.setBottomMargin(u(4) if listed or heading else u(8))
            shape.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor = QTextCursor(block)
            cursor.setBlockFormat(shape)
            if heading:
                # Markdown makes a heading twice as large as what stands under it.
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                size = QTextCharFormat()
                size.setProperty(QTextFormat.Property.FontSizeAdjustment, max(3 - heading, 0))
                cursor.mergeCharFormat(size)
            block = block.next()

    def _show_keys(self, topic: str) -> None:
        here = next((one for one in self.desk.sections.all() if one.id == topic), None)
        title = pgettext("Shell", "Keys everywhere")
        if here is not None:
            title = pgettext("Shell", "Keys: {section}").format(section=here.title())
        self.keys_title.setText(title)
        rows = [
            KeyRow(place, keys_text(spec), spec.text())
            for place, spec in enumerate(keys_of(self.desk, here))
        ]
        self.keys.show_rows(rows)


def keys_of(desk: Desk, section: Section | None) -> Iterator[ActionSpec]:
    """The actions with keys that do something on a page: those of the page itself first."""
    keyed = [one for one in _keyed(desk) if _belongs(one, section)]
    yield from (one for one in keyed if one.offer or one.sections)
    yield from (one for one in keyed if not (one.offer or one.sections))


def _keyed(desk: Desk) -> list[ActionSpec]:
    specs = [*local_keys(), *table(desk.settings.keys), *section_specs(desk.sections.shown())]
    return [one for one in specs if one.keys]


def _belongs(spec: ActionSpec, section: Section | None) -> bool:
    if section is None:
        return not spec.sections and not spec.offer
    return spec.applies(section.id) and (not spec.offer or spec.offer in section.offers)
