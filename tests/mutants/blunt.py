"""Operators that know nothing of a format: what bad discs, lines and sticks do to any file."""

from __future__ import annotations

from random import Random


def flip_bits(rng: Random, content: bytes) -> bytes:
    """Up to forty bits are the other way round."""
    found = bytearray(content)
    for _ in range(rng.randint(1, 40)):
        found[rng.randrange(len(found))] ^= 1 << rng.randrange(8)
    return bytes(found)


def cut_end(rng: Random, content: bytes) -> bytes:
    """A download that stopped."""
    return content[: rng.randrange(len(content))]


def cut_middle(rng: Random, content: bytes) -> bytes:
    """A piece of the middle is gone."""
    first, last = _piece(rng, content)
    return content[:first] + content[last:]


def insert_zeros(rng: Random, content: bytes) -> bytes:
    """Zeros get in between."""
    place = rng.randrange(len(content))
    return content[:place] + bytes(rng.randint(1, 5_000)) + content[place:]


def zero_block(rng: Random, content: bytes) -> bytes:
    """A piece is zeros: a sector that was never written."""
    first, last = _piece(rng, content)
    return content[:first] + bytes(last - first) + content[last:]


def duplicate_block(rng: Random, content: bytes) -> bytes:
    """A piece comes twice, or many times."""
    first, last = _piece(rng, content)
    return content[:last] + content[first:last] * rng.choice((1, 1, 2, 30)) + content[last:]


def swap_blocks(rng: Random, content: bytes) -> bytes:
    """Two pieces stand in each other's place."""
    a, b, c, d = sorted(rng.randrange(len(content) + 1) for _ in range(4))
    return content[:a] + content[c:d] + content[b:c] + content[a:b] + content[d:]


def bytes_at_start(rng: Random, content: bytes) -> bytes:
    """Something foreign stands before the file."""
    return rng.randbytes(rng.randint(1, 600)) + content


def _piece(rng: Random, content: bytes) -> tuple[int, int]:
    first = rng.randrange(len(content))
    return first, min(len(content), first + rng.randint(1, max(1, len(content) // 3)))
