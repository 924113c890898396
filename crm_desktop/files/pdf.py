"""Pages of printed forms: embedded fonts, text made fit for paper, strips laid on pages.

Text is drawn with canvas calls only, never through reportlab's paragraph markup, so whatever a
client is called is printed as typed. Lengths are points, measured from the page's top left corner.
reportlab is imported when the first page is drawn: a window comes up without it.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from crm_desktop import paths
from crm_desktop.late import dataclass

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT = 18 * MM, PAGE_WIDTH - 12 * MM
TOP, BOTTOM = 11 * MM, PAGE_HEIGHT - 16 * MM
WIDTH = RIGHT - LEFT

REGULAR, SEMIBOLD, BOLD = "Inter", "Inter-SemiBold", "Inter-Bold"
SIZE, SMALL = 8.8, 7.2
LEADING = 1.3
"""Height of a line in sizes of its letters."""

CELL_LIMIT = 5_000
FACT_LIMIT = 200
"""Signs of a title in the file's properties and at the foot of a page."""
CUT_MARK = " […]"
MISSING = "□"
"""Printed for a letter that the fonts lack, such as an emoji."""

BLACK, GREY, PALE = 0.0, 0.42, 0.925

_CAP_HEIGHT = 0.727
_TABULAR_ZERO = 0xE071  # The fonts carry the tabular figures 0…9 at U+E071…U+E07A as well.
_FILES = {
    REGULAR: "Inter-Regular.ttf",
    SEMIBOLD: "Inter-SemiBold.ttf",
    BOLD: "Inter-Bold.ttf",
}
_LOCK = Lock()
_widths: dict[str, dict[str, float]] = {}
_known: set[str] = set()


