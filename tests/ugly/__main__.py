"""Imports ugly books and prints a table by kind of breakage.

`python -m tests.ugly --books 300` for the books by chance; `--alone` for one book of each kind
with nothing else broken; `--only TEXT` for kinds whose name has it; `--keep FOLDER` leaves the
books there; `--tell` says of each book what was wrong with it.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.ugly import made
from tests.ugly.book import Book
from tests.ugly.breakages import ORDER
from tests.ugly.laws import Verdict, judged
from tests.ugly.made import Truth
from tests.ugly.program import empty_base, here, imported

HEAD = (
    f"{'kind of breakage':52} {'books':>5} {'refus':>5} {'head':>5} {'read':>5} {'law 1':>5} "
    f"{'law 2':>5} {'lost':>5} {'ignor':>5} {'fields':>9} {'values':>11}"
)


def _line(name: str, verdicts: list[Verdict]) -> str:
    read = [one for one in verdicts if not one.refused]
    return (
        f"{name[:52]:52} {len(verdicts):5} {len(verdicts) - len(read):5} "
        f"{sum(not one.header and not one.sheet for one in read):5} "
        f"{sum(one.rows_right for one in read):5} {sum(one.law_1 for one in read):5} "
        f"{sum(one.law_2 for one in read):5} {sum(len(one.lost) for one in read):5} "
        f"{sum(len(one.ignored) for one in read):5} "
        f"{sum(one.fields_right for one in read):4}/{sum(one.fields for one in read):<4} "
        f"{sum(one.values_right for one in read):5}/{sum(one.values for one in read):<5}"
    )


def _tell(truth: Truth, verdict: Verdict) -> None:
    said = [verdict.refused, *verdict.counts, verdict.sheet, verdict.header, verdict.claims]
    if verdict.read:
        said.append("read {}, truly {} to {}".format(*verdict.read))
    said += [f"lost {one}" for one in verdict.lost[:6]]
    said += [f"ignored {one}" for one in verdict.ignored[:3]]
    said += [f"wrong {one}" for one in verdict.wrong[:6]]
    if any(said):
        print(f"{truth.file}: {'; '.join(truth.kinds)}")
        for one in filter(None, said):
            print(f"    {one}")


def _books(options: argparse.Namespace) -> Iterable[Book]:
    if options.alone:
        kinds = [kind for kind in ORDER if options.only in kind.name]
        yield from (made.alone(kind.name, n) for kind in kinds for n in range(options.alone))
    else:
        for number in range(options.first, options.first + options.books):
            book = made.made(number)
            if any(options.only in name for name in book.kinds):
                yield book


def main() -> None:
    """Read the options, import, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.ugly", description=__doc__)
    parser.add_argument("--books", type=int, default=300)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--alone", type=int, default=0, nargs="?", const=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--tell", action="store_true")
    options = parser.parse_args()
    by_kind: dict[str, list[Verdict]] = {kind.name: [] for kind in ORDER}
    every: list[Verdict] = []
    with tempfile.TemporaryDirectory() as name, here():
        folder = Path(name)
        books = options.keep or folder
        books.mkdir(parents=True, exist_ok=True)
        empty = empty_base(folder / "empty")
        for book in _books(options):
            path, truth = made.written(book, books)
            verdict = judged(truth, imported(path, empty, folder, values=True))
            every.append(verdict)
            for kind in truth.kinds:
                by_kind[kind].append(verdict)
            if options.tell:
                _tell(truth, verdict)
            if not options.keep:
                path.unlink()
    print(HEAD)
    for kind, verdicts in by_kind.items():
        if verdicts:
            print(_line(kind, verdicts))
    print(_line("all", every))


main()
