"""LZW, in which PDFs of the nineties pack their instructions; a megabyte takes some .2 seconds."""

from __future__ import annotations

_CLEAR, _END = 256, 257
_NARROWEST, _WIDEST = 9, 12
"""Bits of a code."""


def unpacked(packed: bytes, most: int, *, early: bool = True) -> bytes:
    """Return what is packed, up to what is damaged and to a little over ``most`` bytes.

    ``early`` codes grow by a bit one code before they have to, as they do unless a file says no.
    """
    table: list[bytes] = []
    found = bytearray()
    before = b""
    bits = held = 0
    width = _NARROWEST
    for byte in packed:
        bits, held = bits << 8 | byte, held + 8
        if held < width:
            continue
        held -= width
        code, bits = bits >> held, bits & ((1 << held) - 1)
        if code == _CLEAR:
            table, before = _fresh(), b""
        elif code == _END or code > len(table) or (code == len(table) and not before):
            break
        else:
            entry = table[code] if code < len(table) else before + before[:1]
            if before and len(table) < 1 << _WIDEST:
                table.append(before + entry[:1])
            found += entry
            before = entry
            if len(found) > most:
                break
        width = min(max((len(table) + early).bit_length(), _NARROWEST), _WIDEST)
    return bytes(found)


def _fresh() -> list[bytes]:
    return [*(bytes([value]) for value in range(256)), b"", b""]
