"""Strips that several printed forms share: paragraphs, tables, totals, signatures, the QR code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crm_desktop.domain.documents import Pictures
from crm_desktop.files.pdf import (
    BLACK,
    GREY,
    LEADING,
    LEFT,
    MM,
    REGULAR,
    RIGHT,
    SEMIBOLD,
    SIZE,
    WIDTH,
    Block,
    Pen,
    cut,
    fitted,
    measure,
    printable,
    register_fonts,
    wrap,
)
from crm_desktop.late import dataclass

PAD = 3.6
THIN, THICK = 0.5, 1.2
QR_SIDE = 30 * MM
QR_MODULE = 0.4 * MM
QR_LARGEST = 38 * MM
QR_CAPACITY = 2_953
"""Bytes that the largest code of level L holds, ISO/IEC 18004."""
QR_MASK = 2
"""Trying all eight costs 25 ms a page; on payment texts this one is within 1 % of the best."""

LOGO_WIDTH, LOGO_HEIGHT = 62 * MM, 18 * MM
SIGNATURE_WIDTH, SIGNATURE_HEIGHT = 34 * MM, 13 * MM
STAMP_SIDE = 38 * MM
"""A round stamp as offices have them, in its own size."""
STAMP_DROP = 12.0
"""So much lower than the line is its middle: the amount in words above stays easy to read."""
UNSIGNED = Pictures()

_LONGEST_ROW = 24
"""Lines of one table row before it goes on in a strip of its own: a page must hold it."""
_PARTICLES = {"оглы", "оглу", "кызы", "улы", "уулу", "гызы", "углы", "заде", "бей", "паша"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its side, and its width in points (0 = what is left)."""

    head: str
    align: str = "left"
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Qr:
    """A code as its dark runs (x, y, width in modules) and the side of the dark square."""

    runs: tuple[tuple[int, int, int], ...]
    modules: int
    side: float


def gap(height: float) -> Block:
    """Empty paper."""
    return Block(height, _blank)


def kept_gap(height: float) -> Block:
    """Empty paper that does not part what it lies between."""
    return Block(height, _blank, with_next=True)


def rule(width: float = 2.0, after: float = 6.0) -> Block:
    """A line over the whole width."""
    return Block(
        width + after, lambda pen, y: pen.rule(LEFT, y + width / 2, RIGHT, y + width / 2, width)
    )


def paragraph(
    text: str,
    *,
    face: str = REGULAR,
    size: float = SIZE,
    align: str = "left",
    grey: float = BLACK,
    x: float = LEFT,
    width: float = WIDTH,
    with_next: bool = False,
) -> list[Block]:
    """Running text, one strip a line; nothing for an empty text."""
    if not text.strip():
        return []
    at = {"left": x, "right": x + width, "centre": x + width / 2}[align]

    def strip(line: str) -> Block:
        def draw(pen: Pen, y: float) -> None:
            pen.text(at, y, line, face, size, align, grey)

        return Block(size * LEADING, draw, with_next)

    register_fonts()
    return [strip(line) for line in wrap(text, face, size, width)]


def labelled(label: str, text: str, label_width: float, face: str = SEMIBOLD) -> list[Block]:
    """A label in a column of its own and the text beside it, on as many lines as it takes."""
    register_fonts()
    labels = wrap(label, REGULAR, SIZE, label_width - 6)
    lines = wrap(text, face, SIZE, WIDTH - label_width)
    count = max(len(labels), len(lines))

    def strip(index: int) -> Block:
        def draw(pen: Pen, y: float) -> None:
            if index < len(labels):
                pen.text(LEFT, y, labels[index])
            if index < len(lines):
                pen.text(LEFT + label_width, y, lines[index], face, SIZE)

        return Block(SIZE * LEADING, draw, with_next=index + 1 < min(count, 4))

    return [*map(strip, range(count)), gap(4)]


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], keep: int = 2) -> list[Block]:
    """A ruled table: rows are not split, the head is repeated, the last `keep` rows stay with next.

    A row taller than a third of a page goes on in further strips, as a page must hold each.
    """
    register_fonts()
    sized = _size_columns(columns, rows)
    head = _head(sized)
    blocks = [head]
    for index, row in enumerate(rows):
        last = index == len(rows) - 1
        texts = [
            wrap(text, REGULAR, SIZE, column.width - 2 * PAD)
            for column, text in zip(sized, row, strict=True)
        ]
        tallest = max(map(len, texts))
        for start in range(0, tallest, _LONGEST_ROW):
            part = [lines[start : start + _LONGEST_ROW] for lines in texts]
            ends = start + _LONGEST_ROW >= tallest
            blocks.append(
                _row(
                    sized,
                    part,
                    head,
                    opens=start == 0,
                    closes=last and ends,
                    with_next=index >= len(rows) - keep,
                )
            )
    return blocks


