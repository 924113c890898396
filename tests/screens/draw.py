"""Draws the scenes of one size; a process of its own, because the pixel ratio is set at its start."""

from __future__ import annotations

import fnmatch
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from crm_desktop.machine import Machine
from crm_desktop.ui.shell.app import application
from tests.screens.bases import Bases
from tests.screens.checks import faults
from tests.screens.registry import scenes
from tests.screens.sight import texts_are_readable
from tests.screens.stage import SIZES, Scene, lower, raise_program


def main(wish: Mapping[str, Any]) -> int:
    """Draw everything wished for, and check it; returns how much is wrong."""
    application(Machine(theme="light"))
    target, bases = Path(wish["target"]), Bases(Path(wish["bases"]))
    wanted = [one for one in scenes() if any(fnmatch.fnmatch(one.name, w) for w in wish["only"])]
    wrong: list[str] = []
    for kind in wish["kinds"]:
        for language in wish["languages"]:
            for scene in wanted:
                if kind in scene.kinds:
                    wrong += _draw(scene, bases, target, wish, kind, language)
    for line in dict.fromkeys(wrong):
        print(line, file=sys.stderr)
    return len(wrong)


def _draw(
    scene: Scene, bases: Bases, target: Path, wish: Mapping[str, Any], kind: str, language: str
) -> list[str]:
    size = wish["size"]
    wrong: list[str] = []
    (target / scene.name).mkdir(parents=True, exist_ok=True)
    for scheme in wish["schemes"]:
        name = f"{size}-{kind}-{language}-{scheme}"
        files = [target / scene.name / f"{name}.png"]
        files[0].unlink(missing_ok=True)

        def look(widget: QWidget, name: str = name, files: list[Path] = files) -> None:
            widget.grab().save(str(files[-1]))
            seen = (*faults(widget), *texts_are_readable(widget))
            wrong.extend(f"{scene.name} {name}: {fault}" for fault in seen)
            # A scene may show several things.
            files.append(files[0].with_stem(f"{name}-{len(files) + 1}"))

        base = bases.copy(kind, language)
        room, scale = SIZES[size].room, SIZES[size].scale
        stage = raise_program(base, kind, language, scheme, room=room, scale=scale)
        try:
            scene.play(stage, look)
        finally:
            lower(stage)
            bases.forget(base)
        if len(files) == 1:
            wrong.append(f"{scene.name} {name}: not drawn")
    return wrong


if __name__ == "__main__":
    sys.exit(1 if main(json.loads(Path(sys.argv[1]).read_text("utf-8"))) else 0)
