"""A book under a password: opened in memory, within the limits of the child that reads it."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any

from crm_desktop.domain.problems import Refused, code
from crm_desktop.files import scan

WRONG_PASSWORD = code("file.wrong-password")

OPENS = "opens"
"""Parameter of `file.password`: the file is of a kind that opens when its password is given."""
_KNOWN_TO_ALL = "VelvetSweatshop"
"""With this one Excel protects a book that it opens without asking."""
_KINDS = {"ooxml", "xls97"}
_BLOCK, _LENGTH = 16, 8


def opened(source: Path, password: str) -> io.BytesIO:
    """The book as it is without its password; without any, the one known to all is tried.

    Refuses a wrong password, and what no password opens here.
    """
    # Only who needs ciphers waits for them.
    from xml.parsers.expat import ExpatError

    import msoffcrypto
    from cryptography.exceptions import UnsupportedAlgorithm
    from msoffcrypto import exceptions

    plain = io.BytesIO()
    fits = False
    try:
        book = msoffcrypto.OfficeFile(io.BytesIO(source.read_bytes()))
        if book.format not in _KINDS:
            raise Refused.of(scan.PASSWORD)
        checked = {"verify_password": True} if book.format == "ooxml" else {}
        book.load_key(password=password or _KNOWN_TO_ALL, **checked)
        fits = True
        _decipher(book, plain)
    except (exceptions.InvalidKeyError, UnicodeError) as error:
        # Letters that the old ciphers do not have are a wrong password, too.
        raise (Refused.of(scan.PASSWORD) if fits else _not_this(password)) from error
    except (
        exceptions.DecryptionError,
        exceptions.FileFormatError,
        exceptions.ParseError,
        UnsupportedAlgorithm,
        ExpatError,
        struct.error,
        AssertionError,
        AttributeError,
        LookupError,
        OSError,
        TypeError,
        ValueError,
    ) as error:
        raise Refused.of(scan.PASSWORD) from error
    plain.seek(0)
    return plain


def _not_this(password: str) -> Refused:
    return Refused.of(WRONG_PASSWORD) if password else Refused.of(scan.PASSWORD, **{OPENS: "yes"})


def _decipher(book: Any, plain: io.BytesIO) -> None:
    if book.format != "ooxml" or book.type != "standard":
        book.decrypt(plain)
        return
    from msoffcrypto.method.ecma376_standard import ECMA376Standard

    with book.file.openstream("EncryptedPackage") as stream:
        package = stream.read()
    # Some programs leave a part of a block at the end, behind all that counts.
    whole = len(package) - (len(package) - _LENGTH) % _BLOCK
    plain.write(ECMA376Standard.decrypt(book.secret_key, io.BytesIO(package[:whole])))