def total(label: str, amount: str, amount_width: float, face: str = SEMIBOLD) -> Block:
    """A line under the table, set to its right side and kept with what follows."""

    def draw(pen: Pen, y: float) -> None:
        pen.text(RIGHT - amount_width - PAD, y, label, face, SIZE, "right")
        pen.text(RIGHT - PAD, y, amount, face, SIZE, "right")

    return Block(SIZE * LEADING + 1.5, draw, with_next=True)


def letterhead(logo: bytes | None) -> list[Block]:
    """The logo over everything else; nothing without one."""
    if logo is None:
        return []
    width, height = fitted(logo, LOGO_WIDTH, LOGO_HEIGHT)
    return [
        Block(height, lambda pen, y: pen.picture(LEFT, y, width, height, logo), with_next=True),
        kept_gap(8),
    ]


def signatures(
    signers: Sequence[tuple[str, str]],
    captions: tuple[str, str],
    pictures: Pictures = UNSIGNED,
) -> Block:
    """Places to sign beside each other: (position, name printed if known); `captions` below.

    The picture of a signature lies on the first line, the stamp across it.
    """
    register_fonts()
    width = (WIDTH - 14) / 2 if len(signers) > 1 else WIDTH * 0.62
    labels = [wrap(cut(position, 120), SEMIBOLD, SIZE, width * 0.36) for position, _ in signers]
    base = max(max(map(len, labels)) * SIZE * LEADING, 22.0)

    def sign(pen: Pen, x: float, y: float, label: Sequence[str], name: str) -> None:
        for below, line in zip(range(len(label), 0, -1), label, strict=True):
            pen.text(x, y - below * SIZE * LEADING, line, SEMIBOLD, SIZE)
        start = x + max(measure(line, SEMIBOLD, SIZE) for line in label) + 6
        end = x + width
        room = min(max(measure(printable(name), REGULAR, SIZE) + 4, 74.0), end - start - 62)
        part = end - room
        pen.rule(start, y, part - 6, y)
        pen.rule(part, y, end, y)
        pen.text((part + end) / 2, y - 12, name, REGULAR, SIZE, "centre", limit=room)
        for middle, caption in zip(
            ((start + part - 6) / 2, (part + end) / 2), captions, strict=True
        ):
            pen.text(middle, y + 0.5, caption, REGULAR, 6, "centre", GREY)

    def draw(pen: Pen, y: float) -> None:
        for place, (label, (_, name)) in enumerate(zip(labels, signers, strict=True)):
            sign(pen, LEFT + place * (width + 14), y + base, label, cut(name, 120))
        first = max((measure(line, SEMIBOLD, SIZE) for line in labels[0]), default=0.0)
        _put_marks(pen, LEFT + first + 6, LEFT + width, y + base, pictures)

    below = STAMP_DROP + STAMP_SIDE / 2 if pictures.stamp is not None else 0.0
    return Block(base + max(12, below), draw)


def _put_marks(pen: Pen, start: float, end: float, line: float, pictures: Pictures) -> None:
    """The signature over the beginning of its line, the stamp over the middle of the place."""
    if pictures.signature is not None:
        width, height = fitted(pictures.signature, SIGNATURE_WIDTH, SIGNATURE_HEIGHT)
        pen.picture(start, line + 5 - height, width, height, pictures.signature)
    if pictures.stamp is not None:
        width, height = fitted(pictures.stamp, STAMP_SIDE, STAMP_SIDE)
        middle = (start + end) / 2
        top = line + STAMP_DROP - height / 2
        pen.picture(middle - width / 2, top, width, height, pictures.stamp)


def make_qr(content: str) -> Qr | None:
    """The payment code: byte mode without ECI, level M, or L where M would be too dense to read.

    ГОСТ Р 56042-2014: the payload names its own encoding (`ST00011` windows-1251, else UTF-8).
    None for no content and for content beyond a code's capacity.
    """
    import segno

    if not content:
        return None
    data = content.encode("cp1251" if content.startswith("ST00011") else "utf-8", "replace")
    if len(data) > QR_CAPACITY:
        return None
    for level in ("m", "l"):
        try:
            code = segno.make_qr(data, error=level, mode="byte", boost_error=False, mask=QR_MASK)
        except segno.DataOverflowError:
            continue
        modules = len(code.matrix)
        if level == "l" or modules * QR_MODULE <= QR_LARGEST:
            return Qr(_runs(code.matrix), modules, max(QR_SIDE, modules * QR_MODULE))
    return None


