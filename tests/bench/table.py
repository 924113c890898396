"""One table of figures for the eye, and the same for machines."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import PySide6

from crm_desktop.db.engine import sqlite_version
from tests.bench.timing import Figure

_HEADS = ("", "what", "clients", "product p50 / p95", "probe p50 / p95", "× p50", "× p95", "goal")


def facts() -> dict[str, str | int]:
    """What the figures were measured on; no names, no places."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count() or 0,
        "python": platform.python_version(),
        "sqlite": sqlite_version(),
        "qt": PySide6.__version__,
    }


def text(figures: Sequence[Figure]) -> str:
    """The table; a figure over its goal is marked by an exclamation mark."""
    lines = [_HEADS, *[_line(one) for one in figures]]
    widths = [max(len(line[i]) for line in lines) for i in range(len(_HEADS))]
    rows = ["| " + " | ".join(_padded(line, widths)) + " |" for line in lines]
    sides = [":" if i > 1 else "-" for i in range(len(widths))]
    ruler = "|" + "|".join("-" * (w + 1) + s for w, s in zip(widths, sides, strict=True)) + "|"
    about = ", ".join(f"{name} {value}" for name, value in facts().items())
    return "\n".join([about, "", rows[0], ruler, *rows[1:]])


def save(path: Path, figures: Sequence[Figure]) -> None:
    """The same as JSON."""
    content = {"facts": facts(), "figures": [one.data() for one in figures]}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _line(one: Figure) -> tuple[str, ...]:
    ratios = one.ratios
    return (
        one.measure,
        one.what,
        f"{one.size:,}".replace(",", " "),
        _pair(one.product, one.unit),
        "—" if one.probe is None else _pair(one.probe, one.unit),
        "—" if ratios is None else f"{ratios[0]:.2f}",
        "—" if ratios is None else f"{ratios[1]:.2f}",
        _goal(one),
    )


def _pair(values: tuple[float, float], unit: str) -> str:
    return f"{_number(values[0])} / {_number(values[1])} {unit}"


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def _goal(one: Figure) -> str:
    if one.goal is None:
        return ""
    parts = [f"{one.goal.times:g} ×"] if one.goal.times else []
    parts += [f"{one.goal.plus:g} {one.unit}"] if one.goal.plus else []
    return "≤ " + " + ".join(parts) + (" !" if one.over else "")


def _padded(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [
        cell.rjust(width) if place > 1 else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(line, widths, strict=True))
    ]


def progress(message: str) -> None:
    """What is being done, beside the table, never in it."""
    print(message, file=sys.stderr, flush=True)
