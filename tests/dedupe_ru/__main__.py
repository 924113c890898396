"""Makes the set anew: `python -m tests.dedupe_ru`, with `--counts` to see what stands in it."""

from __future__ import annotations

import gzip
import sys
from collections import Counter
from pathlib import Path

from tests.dedupe_ru.book import csv_text, made

OUT = Path(__file__).parents[1] / "data" / "dedupe_ru.csv.gz"

rows = made()
if "--counts" in sys.argv:
    pairs = Counter((row.difficulty, bool(row.shared)) for row in rows if row.difficulty)
    for kind in dict(pairs):
        print(f"{kind[0]:34} {'key' if kind[1] else 'no key':6} {pairs[kind]:4}")
    alike = Counter(row.looks_like.partition(":")[0] for row in rows if row.looks_like)
    sets = {row.looks_like for row in rows if row.looks_like}
    for name, cards in alike.items():
        groups = sum(one.startswith(name + ":") for one in sets)
        print(f"{name:34} {groups:4} sets {cards:4} cards")
    print(len(rows), "cards,", len({row.person for row in rows}), "people and firms")
else:
    OUT.write_bytes(gzip.compress(csv_text(rows).encode(), 9, mtime=0))
