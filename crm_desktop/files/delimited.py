"""Lists as text: which encoding, which sign between the cells, which rows; and writing them."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Self

from crm_desktop.late import dataclass

CELL_LETTERS = 1_000_000
"""Letters of a line, and of a cell: thirty times what a spreadsheet lets in."""
RECORD_LINES = 1_000
"""Lines that one row may take: its cells may hold line breaks."""
csv.field_size_limit(CELL_LETTERS)

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FREQUENT = frozenset("оеаинтсрвлкмдпуяОЕАИНТСРВЛКМДПУЯ")
_LATIN = frozenset("àâäáãåçéèêëíìîïñóòôöõøúùûüýÿßœæÀÂÄÁÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØÚÙÛÜÝŒÆ№«»–—’º°€")
_DELIMITERS = (";", ",", "\t", "|")
_END_OF_DOS = "\x1a"
"""What old programs write behind a text."""
WHOLE_LINES = "\x1c"
"""A sign between cells that no text has: a line stays one cell."""
_IN_A_SENTENCE = 6
"""Parts of a line that is no row of a table, at most."""
_CALLED_AT = re.compile(r"(?:\d[\s()+.-]{0,3}){10}")
_SEP = re.compile(r"\A\ufeff?sep=.?[\r\n]+", re.IGNORECASE)
"""What tells Excel the sign between the cells; it stands outside of all quotation marks."""
_ASCII = bytes(range(0x80))
_FOREIGN_WORD = re.compile(rb"[\x80-\xff]{4,}")
"""A word without any Latin letter: accents never make one."""
_CONTROLS = bytes([*range(1, 9), *range(14, 32)])
_CHUNK = 2**20
SAMPLE_LINES = 200
SAMPLE_LETTERS = 200_000


class CellTooBig(Exception):
    """A cell is longer than any list of people needs."""


@dataclass(frozen=True, slots=True)
class Letters:
    """How the bytes of a text become letters; `skip` bytes of a wrong mark stand before them."""

    encoding: str
    skip: int = 0


def letters_of(path: Path) -> Letters | None:
    """The encoding, decided over the whole file, never by its beginning; None if it is no text."""
    with path.open("rb") as handle:
        head = handle.read(_CHUNK)
    for bom, encoding in _BOMS:
        # A wrong mark before two- or four-byte letters shows as NULs between them.
        if head.startswith(bom) and _decodes(path, Letters(encoding), nul=False):
            return Letters(encoding)
    if _wide(head[:4000]):
        for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
            for skip in (0, 2):
                if _decodes(path, Letters(encoding, skip), nul=False):
                    return Letters(encoding, skip)
    if _decodes(path, Letters("utf-8"), nul=True):
        return Letters("utf-8")
    plain = _one_byte(path)
    return Letters(plain) if plain else None


def _wide(head: bytes) -> bool:
    """Whether letters may take two or four bytes: a few NULs alone are dirt in a plain text."""
    nuls = head.count(0)
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return nuls > len(head) // 8 or (nuls > 0 and controls > len(head) // 50)


def _decodes(path: Path, letters: Letters, *, nul: bool) -> bool:
    """Whether the whole file is text in this encoding; NULs only where they are allowed."""
    decoder = codecs.getincrementaldecoder(letters.encoding)()
    first = True
    for chunk in _chunks(path, letters.skip):
        try:
            text = decoder.decode(chunk, final=len(chunk) < _CHUNK)
        except UnicodeDecodeError:
            return False
        if (not nul and "\0" in text) or (first and not nul and not _readable(text)):
            return False
        first = False
    return True


def _chunks(path: Path, skip: int = 0) -> Iterator[bytes]:
    """The file piece by piece; the last piece is a short one, if only an empty one."""
    with path.open("rb") as handle:
        handle.seek(skip)
        while len(chunk := handle.read(_CHUNK)) == _CHUNK:
            yield chunk
        yield chunk


def _readable(text: str) -> bool:
    sample = text[:2000]
    return sum(c.isprintable() or c.isspace() for c in sample) > 0.95 * len(sample)


def _one_byte(path: Path) -> str | None:
    """One of the one-byte encodings by the letters it would make; None for bytes of no text."""
    high, size, highs, signs, words = b"", 0, 0, 0, 0
    for chunk in _chunks(path):
        found = chunk.translate(None, _ASCII)
        size, highs = size + len(chunk), highs + len(found)
        signs += len(chunk.translate(None, _CONTROLS))
        high = (high + found)[:20_000]
        words += sum(map(len, _FOREIGN_WORD.findall(chunk))) if len(found) * 25 < len(chunk) else 0
    if size - signs > max(size // 50, 1):
        return None
    scores = {}
    for encoding in ("cp1251", "cp866", "koi8-r"):
        text = high.decode(encoding, "replace")
        good = sum(2 if c in _FREQUENT else "а" <= c.lower() <= "я" for c in text)
        scores[encoding] = good / (2 * max(len(text), 1))
    latin = high.decode("cp1252", "replace")
    scores["cp1252"] = 0.9 * sum(c in _LATIN for c in latin) / max(len(latin), 1)
    if highs < 0.04 * size:
        # A handful of letters in a text of another alphabet: accents, where they make no words.
        scores["cp1252"] += 0.3 if words * 2 < highs else -0.3
    return max(scores, key=lambda name: scores[name])


@contextmanager
def opened(path: Path, letters: Letters) -> Iterator[IO[str]]:
    """The file as text, with its own line ends."""
    with path.open("rb") as raw:
        raw.seek(letters.skip)
        with io.TextIOWrapper(raw, letters.encoding, errors="replace", newline="") as text:
            yield text


def is_wrapped(sample: str) -> bool:
    """Whether nearly every row is one cell in quotation marks with all its cells inside."""
    sample = _SEP.sub("", sample, count=1)
    whole = _whole(sample)
    lines = [line for line in sample.splitlines() if line.strip("; ,\t")][:SAMPLE_LINES]
    opened = sum(line[:1] == '"' for line in lines)
    if len(whole) < 2 or not lines[0].startswith('"') or opened * 10 < 6 * len(whole):
        return False
    return any(all(sign in cell for cell in whole) for sign in _DELIMITERS)


def _whole(sample: str) -> list[str]:
    """Rows of a text as one cell each; none when cells are quoted one by one."""
    found: list[str] = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=WHOLE_LINES, strict=True):
            found += [cell for cell in row if cell.strip()]
            if len(found) >= SAMPLE_LINES:
                break
    except csv.Error as error:
        return found if "end of data" in str(error) else []
    return found


def sniff_delimiter(sample: str) -> str:
    """The sign between cells: the one that divides most lines into equally many parts."""
    if is_wrapped(sample):
        sample = "\n".join(_whole(sample))
    best, best_score, parts = ",", 0.0, [1]
    for sign in _DELIMITERS:
        found = _rows(io.StringIO(sample, newline=""), sign)
        counts = [
            len(r) for r in itertools.islice(found, SAMPLE_LINES) if any(c.strip() for c in r)
        ]
        wide = [c for c in counts if c > 1]
        if not wide:
            continue
        usual = max(set(wide), key=wide.count)
        score = wide.count(usual) / len(counts) * min(usual, 12) ** 0.5
        if score > best_score:
            best, best_score, parts = sign, score, counts
    if _said_line_by_line(sample, best, parts):
        return WHOLE_LINES
    if best_score == 0.0 and _columns_of_spaces(sample):
        return " "
    return best


def _said_line_by_line(sample: str, sign: str, parts: Sequence[int]) -> bool:
    """Whether whole clients stand in the lines, as people type them: «Лена, 8 916 …, по средам».

    Commas divide them now into two parts and now into four, and nothing heads them.
    """
    usual = max(parts.count(count) for count in parts if count > 1 or max(parts) == 1)
    lines = [line for line in sample.splitlines() if line.strip()][:SAMPLE_LINES]
    if sign != "," or len(lines) < 3 or usual * 3 >= 2 * len(parts) or max(parts) > _IN_A_SENTENCE:
        return False
    called = [_CALLED_AT.search(line) is not None for line in lines]
    return called[0] and sum(called) * 10 >= 6 * len(lines)


def _columns_of_spaces(sample: str) -> bool:
    lines = [line for line in sample.split("\n") if line.strip()][:SAMPLE_LINES]
    parts = {len(re.split(r"\s+", line.strip())) for line in lines}
    return len(lines) > 1 and len(parts) == 1 and parts.pop() > 1


class _Lines:
    """Lines of a text that keep those of the record being read, so that it can be read again."""

    def __init__(self, text: IO[str]) -> None:
        self._text = text
        first = text.readline(CELL_LETTERS).lstrip("\ufeff\ufffe")
        self._again = deque([first] if first else [])
        self.record: list[str] = []
        self.cut = False

    def begin(self) -> None:
        """A record begins with the next line."""
        self.record, self.cut = [], False

    def give_back(self, lines: list[str]) -> None:
        """These lines come again, before the others."""
        self._again.extendleft(reversed(lines))

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._text.readline(CELL_LETTERS)
        if len(line) == CELL_LETTERS:
            raise CellTooBig
        if not line or len(self.record) == RECORD_LINES:
            self.give_back([line] if line else [])
            self.cut = bool(self.record)
            raise StopIteration
        if "\0" in line:
            line = line.replace("\0", "")
        if line[-1:] == _END_OF_DOS:
            line = line[:-1]
        self.record.append(line)
        return line


def _rows(text: IO[str], delimiter: str) -> Iterator[list[str]]:
    lines = _Lines(text)
    strict = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    while True:
        lines.begin()
        try:
            yield next(strict)
        except StopIteration:
            return
        except csv.Error as error:
            if "limit" in str(error):
                raise CellTooBig from error
            yield _mended(lines, delimiter)


def _mended(lines: _Lines, delimiter: str) -> list[str]:
    """A row whose quotation marks do not fit together, read so that the next ones are not lost."""
    opening = re.compile(rf'(?:^|{re.escape(delimiter)})\s*"(?!"|{re.escape(delimiter)}|\s*$)')
    if len(lines.record) == 1 or not opening.search(lines.record[-1]):
        lines.give_back(lines.record)
        lines.begin()
        row = next(csv.reader(lines, delimiter=delimiter, skipinitialspace=True))
        if not lines.cut:
            return row
    # What seemed to close a cell opens another one, or nothing closes it at all: the first mark
    # is a sign like any other. Without this the list would vanish into one cell.
    lines.give_back(lines.record[1:])
    return next(csv.reader(lines.record[:1], delimiter=delimiter, quoting=csv.QUOTE_NONE))


def rows(text: IO[str], delimiter: str, *, wrapped: bool = False) -> Iterator[list[str]]:
    """The cells row by row; a cell with line breaks does not divide its row.

    With `wrapped` every line is a cell that holds a row. `CellTooBig` when a cell is longer than
    any spreadsheet's.
    """
    if not wrapped:
        yield from _rows(text, delimiter)
        return
    for record in _rows(text, WHOLE_LINES):
        line = "".join(record)
        inner = io.StringIO(line, newline="")
        yield next(csv.reader(inner, delimiter=delimiter, skipinitialspace=True), [])


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a list is written as text.

    `guard`: what a spreadsheet would run as a formula gets an apostrophe; `mark` a byte order
    mark, by which Excel knows the letters; `point` and `day` are how numbers and days are said.
    """

    delimiter: str
    guard: bool
    mark: bool
    point: str
    day: str


