"""Bytes as characters that a script may hold; `assets/printable.js` reads them.

A page opened from a folder can load nothing but scripts, and scripts are text. Seven bytes become
eight characters of seven bits each, the lowest bits first: an eighth more, where base64 takes a
third. Five characters cannot stand in a script's string, or make other programs take the file for a
binary one; letters of two bytes stand for them.
"""

from __future__ import annotations

STAND_INS = {"\0": "¡", "\n": "¢", "\r": "£", '"': "¤", "\\": "¥"}

_REPLACED = tuple((plain.encode(), other.encode()) for plain, other in STAND_INS.items())

_STEPS = ((28, 4), (14, 2), (7, 1))
"""Bits that stay where they are in each half of a lane, and by how much the others are moved: first
56 bits in a lane of 64 become twice 28 in 32, in the end eight times 7 in 8."""


def printable(data: bytes) -> bytes:
    r"""The bytes as UTF-8 text without quotes, backslashes, line ends and NUL.

    >>> printable(b""), printable(b"7\x00"), len(printable(bytes(range(1, 71))))
    (b'', b'7\xc2\xa1\xc2\xa1', 84)
    """
    lanes = -(-len(data) // 7)
    padded = data.ljust(7 * lanes, b"\0")
    held = bytearray(8 * lanes)
    for place in range(7):
        held[place::8] = padded[place::7]
    value = int.from_bytes(held, "little")
    for kept, shift in _STEPS:
        mask = _mask(kept, shift, lanes)
        value = value & mask | (value & mask << kept) << shift
    text = value.to_bytes(8 * lanes, "little")[: -(-8 * len(data) // 7)]
    for plain, other in _REPLACED:
        text = text.replace(plain, other)
    return text


def read_printable(text: bytes) -> bytes:
    r"""The bytes that `printable` wrote; other text raises `ValueError`.

    >>> read_printable(printable(b"7\x00\n"))
    b'7\x00\n'
    """
    for plain, other in _REPLACED:
        text = text.replace(other, plain)
    if not text.isascii():
        raise ValueError("the text was not written from bytes")
    lanes = -(-len(text) // 8)
    value = int.from_bytes(text, "little")
    for kept, shift in reversed(_STEPS):
        mask = _mask(kept, shift, lanes)
        value = value & mask | value >> shift & mask << kept
    held = value.to_bytes(8 * lanes, "little")
    padded = bytearray(7 * lanes)
    for place in range(7):
        padded[place::7] = held[place::8]
    return bytes(padded[: 7 * len(text) // 8])


def _mask(kept: int, shift: int, lanes: int) -> int:
    """Ones for the bits that stay where they are."""
    window = (1 << kept) - 1
    return int.from_bytes(window.to_bytes(2 * shift, "little") * (lanes * 4 // shift), "little")
