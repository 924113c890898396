"""Seconds from the call of a program to its first painted window, seen on a real X screen.

`python3 -m tests.bench.first_window [--rounds 5] [--cold] -- COMMAND …` starts
the command (the frozen program, `python3 run.py`) on an Xvfb of its own and watches the screen's
memory from outside: no hook in the program is asked, what counts is what an eye would see.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SCREEN = "1366x768x24"
PAUSE = 0.01
SETTLED = 1.0
"""Seconds without a change after which the window is held to be ready."""
LIMIT = 120.0
COLOURS = 12
"""An empty frame has two or three colours; a window with text and icons has dozens."""


class Screen:
    """An Xvfb whose pixels lie in a file."""

    def __init__(self, folder: Path) -> None:
        read, write = os.pipe()
        self._process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", SCREEN, "-fbdir", str(folder)],
            pass_fds=[write], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as answer:
            self.display = f":{answer.readline().strip()}"
        self._pixels = folder / "Xvfb_screen0"

    def colours(self) -> tuple[int, int]:
        """How many colours there are, and a sum that changes with the picture."""
        raw = self._pixels.read_bytes()
        whole = memoryview(raw)[: len(raw) // 4 * 4].cast("I")
        return len(set(whole[::37])), hash(raw)

    def close(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait()


def one_start(command: list[str]) -> tuple[float, float]:
    """Seconds to the first painted window, and to the last change of the picture after it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "screen").mkdir()
        screen = Screen(folder / "screen")
        env = {**os.environ, "DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb"}
        for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
            env[f"XDG_{kind}_HOME"] = name
        env["CRM_DESKTOP_CONFIG"] = str(folder / "settings")
        began = time.monotonic()
        program = subprocess.Popen(command, env=env)
        try:
            return _watched(screen, program, began)
        finally:
            program.terminate()
            program.wait()
            screen.close()


def _watched(screen: Screen, program: subprocess.Popen[bytes], began: float) -> tuple[float, float]:
    painted = changed = 0.0
    picture = 0
    while True:
        time.sleep(PAUSE)
        now = time.monotonic() - began
        if now > LIMIT or program.poll() is not None:
            raise SystemExit(f"no window: {program.args!r} answered {program.poll()}")
        colours, seen = screen.colours()
        if colours < COLOURS:
            continue
        painted = painted or now
        if seen != picture:
            picture, changed = seen, now
        elif now - changed > SETTLED:
            return painted, changed


def _forget() -> None:
    os.sync()
    Path("/proc/sys/vm/drop_caches").write_text("3")


def main(arguments: list[str]) -> int:
    """Print the median and every round."""
    parser = argparse.ArgumentParser("first_window", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cold", action="store_true", help="empty the system's caches (root)")
    parser.add_argument("command", nargs="+")
    asked = parser.parse_args(arguments)
    found = []
    for _round in range(asked.rounds):
        if asked.cold:
            _forget()
        found.append(one_start(asked.command))
    for word, column in zip(("first painted", "settled"), zip(*found, strict=True), strict=True):
        rounds = " ".join(f"{seconds:.2f}" for seconds in column)
        print(f"{word}: {statistics.median(column):.2f} s  ({rounds})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
