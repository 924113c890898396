"""`python3 run.py bench`: the table of measures.

Every figure is a ratio to a raw probe measured right beside it in the same run. Nothing is
judged by itself: what is over its goal is marked, the exit code is 0.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench import (
    client_room,
    duplicates,
    finding,
    import_list,
    lists,
    papers,
    reading,
    starting,
    story,
    table,
    windows,
    writing,
)
from tests.bench.bases import Store
from tests.bench.bench import MEASURES, Bench
from tests.bench.timing import Figure

PARTS = (
    import_list,
    reading,
    finding,
    windows,
    client_room,
    story,
    papers,
    lists,
    starting,
    writing,
    duplicates,
)
"""Imported for what they register."""
SIZES = "1000,10000,100000"


def main(arguments: list[str]) -> int:
    """Measure what was asked for and print the table."""
    asked = _parser().parse_args(arguments)
    sizes = [1_000] if asked.smoke else [int(s) for s in asked.sizes.split(",")]
    names = asked.only.split(",") if asked.only else list(MEASURES)
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are {', '.join(MEASURES)}", file=sys.stderr)
        return 2
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        store = Store(asked.keep or Path(folder))
        store.folder.mkdir(parents=True, exist_ok=True)
        bench = Bench(store, 1 if asked.smoke else asked.rounds, asked.smoke)
        for name in names:
            for size in sizes:
                table.progress(f"{name} at {size:,} …")
                figures += MEASURES[name](bench, size)
    print(table.text(figures))
    if asked.json:
        table.save(asked.json, figures)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("run.py bench", description=__doc__)
    parser.add_argument("--sizes", default=SIZES, help=f"numbers of clients ({SIZES})")
    parser.add_argument("--only", default="", help="measures by name: M1,M2")
    parser.add_argument("--rounds", type=int, default=3, help="pairs of whole pieces of work (3)")
    parser.add_argument("--smoke", action="store_true", help="1,000 clients, one round")
    parser.add_argument("--json", type=Path, help="write the figures here as well")
    parser.add_argument("--keep", type=Path, help="keep made lists and bases here for other runs")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
