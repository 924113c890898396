"""Which mutants there are: number and seed alone decide the operator, the file and the change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.mutants import blunt, contacts, markup, packed, records, texts

LISTS = Path(__file__).resolve().parents[1] / "data" / "lists"
_ZIPS = frozenset({"xlsx", "xlsb", "ods"})
_MARKED = frozenset({"xlsx", "ods"})
_OLD = frozenset({"xls"})
_TEXT = frozenset({"csv", "ssv"})
_CARDS = frozenset({"vcf"})
_ALL = _ZIPS | _OLD | _TEXT | _CARDS
TRIES = 30
"""Not every file has what an operator changes: then another one is taken."""
Change = Callable[[Random, bytes], bytes]


@dataclass(frozen=True, slots=True)
class Operator:
    """One way of spoiling files of some kinds, by the endings of their names."""

    name: str
    kinds: frozenset[str]
    change: Change


@dataclass(frozen=True, slots=True)
class Source:
    """An open file that is spoilt."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mutant:
    """A spoilt file: its number, who did it, to what."""

    number: int
    operator: str
    source: str
    file: str
    content: bytes


def _named(area: str, kinds: frozenset[str], *changes: Change) -> list[Operator]:
    return [
        Operator(f"{area}: {change.__name__.replace('_', ' ')}", kinds, change)
        for change in changes
    ]


OPERATORS = [
    *_named(
        "bytes", _ALL,
        blunt.flip_bits, blunt.cut_end, blunt.cut_middle, blunt.insert_zeros, blunt.zero_block,
        blunt.duplicate_block, blunt.swap_blocks, blunt.bytes_at_start,
    ),
    *_named(
        "zip", _ZIPS,
        packed.wrong_crc, packed.drop_entry, packed.entry_twice, packed.rename_entry,
        packed.absurd_sizes, packed.strange_method, packed.bad_compression, packed.bomb,
        packed.right_crc_of_noise,
    ),
    *_named(
        "xml", _MARKED,
        markup.unclosed_tag, markup.huge_number, markup.far_reference, markup.string_out_of_range,
        markup.deep_nesting, markup.entities, markup.wrong_encoding, markup.style_out_of_range,
        markup.strange_text, markup.strange_type, markup.tangled_links, markup.many_of_a_row,
    ),
    *_named(
        "biff", _OLD,
        records.record_length, records.unknown_record, records.cut_records,
        records.swapped_records, records.far_cell, records.lying_strings,
        records.tangled_container, records.lying_directory,
    ),
    *_named(
        "csv", _TEXT,
        texts.lone_quotes, texts.nuls, texts.mixed_encodings, texts.wrong_mark,
        texts.megabyte_cell, texts.many_columns, texts.only_delimiters, texts.strange_line_ends,
        texts.endless_cell, texts.formulas,
    ),
    *_named(
        "vcf", _CARDS,
        contacts.cut_in_quoted_printable, contacts.bad_frames, contacts.lying_charset,
        contacts.endless_line, contacts.bad_photo, contacts.strange_lines, contacts.many_cards,
    ),
]  # fmt: skip
"""All ways; each gets its turn."""


def sources(*folders: Path) -> list[Source]:
    """The open files of these folders in the order of their names, and three cards of ours."""
    found = {"three.vcf": Source("three.vcf", "vcf", contacts.CARDS)}
    for folder in folders:
        for path in folder.iterdir():
            kind = path.suffix.casefold()[1:]
            if kind in _ALL:
                found[path.name] = Source(path.name, kind, path.read_bytes())
    return [found[name] for name in sorted(found)]


def made(number: int, seed: int, files: Sequence[Source]) -> Mutant:
    """The mutant of this number; the same for the same seed and files."""
    rng = Random(f"{seed} {number}")
    operator = OPERATORS[number % len(OPERATORS)]
    fitting = [one for one in files if one.kind in operator.kinds]
    for _ in range(TRIES):
        source = rng.choice(fitting)
        content = operator.change(rng, source.content)
        if content != source.content:
            break
    return Mutant(number, operator.name, source.name, f"{number:04}.{source.kind}", content)


def mutants(first: int, count: int, seed: int, files: Sequence[Source]) -> Iterator[Mutant]:
    """A run of them."""
    return (made(number, seed, files) for number in range(first, first + count))