@dataclass(frozen=True, slots=True)
class Block:
    """A strip across the page that is never split.

    `draw` gets the pen and the strip's top. `with_next` keeps it off the foot of a page; `repeat`
    is drawn again above it where it opens a page; `close` gets the strip's bottom where it ends
    a page.
    """

    height: float
    draw: Callable[[Pen, float], None]
    with_next: bool = False
    repeat: Block | None = None
    close: Callable[[Pen, float], None] | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """What a file says of itself, its running foot (page, pages) and a watermark, if any."""

    title: str
    author: str
    language: str
    day: date | None = None
    foot: Callable[[int, int], str] | None = None
    watermark: str = ""
    landscape: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of its pages."""
        return (PAGE_HEIGHT, PAGE_WIDTH) if self.landscape else (PAGE_WIDTH, PAGE_HEIGHT)

    @property
    def right(self) -> float:
        """Where its lines end at the right."""
        return self.size[0] - (PAGE_WIDTH - RIGHT)

    @property
    def bottom(self) -> float:
        """Where its lines end at the foot."""
        return self.size[1] - (PAGE_HEIGHT - BOTTOM)


def compose(paper: Paper, blocks: Iterable[Block]) -> bytes:
    """Lay the strips on A4 pages and return the PDF; equal input gives equal bytes."""
    from reportlab.pdfgen.canvas import Canvas

    register_fonts()
    pages = _paginate(list(blocks), paper.bottom - TOP)
    buffer = BytesIO()
    with _LOCK:  # A reportlab font may not serve two documents at once.
        canvas = Canvas(
            buffer,
            pagesize=paper.size,
            invariant=1,
            pageCompression=1,
            initialFontName=REGULAR,
            lang=paper.language,
        )
        canvas.setTitle(printable(cut(paper.title, FACT_LIMIT)))
        canvas.setAuthor(printable(cut(paper.author, FACT_LIMIT)))
        canvas.setSubject(printable(cut(paper.title, FACT_LIMIT)))
        canvas.setCreator(paths.APP)
        if paper.day is not None:
            stamp = f"D:{paper.day:%Y%m%d}000000Z"
            canvas.setDateFormatter(lambda *_: stamp)
        for number, page in enumerate(pages, start=1):
            _draw_page(Pen(canvas, paper.size), paper, page, number, len(pages))
            canvas.showPage()
        canvas.save()
    return buffer.getvalue()


class Pen:
    """Draws on one page; `y` grows downwards from the page's top."""

    def __init__(self, canvas: Canvas, size: tuple[float, float]) -> None:
        self._canvas = canvas
        self._width, self._height = size

    def text(
        self,
        x: float,
        y: float,
        text: str,
        face: str = REGULAR,
        size: float = SIZE,
        align: str = "left",
        grey: float = BLACK,
        limit: float = 0.0,
    ) -> None:
        """Print one line, capitals centred in the line box that begins at `y`.

        `align` says which side of the text `x` is (left, right, centre). A line wider than
        `limit` is printed smaller.
        """
        text = printable(cut(text)).replace("\n", " ")
        if not text:
            return
        width = measure(text, face, size)
        box = size * LEADING
        if limit and width > limit:
            size, width = size * limit / width, limit
        start = x if align == "left" else x - width if align == "right" else x - width / 2
        base = self._height - y - (box + _CAP_HEIGHT * size) / 2
        self._canvas.setFont(face, size)
        self._canvas.setFillGray(grey)
        self._canvas.drawString(start, base, text)

    def rule(
        self, x: float, y: float, to_x: float, to_y: float, width: float = 0.5, grey: float = BLACK
    ) -> None:
        """Draw a straight line."""
        self._canvas.setLineWidth(width)
        self._canvas.setLineCap(2)
        self._canvas.setStrokeGray(grey)
        self._canvas.line(x, self._height - y, to_x, self._height - to_y)

    def box(self, x: float, y: float, width: float, height: float, line: float = 0.5) -> None:
        """Draw the outline of a rectangle."""
        self._canvas.setLineWidth(line)
        self._canvas.setStrokeGray(BLACK)
        self._canvas.rect(x, self._height - y - height, width, height)

    def fill(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        """Fill a rectangle."""
        self._canvas.setFillGray(grey)
        self._canvas.rect(x, self._height - y - height, width, height, stroke=0, fill=1)

    def picture(self, x: float, y: float, width: float, height: float, data: bytes) -> None:
        """Draw a PNG file, see-through where it is."""
        from reportlab.lib.utils import ImageReader

        self._canvas.drawImage(
            ImageReader(BytesIO(data)), x, PAGE_HEIGHT - y - height, width, height, mask="auto"
        )

    def mosaic(self, x: float, y: float, unit: float, runs: Iterable[tuple[int, int, int]]) -> None:
        """Fill runs (column, row, length) of squares of side `unit` as one shape, without seams."""
        from reportlab.pdfgen.pathobject import PDFPathObject

        path = PDFPathObject([f"{column} {row} {length} 1 re" for column, row, length in runs])
        self._canvas.saveState()
        self._canvas.translate(x, self._height - y)
        self._canvas.scale(unit, -unit)
        self._canvas.setFillGray(BLACK)
        self._canvas.drawPath(path, stroke=0, fill=1)
        self._canvas.restoreState()

    def watermark(self, text: str) -> None:
        """Print pale letters across the page, below everything that is drawn later."""
        text = printable(text)
        size = min(110.0, 620 / max(measure(text, BOLD, 1.0), 0.1))
        self._canvas.saveState()
        self._canvas.translate(self._width / 2, self._height / 2)
        self._canvas.rotate(52)
        self._canvas.setFont(BOLD, size)
        self._canvas.setFillGray(PALE)
        self._canvas.drawCentredString(0, -size * _CAP_HEIGHT / 2, text)
        self._canvas.restoreState()


def fitted(data: bytes, width: float, height: float) -> tuple[float, float]:
    """The size of a PNG file drawn as large as fits, in its own proportions."""
    across, down = struct.unpack(">II", data[16:24])
    scale = min(width / across, height / down)
    return across * scale, down * scale


def register_fonts() -> None:
    """Load the embedded fonts on the first call; later calls cost nothing."""
    if len(_widths) == len(_FILES):
        return
    with _LOCK:
        for face, file in _FILES.items():
            if face not in _widths:
                _widths[face] = _register(face, paths.resources() / "fonts" / file)


def printable(text: str) -> str:
    """The text as paper can show it: composed, without control signs, `MISSING` for the rest."""
    register_fonts()
    if _known.issuperset(text):
        return text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    return "".join(map(_shown, text))


def cut(text: str, limit: int = CELL_LIMIT) -> str:
    """At most `limit` signs of the text; a mark says that some were left out."""
    return text if len(text) <= limit else text[: limit - len(CUT_MARK)].rstrip() + CUT_MARK


def measure(text: str, face: str, size: float) -> float:
    """The width of a `printable` line in points."""
    return sum(map(_widths[face].__getitem__, text)) * size


def wrap(text: str, face: str, size: float, width: float) -> list[str]:
    """Break a text into lines of at most `width`, words wider than that behind a hyphen if any.

    Texts over `CELL_LIMIT` are cut with a mark.
    """
    lines: list[str] = []
    for part in printable(cut(text.strip())).split("\n"):
        line, used = "", 0.0
        space = measure(" ", face, size)
        for whole in part.split(" "):
            if not whole:
                continue
            advance = measure(whole, face, size)
            if line and used + space + advance <= width:
                line, used = f"{line} {whole}", used + space + advance
                continue
            if line:
                lines.append(line)
            *broken, line = _break_word(whole, face, size, width) if advance > width else [whole]
            lines += broken
            used = measure(line, face, size)
        lines.append(line)
    return lines


def _register(face: str, file: Path) -> dict[str, float]:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    font = TTFont(face, str(file), asciiReadable=False)
    glyphs, widths = font.face.charToGlyph, font.face.charWidths
    if face != BOLD:  # Headings keep the figures of running text.
        for offset in range(10):
            glyphs[ord("0") + offset] = glyphs[_TABULAR_ZERO + offset]
            widths[ord("0") + offset] = widths[_TABULAR_ZERO + offset]
    pdfmetrics.registerFont(font)
    signs = {chr(point): widths[point] / 1000 for point in glyphs if point in widths}
    shown = {sign for sign in signs if unicodedata.category(sign)[0] != "C"}
    if _known:
        _known.intersection_update(shown | {"\n"})
    else:
        _known.update(shown, "\n")
    return signs


def _shown(sign: str) -> str:
    if sign in _known:
        return sign
    # Joiners, direction marks and emoji variation selectors have no shape of their own.
    shapeless = unicodedata.category(sign) in {"Cc", "Cf"} or "\ufe00" <= sign <= "\ufe0f"
    return "" if shapeless else MISSING


def _break_word(word: str, face: str, size: float, width: float) -> list[str]:
    widths = _widths[face]
    pieces, start, used = [], 0, 0.0
    for place, sign in enumerate(word):
        advance = widths[sign] * size
        while used + advance > width and place > start:
            hyphen = word.rfind("-", start + 1, place)
            end = hyphen + 1 if hyphen > 0 else place
            pieces.append(word[start:end])
            start, used = end, sum(widths[one] for one in word[end:place]) * size
        used += advance
    return [*pieces, word[start:]]


def _paginate(blocks: Sequence[Block], whole: float) -> list[list[Block]]:
    """Deal the strips out to pages, keeping those together that ask for it where that fits."""
    pages: list[list[Block]] = [[]]
    room = whole
    for group in _groups(blocks):
        height = sum(block.height for block in group)
        if pages[-1] and height > room and height + _repeated(group[0]) <= whole:
            pages.append([])
            room = whole
        for block in group:
            if pages[-1] and block.height > room:
                pages.append([])
                room = whole
            if not pages[-1] and block.repeat is not None:
                pages[-1].append(block.repeat)
                room -= block.repeat.height
            pages[-1].append(block)
            room -= block.height
    return pages


def _groups(blocks: Sequence[Block]) -> list[list[Block]]:
    groups: list[list[Block]] = [list(blocks[:1])]
    for before, block in pairwise(blocks):
        if before.with_next:
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _repeated(block: Block) -> float:
    return block.repeat.height if block.repeat is not None else 0.0


def _draw_page(pen: Pen, paper: Paper, page: list[Block], number: int, pages: int) -> None:
    if paper.watermark:
        pen.watermark(paper.watermark)
    y = TOP
    for block in page:
        block.draw(pen, y)
        y += block.height
    if number < pages and page and page[-1].close is not None:
        page[-1].close(pen, y)
    if pages > 1 and paper.foot is not None:
        right, bottom = paper.right, paper.bottom
        pen.rule(LEFT, bottom + 6, right, bottom + 6, 0.4, GREY)
        title = cut(paper.title, FACT_LIMIT)
        pen.text(LEFT, bottom + 9, title, size=7.5, grey=GREY, limit=WIDTH * 0.75)
        pen.text(right, bottom + 9, paper.foot(number, pages), size=7.5, align="right", grey=GREY)
