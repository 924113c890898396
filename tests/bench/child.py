"""What is measured in a process of its own: `python -m tests.bench.child NAME ARGUMENT…`.

Each prints one JSON line. The parent starts them one after another, probe and product in turn.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def call(name: str, *arguments: object) -> dict[str, Any]:
    """Run a child and return what it printed; a child that fails ends the run."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.bench.child", name, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, check=True)
    return dict(json.loads(done.stdout.decode().strip().rsplit("\n", 1)[-1]))


def peak_mib(*, children: bool = False) -> float:
    """The most memory this process (or the greatest of its ended children) has held."""
    try:
        import resource
    except ImportError:
        return 0.0  # Windows has no such count in the standard library
    who = resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF
    most = resource.getrusage(who).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)


def import_product(source: str, folder: str) -> dict[str, Any]:
    """M1 through the product: child that parses, preview, import command, searchable."""
    from crm_desktop.commands import imports
    from crm_desktop.crm import Crm
    from crm_desktop.queries import clients
    from crm_desktop.queries import imports as questions

    crm = Crm(Path(folder))
    marks = [time.perf_counter()]
    staged = crm.ask(questions.stage_file, source, str(Path(folder) / "staging"))
    marks.append(time.perf_counter())
    before = peak_mib()
    plan = crm.ask(questions.preview, staged, Path(source).name).plan
    marks.append(time.perf_counter())
    result = crm.do(imports.clients, plan).value
    marks.append(time.perf_counter())
    found = crm.ask(clients.ids, "W0000000")
    crm.close()
    if result.read != result.created + result.updated + result.skipped or not found:
        raise SystemExit("the import did not do its work")
    stage, preview, run = (b - a for a, b in pairwise(marks))
    # While the child reads, both are there; later only the parent.
    peak = max(peak_mib(), before + peak_mib(children=True))
    parts = {"stage": stage, "preview": preview, "import": run}
    return {"seconds": stage + preview + run, "peak": peak, "parts": parts, "rows": result.read}


def import_probe(source: str, folder: str) -> dict[str, Any]:
    """M1 raw."""
    from tests.bench import raw_import

    began = time.perf_counter()
    rows = raw_import.run(Path(source), Path(folder))
    return {"seconds": time.perf_counter() - began, "peak": peak_mib(), "rows": rows}


CHILDREN: dict[str, Callable[..., dict[str, Any]]] = {
    "import-product": import_product,
    "import-probe": import_probe,
}


if __name__ == "__main__":
    print(json.dumps(CHILDREN[sys.argv[1]](*sys.argv[2:])), flush=True)
