"""Which column of the file goes where: one line each, with examples and how sure that is."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.domain.import_nouns import Noun
from crm_desktop.domain.importing import ColumnGuess, DateOrder
from crm_desktop.queries.imports import ImportPreview
from crm_desktop.ui.imports.preview_words import offered, place_of
from crm_desktop.ui.kit.elided_label import ElidedLabel
from crm_desktop.ui.kit.fields import ChoiceBox
from crm_desktop.ui.kit.idle import Idle, Pieces
from crm_desktop.ui.runtime.theme import Theme
from crm_desktop.words import codes, fields, pgettext

SURE, LIKELY = 0.75, 0.5
IGNORED = "ignore"
NEW = "new"
LINE_UNITS, MOST_LINES, LEAST_LINES = 40, 6, 2
HEAD_UNITS, WIDE_UNITS = 240, 1_200
"""A head takes so much at most; in a wider window a line stays one that the eye can follow."""


class Mapping(QScrollArea):
    """The list of columns; `chosen(index, field)` when the user picks another field.

    `new_wanted(index, header)` when a field of the business's own shall be made for a column;
    `ordered(index, order)` when its dates begin with something else than was taken.
    """

    chosen = Signal(int, str)
    new_wanted = Signal(int, str)
    ordered = Signal(int, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._boxes: dict[int, ChoiceBox] = {}
        self._orders: dict[int, ChoiceBox] = {}
        self._making = Pieces(iter(()))
        self._idle = Idle(iter(self._making), self)
        self._options: list[tuple[str, str]] = []
        self._told: tuple[object, ...] = ()
        self._shown = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(pgettext("Imports", "Columns of the file"))

    def show_columns(self, preview: ImportPreview) -> None:
        """Show the columns of a list, each with its field and the order of its dates."""
        columns, plan = preview.columns, preview.plan
        told = (
            columns, dict(preview.orders), preview.ordered, preview.mixed, plan.own, plan.noun,
        )  # fmt: skip
        if told == self._told:
            self._as_told(preview)
            return
        self._told = told
        named = pgettext("Imports", "field: {name}")
        own = {one.field: named.format(name=one.name) for one in plan.own}
        self._options = [(one, own.get(one) or fields.field_text(one)) for one in offered(plan)]
        if plan.noun in {Noun.CLIENTS, Noun.DEALS}:
            self._options.append((NEW, pgettext("Imports", "a new field…")))
        u = self._theme.u
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(u(2), 0, u(8), 0)
        grid = QGridLayout()
        grid.setHorizontalSpacing(u(16))
        grid.setVerticalSpacing(u(6))
        grid.setColumnStretch(1, 1)
        measure = QFontMetrics(self._theme.font(0, 600)).horizontalAdvance
        widest = max((measure(_title(column)) for column in columns), default=0)
        grid.setColumnMinimumWidth(0, min(widest + 1, u(HEAD_UNITS)))
        inside.setMaximumWidth(u(WIDE_UNITS))
        whole.addLayout(grid)
        whole.addStretch(1)
        self._boxes, self._orders = {}, {}
        self._making = Pieces(self._lines(grid, preview))
        self.setWidget(inside)
        self._shown = min(len(columns), MOST_LINES)
        self._idle.stop()
        self._idle.deleteLater()
        self._idle = Idle(iter(self._making), self)
        self._idle.begin()
        if self.isVisible():
            self._make_shown()
        self.updateGeometry()

    @property
    def boxes(self) -> dict[int, ChoiceBox]:
        """The field of every column, by its place."""
        self._making.finish()
        return self._boxes

    @property
    def orders(self) -> dict[int, ChoiceBox]:
        """What dates begin with, where that matters, by the places of the columns."""
        self._making.finish()
        return self._orders

    def _lines(self, grid: QGridLayout, preview: ImportPreview) -> Iterator[None]:
        """Make a line for each column: of a list with hundreds nobody sees more than a few."""
        for row, column in enumerate(placed(preview)):
            order = preview.orders.get(column.index)
            shown = order if column.index in preview.ordered else None
            self._add(grid, row, column, shown, mixed=column.index in preview.mixed)
            yield

    def _make_shown(self) -> None:
        """The lines that are in sight; the others come while the window has nothing to do."""
        for _made in itertools.islice(self._making, max(self._shown - len(self._boxes), 0)):
            pass

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make_shown()

    def _as_told(self, preview: ImportPreview) -> None:
        """What was chosen meanwhile, and did not come to be, is what it was."""
        for column in placed(preview):
            if column.index in self._boxes:
                self._boxes[column.index].set_value(column.field)
        for index, box in self._orders.items():
            box.set_value(preview.orders[index])

    def sizeHint(self) -> QSize:
        """As high as its lines, up to some; where there is no room it is scrolled in less."""
        return QSize(super().sizeHint().width(), self._height(self._shown))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._height(min(self._shown, LEAST_LINES)))

    def _height(self, lines: int) -> int:
        return self._theme.u(LINE_UNITS) * lines + self._theme.u(8)

    def unsure(self, preview: ImportPreview) -> int:
        """How many columns of the list somebody should look at."""
        return sum(
            column.index in preview.mixed
            or (column.confidence < SURE and not _says_nothing(column))
            for column in preview.columns
        )

    def _add(
        self, grid: QGridLayout, row: int, column: ColumnGuess, order: DateOrder | None, *,
        mixed: bool,
    ) -> None:  # fmt: skip
        title = _title(column)
        name = ElidedLabel(title)
        name.setFont(self._theme.font(0, 600))
        samples = ElidedLabel(" · ".join(column.samples))
        samples.setProperty("muted", True)
        box = ChoiceBox()
        box.setAccessibleName(pgettext("Imports", "Field of {column}").format(column=title))
        box.set_options(self._options)
        box.set_value(column.field)
        box.activated.connect(partial(self._picked, column))
        self._boxes[column.index] = box
        sure = QLabel(pgettext("Imports", "dates in two orders") if mixed else _said(column))
        sure.setProperty("warn" if mixed else _role(column), True)
        sure.setAccessibleName(f"{title}: {sure.text()}")
        middle: QWidget = samples
        if order is not None:
            middle = self._with_order(samples, column.index, title, order)
        for place, widget in enumerate((name, middle, box, sure)):
            grid.addWidget(widget, row, place)

    def _with_order(self, samples: QWidget, column: int, title: str, order: DateOrder) -> QWidget:
        """The examples, and beside them what the dates begin with."""
        box = ChoiceBox()
        box.setAccessibleName(pgettext("Imports", "Dates of {column}").format(column=title))
        box.set_options([(one, codes.label(one)) for one in DateOrder])
        box.set_value(order)
        box.activated.connect(lambda _place: self.ordered.emit(column, box.value()))
        self._orders[column] = box
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.u(12))
        row.addWidget(samples, 1)
        row.addWidget(box)
        return both

    def _picked(self, column: ColumnGuess, _place: int) -> None:
        box = self._boxes[column.index]
        if box.value() == NEW:
            box.set_value(column.field)
            self.new_wanted.emit(column.index, column.header)
        else:
            self.chosen.emit(column.index, str(box.value()))


def placed(preview: ImportPreview) -> list[ColumnGuess]:
    """The columns, each with the field that it goes into."""
    plan = preview.plan
    return [replace(one, field=place_of(one.field, plan)) for one in preview.columns]


def _title(column: ColumnGuess) -> str:
    return column.header or pgettext("Imports", "Column {n}").format(n=column.index + 1)


def _says_nothing(column: ColumnGuess) -> bool:
    """Whether nobody need look at it: it is not wanted, or there is nothing to see in it."""
    return column.field == IGNORED or not column.samples


def _said(column: ColumnGuess) -> str:
    if column.field == IGNORED:
        return pgettext("Imports", "not loaded")
    if column.confidence >= SURE:
        return pgettext("Imports", "recognised")
    if not column.samples:
        return pgettext("Imports", "no examples")
    if column.confidence >= LIKELY:
        return pgettext("Imports", "likely")
    return pgettext("Imports", "please check")


def _role(column: ColumnGuess) -> str:
    if column.field == IGNORED:
        return "muted"
    if column.confidence >= SURE:
        return "good"
    return "muted" if column.confidence >= LIKELY or not column.samples else "warn"
