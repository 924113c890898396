"""Pictures made for tests: a logo, a scanned stamp and signature, and files that mean harm."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

WHITE, INK, GREEN = (252, 251, 247), (32, 48, 160), (20, 120, 90)


def saved(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    """The bytes of a picture's file."""
    made = BytesIO()
    image.save(made, form, **options)
    return made.getvalue()


def a_picture(width: int = 320, height: int = 120, form: str = "PNG") -> bytes:
    """A logo: a green field with a white bar."""
    image = Image.new("RGB", (width, height), GREEN)
    ImageDraw.Draw(image).rectangle((width // 4, height // 3, width // 2, height // 2), fill=WHITE)
    return saved(image, form)


def picture_in(folder: Path, data: bytes = b"", name: str = "картинка.png") -> Path:
    """A picture's file in a folder, a logo unless something else is given."""
    path = folder / name
    path.write_bytes(data or a_picture())
    return path


def a_stamp(side: int = 500, form: str = "JPEG") -> bytes:
    """A round blue stamp scanned on a sheet of paper that is larger than it."""
    image = Image.new("RGB", (2 * side, 2 * side), WHITE)
    pen = ImageDraw.Draw(image)
    box = (side // 2, side // 2, side // 2 + side, side // 2 + side)
    pen.ellipse(box, outline=INK, width=max(side // 40, 2))
    pen.line((box[0], box[1], box[2], box[3]), fill=INK, width=max(side // 50, 2))
    return saved(image, form)


def a_signature() -> bytes:
    """A flourish on paper."""
    image = Image.new("RGB", (600, 300), WHITE)
    pen = ImageDraw.Draw(image)
    pen.line(
        [(60, 200), (180, 80), (240, 220), (330, 90), (420, 210), (560, 120)], fill=INK, width=7
    )
    return saved(image)


def chunk(kind: bytes, content: bytes) -> bytes:
    """One chunk of a PNG."""
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def png_saying(width: int, height: int, pixels: bytes = b"") -> bytes:
    """A PNG whose header says a size, whatever comes after it."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def bomb(side: int = 60_000) -> bytes:
    """A few kilobytes that unpack to gigabytes."""
    return png_saying(side, side, zlib.compress(b"\0" * 5_000_000, 9))
