"""Looks at lists on their way to the printer."""

from __future__ import annotations

from tests.screens.bases import HUNDREDS, SEVEN
from tests.screens.stage import Look, Scene, Stage, settle


def _preview(stage: Stage, look: Look) -> None:
    page = stage.go("clients")
    page.print_current()
    settle()
    preview = page.output.preview
    assert preview is not None
    look(preview)
    preview.close()


SCENES = [
    Scene("print-list", _preview, ("window:ui.kit.view_output.PrintPreview",), (SEVEN, HUNDREDS))
]
