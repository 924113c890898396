"""What is measured in a process of its own: `python -m tests.bench.child MODULE:FUNCTION …`.

Each prints one JSON line. The parent starts them one after another, probe and product in turn.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def call(name: str, *arguments: object) -> dict[str, Any]:
    """Run a child and return what it printed; a child that fails ends the run."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.bench.child", name, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, check=True)
    return dict(json.loads(done.stdout.decode().strip().rsplit("\n", 1)[-1]))


def seconds(action: Callable[[], object]) -> float:
    """How long one call takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def peak_mib(*, children: bool = False) -> float:
    """The most memory this process (or the greatest of its ended children) has held."""
    try:
        import resource
    except ImportError:
        return 0.0  # Windows has no such count in the standard library
    who = resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF
    most = resource.getrusage(who).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)


def main(name: str, *arguments: str) -> None:
    """Call `module:function` of this folder with the arguments; print what it returns."""
    module, _sign, function = name.partition(":")
    found = importlib.import_module(f"tests.bench.{module}")
    print(json.dumps(getattr(found, function)(*arguments)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
