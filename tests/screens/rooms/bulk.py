"""Looks at many clients changed at once, and at one cell typed over in the list."""

from __future__ import annotations

from crm_desktop.commands import employees
from crm_desktop.domain.client_bulk import BulkAction
from tests.screens.bases import HUNDREDS, SEVEN
from tests.screens.stage import Look, Scene, Stage, settle, wait_until

WORDS = {"ru": ("Сайт", "опт, VIP", "Пётр Ёжиков"), "en": ("Website", "wholesale", "Peter")}


def _foreseen(stage: Stage, look: Look, action: BulkAction, **values: object) -> None:
    page = stage.go("clients")
    page.change_many(action)
    page.bulk.form.form.set_values(values)
    wait_until(lambda: page.bulk.found is not None)
    settle()
    look(stage.window)


def _preview(stage: Stage, look: Look) -> None:
    _foreseen(
        stage,
        look,
        BulkAction.SET,
        field="source",
        value_source=WORDS.get(stage.language, WORDS["en"])[0],
    )


def _marked(stage: Stage, look: Look) -> None:
    page = stage.go("clients")
    page.table.select_ids(list(page.model.ids())[1:6])
    _foreseen(stage, look, BulkAction.TAG, tags=WORDS.get(stage.language, WORDS["en"])[1])


def _nothing_said(stage: Stage, look: Look) -> None:
    stage.go("clients").change_many()
    settle()
    look(stage.window)


def _handed_over(stage: Stage, look: Look) -> None:
    heir = stage.crm.do(employees.add, WORDS.get(stage.language, WORDS["en"])[2]).value
    stage.program.desk.jobs.look()
    page = stage.go("clients")
    page.change_many(BulkAction.REASSIGN)
    wait_until(lambda: page.bulk.form.owner_box.count() > 1)
    page.bulk.form.form.set_value("owner", heir)
    wait_until(lambda: page.bulk.found is not None)
    settle()
    look(stage.window)


def _bin(stage: Stage, look: Look) -> None:
    _foreseen(stage, look, BulkAction.DELETE)


def _cell(stage: Stage, look: Look) -> None:
    page = stage.go("clients")
    page.table.setCurrentIndex(page.model.index(2, 0))
    page.table.setFocus()
    page.cell_edit.begin()
    settle()
    look(stage.window)


def _cell_refused(stage: Stage, look: Look) -> None:
    page = stage.go("clients")
    page.table.setCurrentIndex(page.model.index(2, 0))
    page.table.setFocus()
    page.cell_edit.begin()
    page.cell_edit.line.setText("Ы" * 501)
    page.cell_edit.line.done(1, 0)
    wait_until(lambda: not page.cell_edit.problem.isHidden())
    settle()
    look(stage.window)


def _departure(stage: Stage, look: Look) -> None:
    stage.crm.do(employees.add, WORDS.get(stage.language, WORDS["en"])[2])
    stage.program.desk.jobs.look()
    stage.go("settings", "employees")
    settle()
    look(stage.window)


SCENES = [
    Scene("employee-leaves", _departure, kinds=(SEVEN,)),
    Scene("client-cell", _cell, kinds=(SEVEN,)),
    Scene("client-cell-refused", _cell_refused, kinds=(SEVEN,)),
    Scene("bulk-preview", _preview, kinds=(SEVEN, HUNDREDS)),
    Scene("bulk-marked", _marked, kinds=(SEVEN,)),
    Scene("bulk-nothing-said", _nothing_said, kinds=(SEVEN,)),
    Scene("bulk-handed-over", _handed_over, kinds=(SEVEN,)),
    Scene("bulk-into-the-bin", _bin, kinds=(SEVEN,)),
]
