"""A limited child process of ourselves: whatever a foreign file does to it, the program lives."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from crm_desktop import paths
from crm_desktop.domain.problems import Refused, code

TIMED_OUT = code("file.timeout")
OUT_OF_MEMORY = code("file.memory")
BROKEN = code("file.damaged")

POLL_S = 0.02


def limit_memory(most: int) -> None:
    """In the child: no more addresses than this; where the system knows no limit, none."""
    try:
        import resource
    except ImportError:
        return  # Windows: the other limits stand alone
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def tell(answer: dict[str, object]) -> None:
    """In the child: one JSON line says how it went."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def run(
    *arguments: str,
    name: str,
    timeout: float,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """In the parent: start a hidden verb and wait until it is done.

    Raises `Refused` with the problem the child told, or with what it died of; the child is ended
    after `timeout` seconds, when `cancelled` says so, or when it raises.
    """
    process = subprocess.Popen(
        paths.self_command(*arguments),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=paths.self_environment(),
    )
    try:
        answer = _wait(process, timeout, cancelled, name)
    except BaseException:
        process.kill()
        process.communicate()
        raise
    if process.returncode != 0 or "ok" not in answer:
        params = dict(answer.get("params", {}))
        found = str(answer.get("problem", _death(process.returncode)))
        raise Refused.of(found, name=name, **params)


def _death(returned: int) -> str:
    """What a child that said nothing died of: a parser that is denied memory aborts."""
    return OUT_OF_MEMORY if returned == -signal.SIGABRT else BROKEN


def _wait(
    process: subprocess.Popen[bytes],
    timeout: float,
    cancelled: Callable[[], bool] | None,
    name: str,
) -> dict[str, Any]:
    until = time.monotonic() + timeout
    while True:
        try:
            out, _err = process.communicate(timeout=POLL_S)
            break
        except subprocess.TimeoutExpired:
            if time.monotonic() > until or (cancelled is not None and cancelled()):
                raise Refused.of(TIMED_OUT, name=name) from None
    try:
        return dict(json.loads(out.decode("utf-8").strip().rsplit("\n", 1)[-1]))
    except ValueError:
        return {}
