"""M7, the second half of M8, M11: the program in a process of its own, from its start on."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from crm_desktop.crm import Crm
from tests.bench import child
from tests.bench.bench import Bench, measure
from tests.bench.timing import Figure, Goal, spread, whole

GAP_MS = 50.0
FEW = 1_000
"""Enough to have done everything once."""
WORK = ("import", "export", "backup")


@measure("M7")
def start(bench: Bench, size: int) -> Iterator[Figure]:
    """From nothing to the painted list, and what the idle window then holds."""
    base = bench.store.base(size)
    crm = Crm(base)
    # As after every usual end: otherwise the copy that is due is made beside the start.
    crm.make_copy()
    crm.close()
    with tempfile.TemporaryDirectory() as compiled:
        kinds = (
            ("start_child:product", base),
            ("start_child:probe", size),
            ("start_child:libraries", size),
        )
        for name, argument in kinds:
            # Once without the clock: an installed program comes compiled.
            _started(name, argument, compiled)
        rounds = [
            [_started(name, argument, compiled) for name, argument in kinds]
            for _ in range(max(bench.rounds, 1 if bench.smoke else 5))
        ]
    ours, raw, held = zip(*rounds, strict=True)
    yield Figure(
        "M7", "start to the painted list", size, "s", goal=Goal(1.6),
        **whole([p["seconds"] for p in ours], [r["seconds"] for r in raw]),
    )  # fmt: skip
    if all(r["memory"] for r in raw):
        yield Figure(
            "M8", "idle window", size, "MiB", goal=Goal(2.0),
            **whole([p["memory"] for p in ours], [r["memory"] for r in raw]),
        )  # fmt: skip
        yield Figure(
            "M8", "… beside a bare one with its libraries", size, "MiB", goal=None,
            **whole([p["memory"] for p in ours], [h["memory"] for h in held]),
        )  # fmt: skip


def _started(name: str, argument: object, compiled: str) -> dict[str, float]:
    """Start a child on an empty home; the clock runs from before the process is there.

    `compiled` keeps what Python compiles of the sources.
    """
    # The children are ended by force; a usual start follows a usual end, and checks less.
    (Path(str(argument)) / "lock").unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as home:
        env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": home}
        for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
            env[f"XDG_{kind}_HOME"] = home
        env["PYTHONPYCACHEPREFIX"] = compiled
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        env["CRM_DESKTOP_CONFIG"] = str(Path(home) / "settings")
        # As the frozen program is: without docstrings and checks of our own, tracebacks by lines.
        frozen = ["-OO", "-X", "no_debug_ranges"]
        command = [sys.executable, *frozen, "-m", "tests.bench.child", name, str(argument)]
        began = time.monotonic()
        process = subprocess.Popen(command, cwd=child.ROOT, env=env, stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        seconds = time.monotonic() - began
        memory = float(process.stdout.readline() or 0)
        process.communicate()
    return {"seconds": seconds, "memory": memory}


@measure("M11")
def gaps(bench: Bench, size: int) -> Iterator[Figure]:
    """How long the window stands still while something long is done."""
    source = bench.store.workbook(size)
    compiled = str(bench.store.folder / "compiled")
    if not bench.smoke:
        # An installed program comes compiled: the first run is not counted.
        with bench.store.copy(FEW) as base:
            few = bench.store.workbook(FEW)
            child.call("room_child:at_length", few, base, compiled=compiled)
    found: dict[str, list[float]] = {name: [] for name in WORK}
    for _ in range(bench.rounds):
        with bench.store.copy(size) as base:
            told = child.call("room_child:at_length", source, base, compiled=compiled)
            for name in WORK:
                found[name].append(told[name])
    for name in WORK:
        yield Figure(
            "M11", f"longest standstill: {name}", size, "ms", spread(found[name]), None,
            Goal(plus=GAP_MS), judged="median",
        )  # fmt: skip
