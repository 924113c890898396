"""What is measured in a process of its own: `python -m tests.bench.child MODULE:FUNCTION …`.

Each prints one JSON line. The parent starts them one after another, probe and product in turn.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

WATCH_S = 0.05
ROOT = Path(__file__).resolve().parents[2]


def call(name: str, *arguments: object, compiled: str = "") -> dict[str, Any]:
    """Run a child and return what it printed; a child that fails ends the run.

    A `peak` it tells of is raised to the most that it and its own children held together.
    `compiled` is a folder for what Python compiles of the sources: an installed program comes
    compiled, so whoever measures runs once without the clock.
    """
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    if compiled:
        env["PYTHONPYCACHEPREFIX"] = compiled
        env.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "tests.bench.child", name, *map(str, arguments)]
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE) as process:
        most = 0.0
        while process.poll() is None:
            most = max(most, held_mib(process.pid))
            time.sleep(WATCH_S)
        assert process.stdout is not None
        said = process.stdout.read().decode().strip()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    found = dict(json.loads(said.rsplit("\n", 1)[-1]))
    if "peak" in found:
        found["peak"] = max(found["peak"], most)
    return found


def held_mib(process: int) -> float:
    """What a process and its children hold at this moment; 0 where the system does not tell."""
    try:
        about = Path(f"/proc/{process}")
        called = (about / "cmdline").read_bytes()
        held = _told(about, "VmRSS")
        lists = [(one / "children").read_text(encoding="ascii") for one in about.glob("task/*")]
        below = [int(one) for listed in lists for one in listed.split()]
        # Until a child has become its own program, it only shares its parent's memory.
        others = [one for one in below if Path(f"/proc/{one}/cmdline").read_bytes() != called]
    except OSError:
        return 0.0
    return held + sum(held_mib(one) for one in others)


def _told(about: Path, what: str) -> float:
    found = re.search(rf"{what}:\s+(\d+) kB", (about / "status").read_text(errors="replace"))
    return int(found[1]) / 2**10 if found else 0.0


def seconds(action: Callable[[], object]) -> float:
    """How long one call takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def peak_mib() -> float:
    """The most memory this process has held."""
    try:
        import resource
    except ImportError:
        return 0.0  # Windows has no such count in the standard library
    if sys.platform == "linux":
        # The system's other count begins with what the process that started this one held.
        return _told(Path("/proc/self"), "VmHWM")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)


def main(name: str, *arguments: str) -> None:
    """Call `module:function` of this folder with the arguments; print what it returns."""
    module, _sign, function = name.partition(":")
    found = importlib.import_module(f"tests.bench.{module}")
    print(json.dumps(getattr(found, function)(*arguments)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
