"""Operators on the XML inside a book: what other programs and strangers write there."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.mutants.packed import archived, entries

_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml|content\.xml")
_WORDS = re.compile(r"xl/sharedStrings\.xml|content\.xml")
_STYLES = re.compile(r"xl/styles\.xml|styles\.xml")
_ANY = re.compile(r".*\.(?:xml|rels)")
Change = Callable[[bytes], bytes]


def _changed(rng: Random, content: bytes, which: re.Pattern[str], change: Change) -> bytes:
    """The book with one of its parts changed; any part, if it has none of the kind.

    The very book when the change found nothing to change.
    """
    parts = entries(content)
    fitting = [n for n, (name, data) in enumerate(parts) if which.fullmatch(name) and data]
    fitting = fitting or [n for n, (name, data) in enumerate(parts) if _ANY.fullmatch(name)]
    if not fitting:
        return content
    number = rng.choice(fitting)
    name, data = parts[number]
    changed = change(data)
    if changed == data:
        return content
    parts[number] = (name, changed)
    return archived(parts)


def _one(rng: Random, data: bytes, pattern: bytes, new: bytes) -> bytes:
    """One of the places that match says something else; `\\g<…>` is what it said."""
    found = list(re.finditer(pattern, data))
    if not found:
        return data
    one = rng.choice(found)
    return data[: one.start()] + one.expand(new) + data[one.end() :]


def unclosed_tag(rng: Random, content: bytes) -> bytes:
    """A tag is never closed, or closed where nothing was opened."""

    def change(data: bytes) -> bytes:
        if rng.random() < 0.5:
            return _one(rng, data, rb"</[\w:]+>", b"")
        return _one(
            rng, data, rb">", rng.choice((b"", b"</x>", b"><", b'"', b"<!--", b"<![CDATA["))
        )

    return _changed(rng, content, _ANY, change)


def huge_number(rng: Random, content: bytes) -> bytes:
    """A cell holds a number that no type has."""
    numbers = (b"1e308", b"1e999", b"-1e999", b"NaN", b"inf", b"9" * 400, b"1" * 100_000, b"-0")
    value = rng.choice((*numbers, b"2958466", b"1e15", b"-2e9", b"0x10", b"1,5", b"1e-400"))

    def change(data: bytes) -> bytes:
        if b"<v>" in data:
            return _one(rng, data, rb"<v>[^<]*</v>", b"<v>" + value + b"</v>")
        return _one(rng, data, rb'office:value="[^"]*"', b'office:value="' + value + b'"')

    return _changed(rng, content, _SHEETS, change)


def far_reference(rng: Random, content: bytes) -> bytes:
    """A cell, a size or a merged range names a place at the end of the grid or beyond it."""
    beyond = (b"A0", b"A99999999999999999999", b"ZZZZZZZZ1", b"A4294967296", b"XFE1048577", b"-A1")
    within = (b"XFD1048576", b"AAA1048576", b"A1:XFD1048576", b"XFD1", b"A1048576", b"1A", b"")
    place = rng.choice((*beyond, *within))
    whole = place if b":" in place else b"A1:" + place
    ranges = (
        b'<dimension ref="' + whole + b'"/>',
        b'<mergeCells><mergeCell ref="' + whole + b'"/>',
    )

    def change(data: bytes) -> bytes:
        if b"table:table-row" in data:
            name, count = rng.choice(((b"columns", b"16384"), (b"rows", b"1048576")))
            many = rng.choice((count, b"4294967295", b"99999999999999999999", b"-1", b"0", b"x"))
            tag = b"cell" if name == b"columns" else b"row"
            new = rb"\g<0> table:number-" + name + b'-repeated="' + many + b'"'
            return _one(rng, data, b"<table:table-" + tag + rb"\b", new)
        match rng.randrange(4):
            case 0:
                return _one(rng, data, rb"<dimension[^>]*/>", ranges[0])
            case 1:
                return data.replace(b"</sheetData>", b"</sheetData>" + ranges[1] + b"</mergeCells>")
            case 2:
                return _one(rng, data, rb'<row ([^>]*?)r="\d+"', rb'<row \1r="' + place[-7:] + b'"')
        return _one(rng, data, rb'<c ([^>]*?)r="[A-Z]+\d+"', rb'<c \1r="' + place + b'"')

    return _changed(rng, content, _SHEETS, change)


def string_out_of_range(rng: Random, content: bytes) -> bytes:
    """A cell names a shared string that is not there, or the table of them lies about its size."""
    number = rng.choice(
        (b"999999", b"-1", b"4294967295", b"18446744073709551616", b"x", b"", b"1.5")
    )
    if rng.random() < 0.3:
        count = b'uniqueCount="' + number + b'"'
        return _changed(rng, content, _WORDS, lambda d: _one(rng, d, rb'uniqueCount="\d*"', count))
    pattern = rb't="s"([^>]*)><v>\d+</v>'
    new = rb't="s"\1><v>' + number + b"</v>"
    return _changed(rng, content, _SHEETS, lambda data: _one(rng, data, pattern, new))


def deep_nesting(rng: Random, content: bytes) -> bytes:
    """A hundred thousand tags stand in each other."""
    depth = rng.choice((2_000, 100_000, 1_000_000))
    name = rng.choice((b"a", b"row", b"c", b"is", b"si", b"r", b"table:table-row", b"text:span"))
    tags = b"<" + name + b">"
    closed = rng.random() < 0.7

    def change(data: bytes) -> bytes:
        end = (b"</" + name + b">") * depth if closed else b""
        return _one(rng, data, rb">(?=<)", b">" + tags * depth + end)

    return _changed(rng, content, rng.choice((_SHEETS, _WORDS, _ANY)), change)


def entities(rng: Random, content: bytes) -> bytes:
    """Entities: of its own, of an outside file, of no name, of a letter that is none."""
    kinds = (
        (b'<!DOCTYPE w [<!ENTITY x "ha">]>', b"&x;"),
        (b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>', b"&x;"),
        (b'<!DOCTYPE w [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]>', b""),
        (b"", b"&nothing;"),
        (b"", b"&#0;"),
        (b"", b"&#x110000;"),
        (b"", b"&#xD800;"),
        (b"", b"&#99999999999999999999;"),
        (b"", b"&" + b"a" * 100_000 + b";"),
        (b"", b"&"),
    )
    head, text = rng.choice(kinds)

    def change(data: bytes) -> bytes:
        inside = _one(rng, data, rb"(>)([^<>]+)(<)", rb"\1" + text + rb"\2\3")
        return re.sub(rb"(<\?xml[^>]*\?>)", rb"\1" + head, inside, count=1) if head else inside

    return _changed(rng, content, rng.choice((_SHEETS, _WORDS)), change)


def wrong_encoding(rng: Random, content: bytes) -> bytes:
    """The head of a part names another encoding than its letters have, or the other way round."""
    name = rng.choice(("utf-16", "windows-1251", "cp866", "utf-32", "utf-7", "none-such", "ibm037"))
    lies = rng.random() < 0.5

    def change(data: bytes) -> bytes:
        said = re.sub(rb'encoding="[^"]*"', b'encoding="' + name.encode() + b'"', data, count=1)
        if lies or name == "none-such":
            return said
        return data.decode("utf-8", "replace").encode(name, "replace")

    return _changed(rng, content, rng.choice((_SHEETS, _WORDS, _ANY)), change)


def style_out_of_range(rng: Random, content: bytes) -> bytes:
    """A cell has a style that is not there, or the styles have formats of nonsense."""
    if rng.random() < 0.4:
        strange = rng.choice(
            (b"[$-", b"yyyy" * 20_000, b"\\", b'"', b"", b"[<=999]dd", b"@;@;@;@;@")
        )
        formats = (
            b'<numFmts count="1"><numFmt numFmtId="14" formatCode="' + strange + b'"/></numFmts>'
        )

        def styled(data: bytes) -> bytes:
            return _one(rng, data, rb"(<styleSheet[^>]*>)", rb"\1" + formats.replace(b"\\", rb"\\"))

        return _changed(rng, content, _STYLES, styled)
    number = rng.choice((b"65535", b"4294967296", b"-1", b"x", b"9" * 30))

    def change(data: bytes) -> bytes:
        if b' s="' in data:
            return _one(rng, data, rb'(<c [^>]*?) s="\d+"', rb'\1 s="' + number + b'"')
        return _one(rng, data, rb"<c ", b'<c s="' + number + b'" ')

    return _changed(rng, content, _SHEETS, change)


def strange_text(rng: Random, content: bytes) -> bytes:
    """A text of a cell is a megabyte, NULs, controls, or letters that turn the line round."""
    texts = (
        "я" * 1_000_000,
        "\0\0",
        "\x01\x1f\x1e",
        "\u202e\u2066" * 50,
        "\ufffe\uffff",
        "_x0000_" * 9,
    )
    strange = rng.choice(
        (*texts, "👩‍👩‍👧" * 500, "\n" * 40_000, "=cmd|' /C calc'!A0", "e\u0301" * 5_000)
    )
    text = strange.encode("utf-8", "surrogatepass").replace(b"\\", rb"\\")
    pattern = rb"(<(?:t|text:p)(?: [^>]*)?>)[^<]*(<)"
    return _changed(
        rng, content, _WORDS, lambda data: _one(rng, data, pattern, rb"\1" + text + rb"\2")
    )


def strange_type(rng: Random, content: bytes) -> bytes:
    """A cell says it is of another type than what it holds."""
    kind = rng.choice((b"d", b"b", b"e", b"str", b"n", b"s", b"inlineStr", b"x", b""))

    def change(data: bytes) -> bytes:
        if b"office:value-type" in data:
            kinds = (b"date", b"time", b"boolean", b"percentage", b"currency", b"string", b"x")
            new = b'office:value-type="' + rng.choice(kinds) + b'"'
            return _one(rng, data, rb'office:value-type="[^"]*"', new)
        if b' t="' in data and rng.random() < 0.5:
            return _one(rng, data, rb'(<c [^>]*)t="\w+"', rb'\1t="' + kind + b'"')
        return _one(rng, data, rb"<c ((?:(?!t=)[^>])*>)", b'<c t="' + kind + rb'" \1')

    return _changed(rng, content, _SHEETS, change)


def tangled_links(rng: Random, content: bytes) -> bytes:
    """The links between the parts lead nowhere, outside, or to themselves."""
    strange = (
        b"",
        b"../../../../x.xml",
        b"/",
        b"http://127.0.0.1/x.xml",
        b"workbook.xml",
        b"a" * 70_000,
    )
    target = b'Target="' + rng.choice(strange) + b'"'
    links = re.compile(r".*\.rels|META-INF/manifest\.xml")
    return _changed(
        rng, content, links, lambda d: _one(rng, d, rb'Target="[^"]*"|full-path="[^"]*"', target)
    )


def many_of_a_row(rng: Random, content: bytes) -> bytes:
    """The same rows come thousands of times, with their old numbers."""
    times = rng.choice((50, 2_000))
    pattern = rb"(<row\b[^>]*>.*?</row>|<table:table-row\b[^>]*>.*?</table:table-row>)"
    return _changed(
        rng, content, _SHEETS, lambda data: _one(rng, data, b"(?s)" + pattern, rb"\1" * times)
    )
