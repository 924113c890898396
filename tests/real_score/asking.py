"""The program asked about one list, in this process, as anybody may ask it on a command line."""

from __future__ import annotations

import contextlib
import io
import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crm_desktop.domain.settings import Business
from crm_desktop.main import run
from crm_desktop.opening import make_base


@dataclass(frozen=True, slots=True)
class Said:
    """What the program says of a list: the preview and its cells, or why it refuses."""

    preview: dict[str, Any] | None
    cells: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    refusal: str = ""
    sentence: str = ""
    seconds: float = 0.0


def base_of(folder: Path, region: str) -> Path:
    """The empty base of a business in a region, made once."""
    base = folder / region
    if not base.exists():
        make_base(base, Business(region=region))
    return base


def ask(path: Path, base: Path, *options: object, cells: bool = True) -> Said:
    """Look at a list without writing anything; only a refusal in words may come instead.

    With `cells` what each of them is worth is asked as well.
    """
    began = time.perf_counter()
    code, out, err = _call(base, "import", path, *options, "--preview")
    seconds = time.perf_counter() - began
    if code == 1:
        return Said(None, {}, json.loads(out)["refused"]["code"], err.strip(), seconds)
    if code != 0:
        raise AssertionError(f"{path.name}: exit {code}\n{err}")
    lines = _call(base, "import-values", path, *options)[1].splitlines() if cells else []
    told = [json.loads(line) for line in lines]
    found = {(one["row"], one["column"]): one for one in told}
    return Said(json.loads(out), found, seconds=seconds)


def _call(base: Path, *arguments: object) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(["--base", str(base), "--language", "ru", "--json", *map(str, arguments)])
    return code, out.getvalue(), err.getvalue()
