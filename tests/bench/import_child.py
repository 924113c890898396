"""M1 through the product, in a process that has loaded nothing else."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.bench.child import peak_mib


def run(source: str, folder: str) -> dict[str, Any]:
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
