"""Pictures for printing: a foreign file is looked at by its header, then made small and plain."""

from __future__ import annotations

import struct
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from crm_desktop.domain.organisations import PictureKind
from crm_desktop.domain.problems import Refused, code
from crm_desktop.files import child
from crm_desktop.files.child import limit_memory, tell
from crm_desktop.late import dataclass

if TYPE_CHECKING:
    from PIL import Image

NOT_A_PICTURE = code("picture.not-png-or-jpeg")
TOO_HEAVY = code("picture.too-heavy")
TOO_LARGE = code("picture.too-large")
TOO_SMALL = code("picture.too-small")
BROKEN = code("picture.broken")
BLANK = code("picture.blank")
UNREADABLE = code("picture.unreadable")

VERB = "_picture"
SECONDS = 30.0
MEMORY_LIMIT = 640 * 2**20
"""All addresses of the child, its libraries included; 25 megapixels of PNG take half of it."""
MOST_BYTES = 30 * 1024 * 1024
MOST_PIXELS = 25_000_000
LEAST_SIDE = 8
SIDES = {PictureKind.LOGO: 900, PictureKind.STAMP: 700, PictureKind.SIGNATURE: 700}
"""Pixels of the longer side as kept: sharp in the size in which each is printed."""

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""JPEG markers that tell the size: the frames, without tables and reserved ones."""
_FAULTS = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError,
    MemoryError, AttributeError, zlib.error, struct.error,
)  # fmt: skip
"""What a decoder raises over a file that was made to upset it."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the first bytes of a file say: its format and its size in pixels."""

    format: str
    width: int
    height: int


def head_of(data: bytes) -> Head:
    """The header of a PNG or JPEG file, without decoding anything; refuses all else."""
    if data.startswith(_PNG) and data[12:16] == b"IHDR" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return Head("PNG", width, height)
    if data.startswith(_JPEG):
        size = _jpeg_size(data)
        if size is not None:
            return Head("JPEG", *size)
        raise Refused.of(BROKEN)
    raise Refused.of(NOT_A_PICTURE)


def prepared(data: bytes, kind: PictureKind) -> bytes:
    """What `made_plain` makes of a foreign file, by a child that may die of it.

    Raises `Refused` with the codes above and those of `child.run`.
    """
    look_at(data)
    with tempfile.TemporaryDirectory(prefix="crm-desktop-") as folder:
        source, target = Path(folder) / "picture", Path(folder) / "plain.png"
        source.write_bytes(data)
        try:
            child.run(VERB, kind.value, str(source), str(target), name="", timeout=SECONDS)
        except Refused as refused:
            # Death, hunger and a standstill are all the picture's fault.
            known = refused.problems[0].code.startswith("picture.")
            raise refused if known else Refused.of(BROKEN) from refused
        return target.read_bytes()


def child_main(kind: str, source: Path, target: Path) -> int:
    """What the hidden verb `_picture` does; one JSON line tells how it went."""
    limit_memory(MEMORY_LIMIT)
    try:
        target.write_bytes(made_plain(source.read_bytes(), PictureKind(kind)))
    except Refused as refused:
        problem = refused.problems[0]
        tell({"problem": problem.code, "params": dict(problem.params)})
        return 1
    tell({"ok": True})
    return 0


def read(source: Path) -> bytes:
    """The content of a picture's file; refuses one that is too large before it is read."""
    try:
        if source.stat().st_size > MOST_BYTES:
            raise Refused.of(TOO_HEAVY, megabytes=MOST_BYTES // 1024 // 1024)
        return source.read_bytes()
    except OSError as error:
        raise Refused.of(UNREADABLE, name=source.name) from error


def is_plain(data: bytes) -> bool:
    """Whether this is a picture as `made_plain` makes them: what paper may be drawn with."""
    try:
        head = look_at(data)
    except Refused:
        return False
    return head.format == "PNG" and max(head.width, head.height) <= max(SIDES.values())


def look_at(data: bytes) -> Head:
    """The header of a picture that may be decoded; refuses what is too much."""
    if len(data) > MOST_BYTES:
        raise Refused.of(TOO_HEAVY, megabytes=MOST_BYTES // 1024 // 1024)
    head = head_of(data)
    if head.width * head.height > MOST_PIXELS:
        raise Refused.of(
            TOO_LARGE, width=head.width, height=head.height, megapixels=MOST_PIXELS // 1_000_000
        )
    return head


def made_plain(data: bytes, kind: PictureKind) -> bytes:
    """A small PNG of the picture without anything that came along with it.

    The white paper around a stamp or a signature becomes transparent and is cut off. Whatever
    the file is, no more than 25 megapixels are decoded.
    """
    head = look_at(data)
    with _sound():
        image = _decoded(data, head, SIDES[kind])
        if kind is not PictureKind.LOGO:
            image = _without_paper(image)
        image.thumbnail((SIDES[kind], SIDES[kind]))
        if min(image.size) < LEAST_SIDE:
            raise Refused.of(TOO_SMALL)
        made = BytesIO()
        image.save(made, "PNG", optimize=True)
    return made.getvalue()


@contextmanager
def _sound() -> Iterator[None]:
    try:
        yield
    except Refused:
        raise
    except _FAULTS as error:
        raise Refused.of(BROKEN) from error


def _decoded(data: bytes, head: Head, side: int) -> Image.Image:
    """The pixels as RGB or RGBA, upright, and of JPEG no more than are needed."""
    from PIL import Image, ImageOps

    with Image.open(BytesIO(data), formats=[head.format]) as opened:
        if opened.size != (head.width, head.height):
            raise Refused.of(BROKEN)
        opened.draft("RGB", (2 * side, 2 * side))
        opened.load()
        see_through = "A" in opened.getbands() or "transparency" in opened.info
        image: Image.Image = opened
        if opened.mode.startswith("I"):
            # Sixteen bits a point: the upper eight are what paper can show.
            image = opened.point(lambda value: value / 256).convert("L")
        elif opened.mode not in {"RGB", "RGBA"}:
            image = opened.convert("RGBA" if see_through else "RGB")
        # Small first: every later step would need all the points once more.
        image.thumbnail((2 * side, 2 * side))
        ImageOps.exif_transpose(image, in_place=True)
        return image.convert("RGBA" if see_through else "RGB")


def _without_paper(image: Image.Image) -> Image.Image:
    """Ink only: what is as light as paper becomes transparent, and what is around it goes."""
    from PIL import ImageChops

    if image.mode == "RGB":
        red, green, blue = image.split()
        lightest = ImageChops.darker(ImageChops.darker(red, green), blue)
        image = image.convert("RGBA")
        image.putalpha(lightest.point(_ink))
    box = image.getchannel("A").point(_counts).getbbox()
    if box is None:
        raise Refused.of(BLANK)
    return image.crop(box)


def _ink(light: int) -> int:
    """How much ink there is where the darkest colour has this light: paper is never quite white."""
    return min(max((225 - light) * 2, 0), 255)


def _counts(alpha: int) -> int:
    return 255 if alpha > 24 else 0


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Width and height from the frame header, found by hopping from marker to marker."""
    place = 2
    while place + 9 < len(data):
        if data[place] != 0xFF:
            return None
        marker = data[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        if marker in {0x01, *range(0xD0, 0xD9)}:
            place += 2
            continue
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return None
