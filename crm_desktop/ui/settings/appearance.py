"""How the program looks on this computer: scheme, size of letters, sections of the rail."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.machine import FONT_SCALES
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.runtime.icons import icon
from crm_desktop.ui.runtime.sections import Section
from crm_desktop.ui.runtime.theme import TEXT_PIXELS, Theme
from crm_desktop.ui.settings.group import Group, buttons, column, push
from crm_desktop.words import pgettext

STEP = 5


class AppearanceSection(QWidget):
    """A scheme is shown as soon as it is chosen; a size after it was looked at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        layout = column(desk.theme, self)
        layout.addWidget(self._schemes())
        layout.addWidget(self._scale())
        layout.addWidget(self._rail())
        layout.addStretch(1)
        desk.sections.changed.connect(self._show_sections)

    # build

    def _schemes(self) -> QWidget:
        group = Group(self.desk.theme, pgettext("Settings", "Colours"))
        row = QHBoxLayout()
        row.setSpacing(self.desk.theme.u(16))
        self.schemes: dict[str, QRadioButton] = {}
        self._scheme_group = QButtonGroup(self)
        for name, text in (
            ("system", pgettext("Settings", "As in the system")),
            ("light", pgettext("Settings", "Light")),
            ("dark", pgettext("Settings", "Dark")),
        ):
            button = QRadioButton(text)
            button.setObjectName(f"scheme-{name}")
            button.setChecked(self.desk.settings.theme == name)
            button.clicked.connect(partial(self._choose_scheme, name))
            self._scheme_group.addButton(button)
            self.schemes[name] = button
            row.addWidget(button)
        row.addStretch(1)
        group.body.addLayout(row)
        return group

    def _scale(self) -> QWidget:
        theme = self.desk.theme
        group = Group(
            theme,
            pgettext("Settings", "Size of letters and buttons"),
            pgettext("Settings", "The sample shows the size before the window takes it."),
        )
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("scale")
        self.slider.setAccessibleName(pgettext("Settings", "Size of letters in percent"))
        self.slider.setRange(FONT_SCALES.start // STEP, (FONT_SCALES.stop - 1) // STEP)
        self.slider.setPageStep(2)
        self.slider.setMinimumWidth(theme.u(280))
        self.percent = QLabel()
        self.percent.setMinimumWidth(theme.u(56))
        row = QHBoxLayout()
        row.setSpacing(theme.u(12))
        row.addWidget(self.slider)
        row.addWidget(self.percent)
        row.addStretch(1)
        self.sample = Sample(theme)
        self.apply_button = push(pgettext("Settings", "Use this size"), self.apply_scale)
        self.apply_button.setObjectName("scale-apply")
        self.apply_button.setProperty("primary", True)
        self.usual_button = push(pgettext("Settings", "Back to 100 %"), self._usual_scale)
        group.body.addLayout(row)
        group.body.addWidget(self.sample)
        group.body.addLayout(buttons(theme, self.apply_button, self.usual_button))
        self.slider.valueChanged.connect(lambda _value: self._preview())
        self.slider.setValue(round(self.desk.settings.font_scale / STEP))
        self._preview()
        return group

    def _rail(self) -> QWidget:
        self.rail = Group(
            self.desk.theme,
            pgettext("Settings", "Sections"),
            pgettext(
                "Settings",
                "What is switched off is nowhere in the way; its records stay and come back with "
                "it.",
            ),
        )
        self.rows = QWidget()
        self.rail.body.addWidget(self.rows)
        self.checks: dict[str, QCheckBox] = {}
        self.moves: dict[tuple[str, int], QToolButton] = {}
        self._show_sections()
        return self.rail

    # react

    def _choose_scheme(self, name: str, _checked: bool = False) -> None:
        if self.desk.settings.theme != name:
            self.desk.settings.theme = name
            self._take_on()

    def scale(self) -> int:
        """The size in percent that the slider stands at."""
        return self.slider.value() * STEP

    def apply_scale(self) -> None:
        """Let the window take the size of the sample."""
        if self.desk.settings.font_scale != self.scale():
            self.desk.settings.font_scale = self.scale()
            self._take_on()

    def _usual_scale(self) -> None:
        self.slider.setValue(100 // STEP)
        self.apply_scale()

    def _preview(self) -> None:
        percent = self.scale()
        self.percent.setText(pgettext("Settings", "{n} %").format(n=percent))
        self.sample.show_scale(percent / 100)
        self.apply_button.setEnabled(percent != self.desk.settings.font_scale)
        self.usual_button.setEnabled(100 not in {percent, self.desk.settings.font_scale})

    def _take_on(self) -> None:
        self.desk.remember()
        self.desk.renew()

    def _show_sections(self) -> None:
        theme = self.desk.theme
        fresh = QWidget()
        layout = QVBoxLayout(fresh)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.u(2))
        sections = self.desk.sections
        shown = [one.id for one in sections.shown()]
        focus = self.focusWidget()
        name = focus.objectName() if focus is not None else ""
        self.checks, self.moves = {}, {}
        for section in sections.all():
            layout.addLayout(self._section_row(section, shown))
        self.rail.body.replaceWidget(self.rows, fresh)
        self.rows.hide()
        self.rows.deleteLater()
        self.rows = fresh
        again = fresh.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus()

    def _section_row(self, section: Section, shown: list[str]) -> QHBoxLayout:
        sections, u = self.desk.sections, self.desk.theme.u
        check = QCheckBox(section.title())
        check.setObjectName(f"section-{section.id}")
        check.setIcon(icon(section.icon))
        check.setMinimumWidth(u(240))
        check.setChecked(sections.is_shown(section.id))
        check.setEnabled(not section.fixed)
        check.toggled.connect(partial(sections.show, section.id))
        self.checks[section.id] = check
        row = QHBoxLayout()
        row.setSpacing(u(4))
        row.addWidget(check)
        for by, picture, text in (
            (-1, "chevron-up", pgettext("Settings", "Move “{name}” up")),
            (1, "chevron-down", pgettext("Settings", "Move “{name}” down")),
        ):
            button = QToolButton()
            button.setObjectName(f"move-{section.id}-{by}")
            button.setIcon(icon(picture))
            said = text.format(name=section.title())
            button.setToolTip(said)
            button.setAccessibleName(said)
            end = shown[0] if by < 0 else shown[-1]
            button.setEnabled(section.id in shown and section.id != end)
            button.clicked.connect(partial(self._move, section.id, by))
            self.moves[section.id, by] = button
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _move(self, section: str, by: int, _checked: bool = False) -> None:
        self.desk.sections.move(section, by)


class Sample(QFrame):
    """A few things of every screen in the size that is looked at."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("panel", True)
        self.title = QLabel(pgettext("Settings", "Garden fence for Semyonova"))
        self.text = QLabel(pgettext("Settings", "Call tomorrow at 9:30 · 45,000.50 · 3 days left"))
        self.small = QLabel(pgettext("Settings", "Small print under a field"))
        self.small.setProperty("muted", True)
        self.line = QLineEdit(pgettext("Settings", "A field to type in"))
        self.button = QPushButton(pgettext("Settings", "A button"))
        for widget in (self.line, self.button):
            # To be looked at, not used.
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        layout = QVBoxLayout(self)
        margin = theme.u(12)
        layout.setContentsMargins(margin, margin, margin, margin)
        for label in (self.title, self.text, self.small):
            layout.addWidget(label)
        layout.addLayout(row)

    def show_scale(self, scale: float) -> None:
        """Draw everything in this size; 1 is 100 %."""
        for widget, delta, weight in (
            (self.title, 4, 600),
            (self.text, 0, 400),
            (self.small, -1, 400),
            (self.line, 0, 400),
            (self.button, 0, 400),
        ):
            font = self._theme.font(delta, weight)
            font.setPixelSize(round((TEXT_PIXELS + delta) * scale))
            widget.setFont(font)
        height = round(self._theme.u(32) / self._theme.font_scale * scale)
        for widget in (self.line, self.button):
            widget.setFixedHeight(height)
