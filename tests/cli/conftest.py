from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.main import run


@dataclass(frozen=True)
class Answer:
    """How a call ended: exit code and both outputs."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        """The only object on standard output."""
        (line,) = self.out.splitlines()
        found: dict[str, Any] = json.loads(line)
        return found

    @property
    def rows(self) -> list[dict[str, Any]]:
        """JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


Tell = Callable[..., Answer]


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Tell:
    """Call the program in this process; `given` is its standard input."""

    def call(*arguments: object, given: str | bytes = "") -> Answer:
        raw = given.encode() if isinstance(given, str) else given
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        capsys.readouterr()
        code = run(["--language", "en", *map(str, arguments)])
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return call


Start = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def start(root: Path) -> Start:
    """Call the real program as a process of its own."""

    def call(
        *arguments: object, given: bytes = b"", **env: str
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "crm_desktop", *map(str, arguments)],
            cwd=root,
            input=given,
            capture_output=True,
            check=False,
            env={**os.environ, **env},
            timeout=120,
        )

    return call
