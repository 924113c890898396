"""A mutant goes the whole way in a process of its own, which is watched from outside.

The process is a fork of one that has loaded the program; the parser is the hidden child of the
product, or, where a child for each takes too long, the same code in the fork.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import signal
import sqlite3
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from crm_desktop.commands import imports
from crm_desktop.crm import Crm
from crm_desktop.domain.problems import Refused
from crm_desktop.files import child
from crm_desktop.files.understood import discard
from crm_desktop.queries import imports as questions
from tests.bench.child import held_mib
from tests.ugly.program import here

SECONDS = 10.0
MEGABYTES = 500.0
PATIENCE_S = 150.0
"""Whoever takes longer is ended: on a busy machine time is no measure, and a hang is one."""
_WATCH_S = 0.02


@dataclass(slots=True)
class Outcome:
    """How it went: `imported` or the code of a refusal; `wrong` is what must never be.

    `cpu` is the work of all its processes, `peak` what they held together in MB, `died` how often
    a parser died of the file while the program lived.
    """

    number: int
    operator: str
    source: str
    end: str = ""
    params: dict[str, str] = field(default_factory=dict)
    rows: int = 0
    died: int = 0
    wall: float = 0.0
    cpu: float = 0.0
    peak: float = 0.0
    wrong: list[str] = field(default_factory=list)


def inspected(path: Path, empty: Path, folder: Path, found: Outcome, *, apart: bool) -> Outcome:
    """Send a file through the program, in a copy of an empty base; with `apart` by its child."""
    base = folder / "base"
    shutil.rmtree(base, ignore_errors=True)
    shutil.copytree(empty, base)
    reading, writing = os.pipe()
    began = time.monotonic()
    process = os.fork()
    if process == 0:
        os.setpgid(0, 0)
        os.close(reading)
        _whole_way(path, base, writing, apart=apart)
    os.close(writing)
    status, usage, held = _watched(process, began)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        said = pipe.read()
    found.wall = time.monotonic() - began
    found.cpu = usage.ru_utime + usage.ru_stime
    about: dict[str, Any] = json.loads(said) if said.endswith("}") else {}
    found.peak = max(held, usage.ru_maxrss / 2**10, about.pop("peak", 0.0))
    for name, value in about.items():
        setattr(found, name, value)
    if status or not about:
        found.end = found.end or "death"
        found.wrong.append(f"the program ended by {status}: {said[-300:]}")
    _judge(base, found)
    return found


def _watched(process: int, began: float) -> tuple[int, Any, float]:
    """Wait for its end: status, what it used, the most that it and its children held at once."""
    held = 0.0
    while True:
        ended, status, usage = os.wait4(process, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status), usage, held
        held = max(held, held_mib(process))
        if time.monotonic() - began > PATIENCE_S:
            os.killpg(process, signal.SIGKILL)
        time.sleep(_WATCH_S)


def _whole_way(path: Path, base: Path, writing: int, *, apart: bool) -> None:
    """In the fork: all that the room of imports does; what came of it goes into the pipe."""
    about: dict[str, Any] = {"end": "traceback"}
    died: list[int] = []

    def death(returned: int) -> str:
        died.append(returned)
        return _named_death(returned)

    with _errors_told(about), mock.patch.object(child, "_death", death), _parsing(apart=apart):
        about |= _imported(path, base)
    about["died"] = len(died)
    own, below = (
        resource.getrusage(who).ru_maxrss / 2**10
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    about["peak"] = own + below
    os.write(writing, json.dumps(about).encode())
    os._exit(0)


@contextlib.contextmanager
def _errors_told(about: dict[str, Any]) -> Iterator[None]:
    """What nobody expected ends the way, whatever it is: a parser's panic is no usual error."""

    def told(kind: type[BaseException] | None, error: BaseException | None, at: Any) -> bool:
        if kind is not None:
            last = traceback.extract_tb(at)[-1]
            about["wrong"] = [f"{error!r:.300} at {Path(last.filename).name}:{last.lineno}"]
        return True

    with contextlib.ExitStack() as stack:
        stack.push(told)
        yield


_named_death: Callable[[int], str] = child._death


@contextlib.contextmanager
def _parsing(*, apart: bool) -> Iterator[None]:
    if apart:
        yield
        return
    with here():
        yield


def _imported(path: Path, base: Path) -> dict[str, Any]:
    crm = Crm(base)
    staged: Path | None = None
    try:
        staged = Path(crm.ask(questions.stage_file, str(path), str(base / "staging")))
        preview = crm.ask(questions.preview, str(staged), path.name)
        result = crm.do(imports.clients, preview.plan).value
    except Refused as refused:
        problem = refused.problems[0]
        params = {name: str(value) for name, value in problem.params.items()}
        return {"end": problem.code, "params": params}
    finally:
        if staged is not None:
            discard(staged)
        crm.close()
    tally = preview.tally
    counts = (result.created, result.updated, result.skipped, result.failed)
    wrong = []
    if sum(counts) != result.read:
        wrong.append(f"rows do not add up: {result.read} read, {counts}")
    foreseen = (tally.created, tally.updated, tally.skipped, tally.failed)
    if foreseen != counts:
        wrong.append(f"preview {foreseen}, run {counts}")
    cells = preview.cells
    ends = (cells.stored, cells.kept, cells.problems, cells.ignored, cells.aside)
    if sum(ends) != cells.filled or min(ends) < 0:
        wrong.append(f"cells do not add up: {cells}")
    return {"end": "imported", "rows": result.created, "wrong": wrong}


def _judge(base: Path, found: Outcome) -> None:
    """What stands in the base fits what was said, and nothing else was left anywhere."""
    staging = base / "staging"
    left = sorted(one.name for one in staging.iterdir()) if staging.is_dir() else []
    if left:
        found.wrong.append(f"left in staging: {left}")
    connection = sqlite3.connect(base / "base.db")
    try:
        sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
        clients = connection.execute("SELECT count(*) FROM client").fetchone()[0]
        runs = connection.execute("SELECT count(*) FROM import_run").fetchone()[0]
    finally:
        connection.close()
    if sound != "ok":
        found.wrong.append(f"the base is not sound: {sound}")
    if clients != found.rows or runs != (found.end == "imported"):
        found.wrong.append(f"half an import: {clients} clients, said {found.rows}; {runs} runs")
    if found.cpu > SECONDS:
        found.wrong.append(f"{found.cpu:.1f} s of work")
    if found.peak > MEGABYTES:
        found.wrong.append(f"{found.peak:.0f} MB")


def as_line(found: Outcome) -> str:
    """An outcome as a line of JSON."""
    return json.dumps(asdict(found), ensure_ascii=False)
