"""Looks at the pictures of a firm."""

from __future__ import annotations

import tempfile
from pathlib import Path

from crm_desktop.commands import organisations
from crm_desktop.domain.organisations import PictureKind
from crm_desktop.queries import organisations as firms
from tests.pictures import a_picture, a_signature, a_stamp, picture_in
from tests.screens.bases import SEVEN
from tests.screens.stage import Look, Scene, Stage, settle


def _pictures(stage: Stage, look: Look) -> None:
    firm = stage.crm.ask(firms.listing)[0].id
    with tempfile.TemporaryDirectory() as folder:
        for kind, data in (
            (PictureKind.LOGO, a_picture(900, 300)),
            (PictureKind.STAMP, a_stamp()),
            (PictureKind.SIGNATURE, a_signature()),
        ):
            stage.crm.do(organisations.set_picture, firm, kind, picture_in(Path(folder), data))
    page = stage.go("settings", "organisations")
    page.section("organisations").open_firm(firm)
    settle()
    bar = page.stack.currentWidget().verticalScrollBar()
    bar.setValue(bar.maximum())
    settle()
    look(stage.window)


SCENES = [Scene("settings-firm-pictures", _pictures, kinds=(SEVEN,))]
