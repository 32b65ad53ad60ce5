"""What a job gives as bytes, packed and unpacked in steps that do not hold up the event loop.

``json.loads`` keeps Python's lock from start to end, whatever thread it runs in: 50 ms for the
longest text, half a second for a million headings. So long texts and lists are spread over many
short lines of JSON, to be read in a thread; between two of them the loop has its turn.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

_LONGEST: dict[type, int] = {str: 256 * 1024, list: 1000, tuple: 1000}
"""Characters of a text and items of a list on one line, which takes about a millisecond."""


def packed(fields: Mapping[str, Any]) -> bytes:
    """Return fields whose values go through JSON as bytes."""
    return b"\n".join(
        json.dumps(part, ensure_ascii=False).encode(errors="surrogatepass")  # names of files
        for part in _parts(fields)
    )


def unpacked(data: bytes) -> dict[str, Any]:
    """Return the fields again, with lists for tuples; raises ``ValueError`` for no such bytes."""
    lines = iter(data.split(b"\n"))
    fields: dict[str, Any] = json.loads(next(lines))
    collected: dict[str, list[Any]] = {}
    for line in lines:
        for name, part in json.loads(line).items():
            collected.setdefault(name, []).append(part)
    for name, parts in collected.items():
        if isinstance(fields[name], str):
            fields[name] = "".join(parts)
        else:
            fields[name] = [item for part in parts for item in part]
    return fields


def _parts(fields: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the fields, the long ones emptied, and then what these hold, piece by piece."""
    long = {name for name, value in fields.items() if _is_long(value)}
    yield {name: value[:0] if name in long else value for name, value in fields.items()}
    for name in fields:
        if name in long:
            value = fields[name]
            step = _LONGEST[type(value)]
            for start in range(0, len(value), step):
                yield {name: value[start : start + step]}


def _is_long(value: object) -> bool:
    return isinstance(value, str | list | tuple) and len(value) > _LONGEST[type(value)]
