"""Draws pictures of every screen into `screens/`: single ones, sheets, one page with them all.

python3 run.py screens [--only clients,deal-*] [--sizes 1366,2560] [--kinds empty,seven] [--quick]
python3 run.py screens --readme    renews the few pictures in docs/screenshots
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from tests.screens import sheets
from tests.screens.bases import KINDS, SEVEN
from tests.screens.stage import SIZES

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("ru", "en")
SCHEMES = ("light", "dark")


def main(arguments: Sequence[str]) -> int:
    """Draw what was asked for; each size has a process of its own, with its own pixel ratio."""
    chosen = _parser().parse_args(arguments)
    if chosen.readme:
        from tests.screens import readme

        return readme.draw()
    if chosen.quick:
        chosen.sizes, chosen.kinds = chosen.sizes[:1], (SEVEN,)
    began, codes = time.monotonic(), []
    with tempfile.TemporaryDirectory(prefix="crm-desktop-screens-") as made:
        folder = Path(made)
        for size in chosen.sizes:
            wish = folder / "wish.json"
            wish.write_text(
                json.dumps(
                    {
                        "size": size,
                        "only": chosen.only,
                        "kinds": chosen.kinds,
                        "languages": chosen.languages,
                        "schemes": SCHEMES,
                        "bases": str(folder / "bases"),
                        "target": str(chosen.target),
                    }
                ),
                "utf-8",
            )
            codes.append(_draw(size, wish, folder))
    sheets.make(chosen.target)
    print(f"{chosen.target}: open index.html ({time.monotonic() - began:.0f} s)")
    return max(codes)


def _draw(size: str, wish: Path, folder: Path) -> int:
    ratio = SIZES[size].ratio
    config = folder / f"screen-{size}.json"
    width, height = SIZES[size].screen
    screen = {"name": size, "x": 0, "y": 0, "width": width, "height": height, "dpr": 1}
    config.write_text(json.dumps({"screens": [{**screen, "logicalDpi": 96}]}), "utf-8")
    env = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
        "QT_SCALE_FACTOR": str(ratio),
        "CRM_DESKTOP_CONFIG": str(folder / "machine"),
        "XDG_STATE_HOME": str(folder / "state"),
    }
    command = [sys.executable, "-m", "tests.screens.draw", str(wish)]
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="run.py screens", description="Pictures of every screen")
    parser.add_argument("--only", type=_words, default=("*",), help="names of scenes, * allowed")
    parser.add_argument("--sizes", type=_among(SIZES), default=tuple(SIZES))
    parser.add_argument("--kinds", type=_among(KINDS), default=KINDS, help="how full the base is")
    parser.add_argument("--languages", type=_among(LANGUAGES), default=LANGUAGES)
    parser.add_argument("--quick", action="store_true", help="the first size, seven records")
    parser.add_argument("--readme", action="store_true", help="the pictures of the README")
    parser.add_argument("--target", type=Path, default=ROOT / "screens")
    return parser


def _words(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _among(known: Iterable[str]) -> Callable[[str], tuple[str, ...]]:
    def read(text: str) -> tuple[str, ...]:
        wanted = _words(text)
        found = tuple(one for one in known if any(fnmatch.fnmatch(one, w) for w in wanted))
        if not found:
            raise argparse.ArgumentTypeError(f"choose from {', '.join(known)}")
        return found

    return read


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
