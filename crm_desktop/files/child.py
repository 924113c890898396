"""A limited child process of ourselves: whatever a foreign file does to it, the program lives."""

from __future__ import annotations

import json
import os
import select
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
WAIT_S = 20.0
"""A child that stands ready ends by itself after so long; it is given no work in the last half."""
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
    coming: Callable[[int], object] | None = None,
) -> None:
    """In the parent: start a hidden verb and wait until it is done.

    `secret` is what no list of processes may show: the child asks `secret_told` for it. `coming`
    hears once how much there will be, if the child says so.

    Raises `Refused` with the problem the child told, or with what it died of; the child is ended
    after `timeout` seconds, when `cancelled` says so, or when it raises.
    """
    heard = coming is None

    def watch(done: int) -> bool:
        nonlocal heard
        if done and coming is not None and not heard:
            heard = True
            coming(done)
        return cancelled is not None and cancelled()

    run_together([arguments], name=name, timeout=timeout, watch=watch, secret=secret)


def run_together(
    calls: Sequence[Sequence[str]],
    *,
    name: str,
    timeout: float,
    watch: Callable[[int], bool],
    secret: str = "",
    ready: Sequence[Child] = (),
) -> None:
    """Several children side by side, as `run` does one; all are ended when one fails.

    `watch` is told again and again how much all have done; it may raise, or say True to stop. Those
    that stand `ready` are asked first, and ended if there is nothing for them to do.
    """
    until = time.monotonic() + timeout
    running: list[Child] = []
    spare = list(ready)
    try:
        # One by one: when the system lets no more start, those before are ended.
        running.extend(_begun(arguments, secret, spare) for arguments in calls)
        waiting = list(running)
        while waiting := [one for one in waiting if not one.ended(POLL_S / len(waiting), name)]:
            if watch(sum(one.done for one in running)) or time.monotonic() > until:
                raise Refused.of(TIMED_OUT, name=name)
        # What they said at last is heard, too.
        watch(sum(one.done for one in running))
    finally:
        for one in [*running, *spare]:
            one.end()


def _begun(arguments: Sequence[str], secret: str, spare: list[Child]) -> Child:
    """A child at its work; one that stands ready may have ended meanwhile."""
    while spare:
        one = spare.pop(0)
        if one.begins(arguments[1:]):
            return one
        one.end()
    return Child(arguments, secret)


def order_awaited(patience: float) -> list[str]:
    """In a child that was started without arguments: those that come later.

    None come when the parent is gone, needs nothing or takes longer than `patience` seconds.
    """
    if sys.platform == "win32":
        # Nobody can wait for a pipe and for a time there.
        alarm = threading.Timer(patience, os._exit, (0,))
        alarm.daemon = True
        alarm.start()
        line = sys.stdin.buffer.readline() if sys.stdin else b""
        alarm.cancel()
    else:
        heard, _, _ = select.select([sys.stdin], [], [], patience)
        line = sys.stdin.buffer.readline() if heard else b""
    return [str(one) for one in json.loads(line)] if line.endswith(b"\n") else []


class Child:
    """A child at work, and what it has said so far; or one that stands ready for work to come."""

    def __init__(self, arguments: Sequence[str], secret: str = "", *, waits: bool = False) -> None:
        """Started with arguments; when it `waits`, they come by `begins`."""
        self.done = 0
        self._answer: dict[str, Any] = {}
        self._waits_since = time.monotonic()
        self._process = subprocess.Popen(
            paths.self_command(*arguments),
            stdin=subprocess.PIPE if secret or waits else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=paths.self_environment(),
        )
        # A thread, so that a pipe that is full or silent stops nobody on any system.
        self._ear = threading.Thread(target=self._listen, daemon=True)
        if not waits:
            # One that is dead already is found out about below.
            self._hears(secret.encode("utf-8", "replace")[:SECRET_LIMIT])

    def begins(self, arguments: Sequence[str]) -> bool:
        """Tell a child that waits what to do; False when it waits no more, or soon will not."""
        if self._process.poll() is not None or time.monotonic() - self._waits_since > WAIT_S / 2:
            return False
        return self._hears(json.dumps(list(arguments)).encode() + b"\n")

    def _hears(self, said: bytes) -> bool:
        """Say something to the child that is the last it hears, and listen to it."""
        self._ear.start()
        if self._process.stdin is not None:
            try:
                with self._process.stdin as pipe:
                    pipe.write(said)
            except OSError:
                return False
        return True

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
        if self._ear.ident is not None:
            self._ear.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

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