def draw_qr(pen: Pen, qr: Qr, x: float, y: float) -> None:
    """Draw the dark modules; the caller leaves four modules of white around."""
    pen.mosaic(x, y, qr.side / qr.modules, qr.runs)


def initials(name: str) -> str:
    """«Иванов Иван Иванович» as «Иванов И.И.»; particles such as «оглы» stay in words."""
    surname, *rest = name.split() or [""]
    short = "".join(
        "-".join(f"{half[0]}." for half in part.split("-") if half)
        for part in rest
        if part.casefold() not in _PARTICLES
    )
    tail = [part for part in rest if part.casefold() in _PARTICLES]
    if any("." in part for part in rest):
        return name.strip()
    return "\u00a0".join(filter(None, [surname, short, *tail]))


def _blank(_pen: Pen, _y: float) -> None:
    """Draw nothing."""


def _size_columns(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[Column]:
    """Widen narrow columns to their longest text; the open column takes what is left."""
    wide = []
    for index, column in enumerate(columns):
        width = column.width
        if width:
            most = 96.0 if column.align == "right" else 58.0
            longest = max(
                (measure(printable(row[index][:30]).split("\n")[0], REGULAR, SIZE) for row in rows),
                default=0.0,
            )
            width = max(width, min(longest + 2 * PAD + 0.1, most))
        wide.append(replace(column, width=width))
    left = max(WIDTH - sum(column.width for column in wide), 110.0)
    return [column if column.width else replace(column, width=left) for column in wide]


def _edges(columns: Sequence[Column]) -> list[float]:
    edges = [LEFT]
    for column in columns:
        edges.append(edges[-1] + column.width)
    return edges


def _head(columns: Sequence[Column]) -> Block:
    titles = [wrap(column.head, SEMIBOLD, SIZE, column.width - 4) for column in columns]
    lines = max(map(len, titles))
    height = lines * SIZE * LEADING + 2 * PAD
    edges = _edges(columns)

    def draw(pen: Pen, y: float) -> None:
        pen.fill(LEFT, y, edges[-1] - LEFT, height, grey=0.95)
        for index, title in enumerate(titles):
            top = y + (height - len(title) * SIZE * LEADING) / 2
            middle = (edges[index] + edges[index + 1]) / 2
            for number, line in enumerate(title):
                pen.text(middle, top + number * SIZE * LEADING, line, SEMIBOLD, SIZE, "centre")
        _verticals(pen, edges, y, height)
        pen.rule(LEFT, y, edges[-1], y, THICK)

    return Block(height, draw, with_next=True)


def _row(
    columns: Sequence[Column],
    texts: Sequence[Sequence[str]],
    head: Block,
    *,
    opens: bool,
    closes: bool,
    with_next: bool,
) -> Block:
    height = max(map(len, texts)) * SIZE * LEADING + 2 * PAD
    edges = _edges(columns)

    def close(pen: Pen, y: float) -> None:
        pen.rule(LEFT, y, edges[-1], y, THICK)

    def draw(pen: Pen, y: float) -> None:
        for index, (column, lines) in enumerate(zip(columns, texts, strict=True)):
            x = _anchor(column.align, edges[index], edges[index + 1])
            for number, line in enumerate(lines):
                pen.text(x, y + PAD + number * SIZE * LEADING, line, REGULAR, SIZE, column.align)
        _verticals(pen, edges, y, height)
        if opens:
            pen.rule(LEFT, y, edges[-1], y, THIN)
        if closes:
            close(pen, y + height)

    return Block(height, draw, with_next=with_next, repeat=head, close=close)


def _anchor(align: str, left: float, right: float) -> float:
    return {"left": left + PAD, "right": right - PAD, "centre": (left + right) / 2}[align]


def _verticals(pen: Pen, edges: Sequence[float], y: float, height: float) -> None:
    for index, x in enumerate(edges):
        outer = index in {0, len(edges) - 1}
        pen.rule(x, y, x, y + height, THICK if outer else THIN)


def _runs(matrix: Sequence[Sequence[int]]) -> tuple[tuple[int, int, int], ...]:
    """Neighbouring dark modules of each row as one run: fewer shapes, the same picture."""
    runs = []
    for row, modules in enumerate(matrix):
        start = None
        for column, dark in enumerate([*modules, 0]):
            if dark & 1 and start is None:
                start = column
            elif not dark & 1 and start is not None:
                runs.append((start, row, column - start))
                start = None
    return tuple(runs)
