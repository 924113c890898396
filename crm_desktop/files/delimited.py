"""Lists as text: which encoding, which sign between the cells, which rows; and writing them."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

csv.field_size_limit(10_000_000)

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
SAMPLE_LINES = 200


def read_text(content: bytes) -> tuple[str, str]:
    """The text and its encoding, decided over the whole content, never by its beginning."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            marked = _decoded(content, encoding)
            # A wrong mark before two- or four-byte letters shows as NULs between them.
            if marked is not None and "\0" not in marked:
                return marked.lstrip("\ufeff"), encoding
    if b"\0" in content[:4000]:
        for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
            for skip in (0, 2):
                text = _decoded(content[skip:], encoding)
                if text is not None and "\0" not in text and _readable(text):
                    return text.lstrip("\ufeff\ufffe"), encoding
    text = _decoded(content, "utf-8")
    if text is not None:
        return text, "utf-8"
    return _one_byte(content)


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _readable(text: str) -> bool:
    sample = text[:2000]
    return sum(c.isprintable() or c.isspace() for c in sample) > 0.95 * len(sample)


def _one_byte(content: bytes) -> tuple[str, str]:
    """One of the one-byte encodings by the letters it would make."""
    high = bytes(b for b in content if b >= 0x80)[:20_000]
    scores = {}
    for encoding in ("cp1251", "cp866", "koi8-r"):
        text = high.decode(encoding, "replace")
        good = sum(2 if c in _FREQUENT else "а" <= c.lower() <= "я" for c in text)
        scores[encoding] = good / (2 * max(len(text), 1))
    latin = high.decode("cp1252", "replace")
    scores["cp1252"] = 0.9 * sum(c in _LATIN for c in latin) / max(len(latin), 1)
    if len(high) < 0.04 * len(content):
        # A handful of letters in a text of another alphabet: accents, not Russian words.
        scores["cp1252"] += 0.3
    best = max(scores, key=lambda name: scores[name])
    return content.decode(best, "replace"), best


def sniff_delimiter(text: str) -> str:
    """The sign between cells: the one that divides most lines into equally many parts."""
    sample = text[:200_000]
    best, best_score = ",", 0.0
    for sign in _DELIMITERS:
        rows = [r for r, _ in zip(_rows(sample, sign), range(SAMPLE_LINES), strict=False) if r]
        counts = [len(r) for r in rows if any(cell.strip() for cell in r)]
        wide = [c for c in counts if c > 1]
        if not wide:
            continue
        usual = max(set(wide), key=wide.count)
        score = wide.count(usual) / len(counts) * min(usual, 12) ** 0.5
        if score > best_score:
            best, best_score = sign, score
    if best_score == 0.0 and _columns_of_spaces(sample):
        return " "
    return best


def _columns_of_spaces(sample: str) -> bool:
    lines = [line for line in sample.split("\n") if line.strip()][:SAMPLE_LINES]
    parts = {len(re.split(r"\s+", line.strip())) for line in lines}
    return len(lines) > 1 and len(parts) == 1 and parts.pop() > 1


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    # Old Macs end lines by CR alone; csv wants to see the line ends itself.
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=False)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            continue


def rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """The cells row by row; a cell with line breaks does not divide its row."""
    if "\n" not in text and "\r" in text:
        text = text.replace("\r", "\n")
    yield from _rows(text.replace("\0", ""), delimiter)


def write_delimited(
    path: Path,
    headers: Sequence[str],
    lines: Iterable[Sequence[str]],
    *,
    language: str = "ru",
    overwrite: bool = False,
) -> Path:
    """A text file that Excel opens right in the language; texts never become formulas."""
    from crm_desktop.files.pdf import save  # the reading child must not load a PDF library

    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";" if language == "ru" else ",")
    writer.writerow([guarded(h) for h in headers])
    writer.writerows([guarded(cell) for cell in line] for line in lines)
    save(buffer.getvalue().encode("utf-8-sig"), path, overwrite=overwrite)
    return path


def guarded(text: str) -> str:
    """A text that no spreadsheet runs: what begins like a formula gets an apostrophe."""
    if text[:1] in {"=", "@", "\t", "\r"}:
        return "'" + text
    if text[:1] in {"+", "-"} and not re.fullmatch(r"[+-][\d\s().,-]*", text):
        return "'" + text
    return text
