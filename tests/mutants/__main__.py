"""Sends mutants of open files through the program and prints a table.

`python -m tests.mutants --count 1000 --seed 6`; `--also FOLDER` takes more open files than
tests/data/lists; `--first` begins elsewhere, and `--log FILE` gathers outcomes, so that a long run
can be made in pieces; `--tell FILE` prints the table of such a log; `--each N` sends only every
N-th through a child (1: all); `--keep FOLDER` leaves the mutants that went wrong there.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from crm_desktop.domain.settings import Business
from crm_desktop.opening import make_base
from tests.mutants.inspector import Outcome, as_line, inspected
from tests.mutants.made import LISTS, mutants, sources
from tests.mutants.table import table


def _outcomes(options: argparse.Namespace, folder: Path) -> Iterator[Outcome]:
    empty = folder / "empty"
    make_base(empty, Business())
    files = sources(LISTS, *options.also)
    for one in mutants(options.first, options.count, options.seed, files):
        path = folder / one.file
        path.write_bytes(one.content)
        found = Outcome(one.number, one.operator, one.source)
        apart = options.each > 0 and one.number % options.each == 0
        yield inspected(path, empty, folder, found, apart=apart)
        if found.wrong and options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / one.file).write_bytes(one.content)
        path.unlink()


def main() -> int:
    """Read the options, send, print; 1 when something went wrong that must never."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--each", type=int, default=1)
    parser.add_argument("--also", type=Path, action="append", default=[])
    parser.add_argument("--log", type=Path)
    parser.add_argument("--tell", type=Path)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    if options.tell:
        lines = options.tell.read_text("utf-8").splitlines()
        known = {one.number: one for one in (Outcome(**json.loads(line)) for line in lines)}
        outcomes = [known[number] for number in sorted(known)]
    else:
        outcomes = []
        with tempfile.TemporaryDirectory() as name:
            for one in _outcomes(options, Path(name)):
                outcomes.append(one)
                if options.log:
                    with options.log.open("a", encoding="utf-8") as log:
                        log.write(as_line(one) + "\n")
    print("\n".join(table(outcomes)))
    return int(any(one.wrong for one in outcomes))


if __name__ == "__main__":
    sys.exit(main())
