"""M1 through the product, in a process that has loaded nothing else."""

from __future__ import annotations

import gc
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.bench.child import peak_mib


def run(source: str, folder: str) -> dict[str, Any]:
    """The whole way: staged by a child, understood and looked at, loaded, found.

    These are the three calls that the room of imports and `import` on the command line make.
    """
    from crm_desktop.commands import imports
    from crm_desktop.crm import Crm
    from crm_desktop.queries import clients
    from crm_desktop.queries import imports as questions

    crm = Crm(Path(folder))
    # As both do before.
    gc.freeze()
    marks = [time.perf_counter()]
    staged = crm.ask(questions.stage_file, source, str(Path(folder) / "staging"))
    marks.append(time.perf_counter())
    plan = crm.ask(questions.preview, staged, Path(source).name).plan
    marks.append(time.perf_counter())
    result = crm.do(imports.clients, plan).value
    marks.append(time.perf_counter())
    found = crm.ask(clients.ids, "W0000000")
    crm.close()
    if result.read != result.created + result.updated + result.skipped or not found:
        raise SystemExit("the import did not do its work")
    stage, preview, run = (b - a for a, b in pairwise(marks))
    parts = {"stage": stage, "preview": preview, "import": run}
    return {"seconds": sum(parts.values()), "peak": peak_mib(), "parts": parts, "rows": result.read}
