"""F6: the keyboard goes from one part of the page to the next, and round by the rail."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from crm_desktop.ui.kit.tab_order import move_area


def area_keys(page: Callable[[], QWidget | None], rail: QWidget) -> dict[str, Callable[[], object]]:
    """Who does it, by the ids of the actions; a page says by `areas()` what its parts are."""

    def go(forward: bool) -> None:
        shown = page()
        if shown is not None:
            parts: Callable[[], list[QWidget]] = getattr(shown, "areas", lambda: [shown])
            move_area([*parts(), rail], forward)

    return {"area": lambda: go(True), "area-back": lambda: go(False)}
