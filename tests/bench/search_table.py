"""Whether the search finds who is meant: `python3 -m tests.bench.search_table --keep DIR`.

Asks the table of queries (`tests/search_table`) of a base of 100,000 clients, and prints kind by
kind how often the client meant comes first and among the first three; every miss is named. Then
asks a small base 10,000 things that a hand, a cat or another program may type: none is an error.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from crm_desktop.crm import Crm
from tests.bench import raw_import, table
from tests.bench.bases import Store
from tests.search_table.answers import AMONG, Answer, answers, fuzz, shares
from tests.search_table.cards import CARDS

SIZE, FEW, FUZZED = 100_000, 1_000, 10_000


def main(arguments: list[str]) -> int:
    """Print the shares and the misses."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=SIZE, help=f"clients besides ({SIZE})")
    parser.add_argument("--fuzzed", type=int, default=FUZZED, help=f"other things ({FUZZED})")
    parser.add_argument("--keep", type=Path, help="keep the made base here for other runs")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(asked.keep or Path(folder))
        store.folder.mkdir(parents=True, exist_ok=True)
        table.progress(f"the base of {asked.size:,} clients …")
        base = store.base(asked.size)
        print("\n".join(report(answered(base))), flush=True)
        table.progress(f"{asked.fuzzed:,} other things typed …")
        crm = Crm(store.base(FEW))
        try:
            fuzz(crm, asked.fuzzed)
        finally:
            crm.close()
        print(f"\n{asked.fuzzed:,} other things typed: no error")
    return 0


def answered(base: Path) -> list[Answer]:
    """All answers; the clients meant are the first of the base, in the order of `CARDS`."""
    raw = raw_import.connect(base)
    rows = raw.execute("SELECT id FROM client ORDER BY id LIMIT ?", (len(CARDS),)).fetchall()
    raw.close()
    crm = Crm(base)
    try:
        return list(answers(crm, dict(zip(CARDS, [id_ for (id_,) in rows], strict=True))))
    finally:
        crm.close()


def report(found: list[Answer]) -> list[str]:
    """The table and the misses, line by line."""
    lines = [
        f"| {'kind':32} | queries | first | among the first {AMONG} |",
        f"|{'-' * 34}|--------:|------:|------------------:|",
    ]
    for one in shares(found):
        first, among = 100 * one.first / one.count, 100 * one.among / one.count
        lines.append(f"| {one.kind:32} | {one.count:7} | {first:4.0f}% | {among:16.0f}% |")
    missed = [one for one in found if one.place != 0]
    return [*lines, "", *[one.told() for one in missed]]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