Value = str | int | Decimal | date | None
DOTTED = "%d.%m.%Y"
EXCEL_RU = Dialect(";", guard=True, mark=True, point=",", day=DOTTED)
EXCEL_EN = Dialect(",", guard=True, mark=True, point=".", day="%Y-%m-%d")
PLAIN = Dialect(",", guard=False, mark=False, point=".", day="%Y-%m-%d")
"""RFC 4180 in UTF-8, for other programs: every text as it is."""


def excel(language: str) -> Dialect:
    """What a spreadsheet in this language opens right at once."""
    return EXCEL_RU if language == "ru" else EXCEL_EN


def write_delimited(
    path: Path,
    headers: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    dialect: Dialect = EXCEL_RU,
    overwrite: bool = False,
) -> int:
    """A list as text; returns how many rows. `Refused` when the target is there or held.

    Rows are written as they come, lines end with CRLF.
    """
    from crm_desktop.files.saving import saving  # the reading child needs none of it

    encoding = "utf-8-sig" if dialect.mark else "utf-8"
    counted = itertools.count()

    def lines() -> Iterator[Sequence[object]]:
        guard = dialect.guard
        for row in rows:
            next(counted)
            line: list[object] | None = None
            for place, cell in enumerate(row):
                if cell.__class__ is str:
                    if not guard or not cell or cell[0] not in _RUNNING:
                        continue
                    said = guarded(cell)
                elif cell is None:
                    continue
                else:
                    said = _said(cell, dialect)
                if line is None:
                    line = list(row)
                line[place] = said
            yield row if line is None else line

    with (
        saving(path, overwrite=overwrite) as part,
        part.open("w", encoding=encoding, newline="") as stream,
    ):
        writer = csv.writer(stream, delimiter=dialect.delimiter, lineterminator="\r\n")
        writer.writerow([guarded(h) if dialect.guard else h for h in headers])
        writer.writerows(lines())
    return next(counted)


def _said(cell: Value, dialect: Dialect) -> str:
    """A number or a day as a spreadsheet of that place reads it."""
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", dialect.point)
    if isinstance(cell, date):
        # strftime writes the year 999 with three figures.
        return cell.isoformat() if cell.year < 1000 else cell.strftime(dialect.day)
    return str(cell)


_RUNNING = frozenset("=+-@\t\r")


def write_cells(path: Path, lines: Iterable[Sequence[str]]) -> Path:
    """A text file that this program alone reads back: every cell as it is."""
    from crm_desktop.files.saving import save  # the reading child must not load a PDF library

    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter="\t").writerows(lines)
    save(buffer.getvalue().encode("utf-8"), path)
    return path


def guarded(text: str) -> str:
    """A text that no spreadsheet runs: what begins like a formula gets an apostrophe."""
    if text[:1] in {"=", "@", "\t", "\r"}:
        return "'" + text
    if text[:1] in {"+", "-"} and not re.fullmatch(r"[+-][\d\s().,-]*", text):
        return "'" + text
    return text
