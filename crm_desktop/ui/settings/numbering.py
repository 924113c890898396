"""How the numbers of papers look, and which one comes next; saved field by field."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from crm_desktop.commands import numbering
from crm_desktop.domain.documents import DocumentKind
from crm_desktop.domain.numbering import MOST_WIDTH, YEAR_SIGNS, Pattern, check, tidy, written
from crm_desktop.domain.problems import Refused
from crm_desktop.queries import numbering as questions
from crm_desktop.queries.numbering import SeriesRow
from crm_desktop.queries.organisations import FirmRow
from crm_desktop.ui.kit.form import Form
from crm_desktop.ui.kit.live_query import LiveQuery
from crm_desktop.ui.runtime.desk import Desk
from crm_desktop.ui.settings.firm_choice import FirmChoice
from crm_desktop.ui.settings.group import Group, column, words
from crm_desktop.words import codes, npgettext, pgettext


class NumberingSection(QWidget):
    """One panel per kind of paper, for the firm chosen above."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.firm = FirmChoice(desk)
        self.panels = {kind: NumberingPanel(desk, kind) for kind in DocumentKind}
        layout = column(desk.theme, self)
        layout.addWidget(self.firm)
        layout.addWidget(
            words(
                pgettext(
                    "Settings",
                    "A paper gets its number at the moment it is issued: no gaps, no doubles. "
                    "What is changed here counts from the next paper on.",
                ),
                muted=True,
            )
        )
        for panel in self.panels.values():
            layout.addWidget(panel)
            self.firm.chosen.connect(panel.show_firm)
        layout.addStretch(1)


class NumberingPanel(Group):
    """Prefix, digits, yearly beginning and next number of one kind of paper."""

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        super().__init__(desk.theme, codes.label(kind))
        self.desk = desk
        self.kind = kind
        self.firm: FirmRow | None = None
        self.row: SeriesRow | None = None
        self.year = datetime.now().astimezone().year
        self.form = Form(desk.theme, self, 2)
        self._fields()
        self.example = QLabel()
        self.example.setFont(desk.theme.font(5, 600))
        self.example.setAccessibleName(pgettext("Settings", "Example of the next number"))
        self.after = words("", muted=True)
        self.body.addWidget(self.example)
        self.body.addWidget(self.after)
        self.body.addWidget(self.form)
        self.form.changed.connect(lambda _name: self._show_example())
        self._live = LiveQuery(
            self,
            desk.jobs,
            questions.series,
            ("numbering", "number_series", "document"),
            self._question,
            self._show,
        )

    def _fields(self) -> None:
        form = self.form
        short, long = YEAR_SIGNS.get(self.desk.language, YEAR_SIGNS["en"])
        year = pgettext("Settings", "{short} or {long} stands for the year of the paper")
        form.text(
            "prefix",
            pgettext("Settings", "Before the number"),
            hint=year.format(short=short, long=long),
        )
        form.choice(
            "width",
            pgettext("Settings", "Digits"),
            [(0, pgettext("Settings", "as many as there are: 7"))]
            + [(width, f"{7:0{width}d}") for width in range(2, MOST_WIDTH + 1)],
        )
        form.number("next_number", pgettext("Settings", "Next number"))
        form.check(
            "yearly",
            pgettext("Settings", "Begin with 1 every year"),
            hint=pgettext("Settings", "Off: the numbers go on from year to year"),
        )
        for name in ("prefix", "next_number"):
            editor = form.editor(name)
            if isinstance(editor, QLineEdit):
                editor.editingFinished.connect(self.save)
        form.changed.connect(lambda name: self.save() if name in {"width", "yearly"} else None)

    # what others ask

    def show_firm(self, firm: FirmRow | None) -> None:
        """Show the numbers of a firm; nothing to set while there is none."""
        self.firm = firm
        self.setVisible(firm is not None)
        self.row = None
        self._live.refresh()

    def pattern(self) -> Pattern:
        """How the numbers would look by what stands in the fields."""
        value = self.form.value
        return tidy(Pattern(value("prefix"), value("width") or 0, value("yearly")))

    def save(self) -> None:
        """Save what differs; a number that is used already is refused under its field."""
        row, firm = self.row, self.firm
        if row is None or firm is None or not self.form.readable():
            return
        typed = self.form.value("next_number")
        same_number = typed is None or typed == row.next_number
        pattern = self.pattern()
        if pattern == row.pattern and same_number:
            return
        self.desk.jobs.run(
            numbering.save,
            firm.id,
            self.kind.value,
            pattern,
            self.year,
            None if same_number else typed,
            owner=self,
            then=lambda _none: self.form.clear_problems(),
            failed=self._refused,
        )

    # react

    def _question(self) -> dict[str, object]:
        firm = self.firm.id if self.firm is not None else 0
        return {"organisation_id": firm, "kind": self.kind.value, "year": self.year}

    def _show(self, row: SeriesRow) -> None:
        if self.firm is None:
            return
        self.row = None
        pattern = row.pattern
        for name, value in (
            ("prefix", pattern.prefix),
            ("width", pattern.width),
            ("yearly", pattern.yearly),
            ("next_number", row.next_number),
        ):
            if not self.form.editor(name).hasFocus() and self.form.value(name) != value:
                self.form.set_value(name, value)
        self.row = row
        self._show_example()

    def _show_example(self) -> None:
        number = self.form.value("next_number")
        pattern = self.pattern()
        if number is None or list(check(pattern, number)):
            return
        first, second = (written(pattern, n, self.year) for n in (number, number + 1))
        self.example.setText(pgettext("Settings", "No. {number}").format(number=first))
        text = pgettext("Settings", "Then {number} and so on.").format(number=second)
        if self.row is not None and self.row.issued:
            issued = npgettext(
                "Settings", "{n} paper has a number.", "{n} papers have a number.", self.row.issued
            )
            text = f"{text} {issued.format(n=self.row.issued)}"
        self.after.setText(text)

    def _refused(self, refused: Refused) -> None:
        self.form.show_problems(refused.problems)
