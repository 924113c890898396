"""A limited child process of ourselves: whatever a foreign file does to it, the program lives."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from crm_desktop import paths
from crm_desktop.domain.problems import Refused, code

TIMED_OUT = code("file.timeout")
OUT_OF_MEMORY = code("file.memory")
BROKEN = code("file.damaged")

POLL_S = 0.02
SECRET_LIMIT = 4096
"""Bytes of a secret: so many a pipe takes although nobody listens yet."""


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


def told(done: int) -> None:
    """In the child: so much of the work is done."""
    tell({"done": done})


def secret_told() -> str:
    """In the child: the secret that came with the call, "" for none."""
    return sys.stdin.buffer.read(SECRET_LIMIT).decode("utf-8", "replace") if sys.stdin else ""


def run(
    *arguments: str,
    name: str,
    timeout: float,
    cancelled: Callable[[], bool] | None = None,
    secret: str = "",
) -> None:
    """In the parent: start a hidden verb and wait until it is done.

    `secret` is what no list of processes may show: the child asks `secret_told` for it.

    Raises `Refused` with the problem the child told, or with what it died of; the child is ended
    after `timeout` seconds, when `cancelled` says so, or when it raises.
    """

    def watch(_done: int) -> bool:
        return cancelled is not None and cancelled()

    run_together([arguments], name=name, timeout=timeout, watch=watch, secret=secret)


def run_together(
    calls: Sequence[Sequence[str]],
    *,
    name: str,
    timeout: float,
    watch: Callable[[int], bool],
    secret: str = "",
) -> None:
    """Several children side by side, as `run` does one; all are ended when one fails.

    `watch` is told again and again how much all have done; it may raise, or say True to stop.
    """
    until = time.monotonic() + timeout
    running: list[_Child] = []
    try:
        running += [_Child(arguments, secret) for arguments in calls]
        waiting = list(running)
        while waiting := [one for one in waiting if not one.ended(POLL_S / len(waiting), name)]:
            if watch(sum(one.done for one in running)) or time.monotonic() > until:
                raise Refused.of(TIMED_OUT, name=name)
    finally:
        for one in running:
            one.end()


class _Child:
    """A child at work, and what it has said so far."""

    def __init__(self, arguments: Sequence[str], secret: str) -> None:
        self.done = 0
        self._answer: dict[str, Any] = {}
        self._process = subprocess.Popen(
            paths.self_command(*arguments),
            stdin=subprocess.PIPE if secret else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=paths.self_environment(),
        )
        if self._process.stdin is not None:
            # One that is dead already is found out about below.
            with contextlib.suppress(OSError), self._process.stdin as pipe:
                pipe.write(secret.encode("utf-8", "replace")[:SECRET_LIMIT])
        # A thread, so that a pipe that is full or silent stops nobody on any system.
        self._ear = threading.Thread(target=self._listen, daemon=True)
        self._ear.start()

    def ended(self, patience: float, name: str) -> bool:
        """Whether it ended well; `Refused` when it ended otherwise."""
        # The pipe closes with the child; waiting for that wakes nobody in between.
        self._ear.join(patience)
        try:
            returned = self._process.wait(0 if self._ear.is_alive() else patience)
        except subprocess.TimeoutExpired:
            return False
        self._ear.join()
        if returned != 0 or "ok" not in self._answer:
            params = dict(self._answer.get("params", {}))
            found = str(self._answer.get("problem") or _death(returned))
            raise Refused.of(found, name=name, **params)
        return True

    def end(self) -> None:
        """Whatever it does, it does no more."""
        self._process.kill()
        self._process.wait()
        self._ear.join()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            try:
                said = dict(json.loads(line))
            except ValueError:
                continue
            self.done = int(said.get("done", self.done))
            if "done" not in said:
                self._answer = said


def _death(returned: int) -> str:
    """What a child that said nothing died of: a parser that is denied memory aborts."""
    return OUT_OF_MEMORY if returned == -signal.SIGABRT else BROKEN
