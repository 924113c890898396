"""Score the import over the real lists: `python -m tests.real_score [FOLDER] [NAME…]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.real_score.asking import ask, base_of
from tests.real_score.facts import load
from tests.real_score.scoring import Score, add

SHARED = Path(__file__).parents[3] / "shared" / "data" / "real"


def main(arguments: list[str]) -> int:
    """Print the score, every miss, and how long the slowest took."""
    folder = Path(arguments[0]) if arguments else SHARED
    names = arguments[1:]
    must, may, slowest = Score(), Score(), (0.0, "")
    with tempfile.TemporaryDirectory() as home:
        for fact in load(folder / "expected.json", folder, of=("lists/", "hostile/")):
            if names and not any(name in fact.path.name for name in names):
                continue
            said = ask(fact.path, base_of(Path(home), fact.region))
            slowest = max(slowest, (said.seconds, fact.path.name))
            add(may if fact.scoring == "no_crash" else must, fact, said)
            if fact.path.parent.name == "hostile":
                print(f"{fact.scoring:9} {fact.path.name}: {said.refusal or 'imported'}")
    print(f"\njudged\n{must.table()}\n\nonly not to crash\n{may.table()}")
    print(f"\nslowest: {slowest[0]:.1f} s {slowest[1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
