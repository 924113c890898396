"""The first page on a computer where no base is known: one question, and other ways in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from crm_desktop import paths
from crm_desktop.domain.settings import CURRENCIES, Business, business_at, business_of
from crm_desktop.late import dataclass
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.parts.limits import Limits, limits_title
from crm_desktop.ui.runtime.icons import app_icon, icon
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import language, pgettext

SPEECHES = (("ru", "Русский"), ("en", "English"))
"""Each language by its own name, whatever is spoken now."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What the first page may set going; whatever is refused is shown by the start itself.

    `make(business)` makes a base and opens it; `choose()` asks for the folder of one; `demo()`
    opens the demo; `limits()` shows what the program is not; `speak(language, name)` changes the
    language and keeps the name typed; `leave()` quits. `restore()` brings a copy back, where that
    is possible.
    """

    theme: Theme
    locale: str
    make: Callable[[Business], object]
    choose: Callable[[], object]
    demo: Callable[[], object]
    limits: Callable[[], object]
    speak: Callable[[str, str], object]
    leave: Callable[[], object]
    restore: Callable[[], object] | None = None


class WelcomePage(QWidget):
    """Only the firm's name is asked; country, currency and language come from the system."""

    def __init__(self, ways: Ways, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ways = ways
        self._theme = ways.theme
        self.buttons: dict[str, QPushButton] = {}
        u = self._theme.u
        self.setMinimumWidth(u(640))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(u(40), u(32), u(40), u(24))
        layout.setSpacing(u(12))
        layout.addLayout(self._head())
        layout.addSpacing(u(12))
        layout.addLayout(self._question(name))
        layout.addLayout(self._small_print())
        layout.addWidget(self._details())
        layout.addSpacing(u(8))
        layout.addWidget(_rule(self._theme))
        layout.addSpacing(u(4))
        layout.addLayout(self._other_ways())
        layout.addSpacing(u(4))
        layout.addWidget(_rule(self._theme))
        layout.addLayout(self._foot())
        layout.addStretch(1)
        self._tell_profile()

    def focus_first(self) -> None:
        """The question is answered at once."""
        self.name.setFocus()

    def business(self) -> Business:
        """What a base would be made with."""
        name = self.name.text().strip()
        speech = str(self.speech.value())
        if self.country.value() == "ru":
            return business_of("ru", speech, name)
        there = business_at(self._ways.locale, speech, name)
        region = there.region if there.country != "ru" else "ZZ"
        return Business(name, "int", speech, str(self.currency.value()), region)

    def make(self) -> None:
        """Make the base, once the firm has a name."""
        if not self.name.text().strip():
            self.problem.show()
            self.name.setAccessibleDescription(self.problem.text())
            self.name.setFocus()
            return
        self._ways.make(self.business())

    # build

    def _head(self) -> QHBoxLayout:
        u = self._theme.u
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(u(48), u(48)))
        title = QLabel(paths.APP)
        title.setFont(self._theme.font(10, 600))
        about = _words(
            pgettext(
                "Welcome",
                "Clients, deals, reminders and papers in one folder on this computer. No account, "
                "no internet.",
            )
        )
        texts = QVBoxLayout()
        texts.setSpacing(u(2))
        texts.addWidget(title)
        texts.addWidget(about)
        row = QHBoxLayout()
        row.setSpacing(u(16))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        return row

    def _question(self, name: str) -> QVBoxLayout:
        u = self._theme.u
        label = QLabel(pgettext("Welcome", "What is your firm called?"))
        label.setFont(self._theme.font(1, 600))
        self.name = QLineEdit(name)
        self.name.setAccessibleName(label.text())
        self.name.setPlaceholderText(pgettext("Welcome", "As you call it yourself"))
        self.name.returnPressed.connect(self.make)
        self.name.textEdited.connect(self._name_typed)
        label.setBuddy(self.name)
        button = self._button("new", pgettext("Welcome", "Create my base"), self.make)
        button.setProperty("primary", True)
        self.problem = _words(
            pgettext(
                "Welcome",
                "Write any name you like; it can be changed later.",
            )
        )  # fmt: skip
        self.problem.setProperty("muted", False)
        self.problem.setProperty("bad", True)
        self.problem.hide()
        row = QHBoxLayout()
        row.setSpacing(u(8))
        row.addWidget(self.name, 1)
        row.addWidget(button)
        column = QVBoxLayout()
        column.setSpacing(u(6))
        column.addWidget(label)
        column.addLayout(row)
        column.addWidget(self.problem)
        return column

    def _small_print(self) -> QHBoxLayout:
        self.profile = _words("")
        self.profile.setWordWrap(False)
        change = self._button("change", pgettext("Welcome", "Change"), self._show_details)
        change.setFlat(True)
        change.setProperty("compact", True)
        row = QHBoxLayout()
        row.setSpacing(self._theme.u(4))
        row.addWidget(self.profile)
        row.addWidget(change)
        row.addStretch(1)
        return row

    def _details(self) -> QWidget:
        u = self._theme.u
        there = business_at(self._ways.locale, language(), "")
        self.country = ChoiceBox()
        abroad = QLocale(self._ways.locale).nativeTerritoryName() if there.country != "ru" else ""
        self.country.set_options(
            [
                ("ru", pgettext("Welcome", "Russia")),
                ("int", abroad or pgettext("Welcome", "Another country")),
            ]
        )
        self.country.set_value(there.country)
        self.currency = ChoiceBox()
        self.currency.set_options([(one, one) for one in CURRENCIES])
        self.currency.set_value(there.currency)
        self.currency.setEnabled(there.country != "ru")
        self.speech = ChoiceBox()
        self.speech.set_options(SPEECHES)
        self.speech.set_value("ru" if language() == "ru" else "en")
        self.details = QWidget()
        grid = QGridLayout(self.details)
        none = u(0)
        grid.setContentsMargins(none, none, none, none)
        grid.setHorizontalSpacing(u(12))
        grid.setVerticalSpacing(u(2))
        for place, (text, box) in enumerate(
            (
                (pgettext("Welcome", "Country"), self.country),
                (pgettext("Welcome", "Currency"), self.currency),
                (pgettext("Welcome", "Language"), self.speech),
            )
        ):
            label = _words(text)
            label.setBuddy(box)
            box.setAccessibleName(text)
            grid.addWidget(label, 0, place)
            grid.addWidget(box, 1, place)
            grid.setColumnStretch(place, 1)
        self.details.hide()
        self.country.currentIndexChanged.connect(self._country_chosen)
        self.currency.currentIndexChanged.connect(self._tell_profile)
        self.speech.currentIndexChanged.connect(self._speech_chosen)
        return self.details

    def _other_ways(self) -> QGridLayout:
        u = self._theme.u
        grid = QGridLayout()
        grid.setHorizontalSpacing(u(16))
        grid.setVerticalSpacing(u(8))
        grid.setColumnStretch(1, 1)
        ways = [
            (
                "demo", "eye", pgettext("Welcome", "Look at the demo"),
                pgettext(
                    "Welcome", "A workshop with 400 clients and deals of fourteen months. One "
                    "button removes it.",
                ),
                self._ways.demo,
            ),
            (
                "another", "folder-open", pgettext("Welcome", "Open a base…"),
                pgettext("Welcome", "From a folder of this computer or of a disk."),
                self._ways.choose,
            ),
        ]  # fmt: skip
        if self._ways.restore is not None:
            ways.append(
                (
                    "restore",
                    "history",
                    pgettext("Welcome", "Restore from a copy…"),
                    pgettext("Welcome", "From a backup, or a file brought from another computer."),
                    self._ways.restore,
                )
            )
        for row, (name, picture, text, about, act) in enumerate(ways):
            button = self._button(name, text, act)
            button.setIcon(icon(picture))
            button.setAccessibleDescription(about)
            grid.addWidget(button, row, 0)
            grid.addWidget(_words(about), row, 1)
        return grid

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.u(8))
        limits = self._button("limits", limits_title(), self._ways.limits)
        leave = self._button("quit", pgettext("Welcome", "Quit"), self._ways.leave)
        for button in (limits, leave):
            button.setFlat(True)
            button.setProperty("compact", True)
        row.addWidget(limits)
        row.addStretch(1)
        row.addWidget(leave)
        return row

    def _button(self, name: str, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.clicked.connect(lambda _checked=False: act())
        self.buttons[name] = button
        return button

    # react

    def _name_typed(self) -> None:
        self.problem.hide()
        self.name.setAccessibleDescription("")

    def _show_details(self) -> None:
        self.details.show()
        self.buttons["change"].hide()
        self.country.setFocus()

    def _country_chosen(self) -> None:
        russia = self.country.value() == "ru"
        self.currency.setEnabled(not russia)
        abroad = business_at(self._ways.locale, language(), "").currency
        self.currency.set_value("RUB" if russia else abroad if abroad != "RUB" else "EUR")
        self._tell_profile()

    def _speech_chosen(self) -> None:
        if self.speech.value() != language():
            self._ways.speak(str(self.speech.value()), self.name.text())

    def _tell_profile(self) -> None:
        country = self.country.currentText()
        self.profile.setText(f"{country}, {self.currency.value()}, {self.speech.currentText()}")


class LimitsPage(QWidget):
    """What the program is not, on the way in."""

    def __init__(
        self, theme: Theme, back: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        u = theme.u
        self.setMinimumWidth(u(640))
        title = QLabel(limits_title())
        title.setFont(theme.font(6, 600))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(title.text())
        area.setWidget(Limits(theme))
        area.setMinimumHeight(u(520))
        self.back = QPushButton(pgettext("Welcome", "Back"))
        self.back.setIcon(icon("arrow-left"))
        self.back.setAccessibleName(self.back.text())
        self.back.clicked.connect(lambda _checked=False: back())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(u(40), u(32), u(40), u(24))
        layout.setSpacing(u(16))
        layout.addWidget(title)
        layout.addWidget(area, 1)
        layout.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)

    def focus_first(self) -> None:
        """Enter goes back."""
        self.back.setFocus()


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("muted", True)
    return label


def _rule(theme: Theme) -> QFrame:
    line = QFrame()
    line.setProperty("line", True)
    line.setFixedHeight(theme.u(1))
    return line
