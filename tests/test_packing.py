from __future__ import annotations

import json
import os
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import packing
from bot.packing import packed, unpacked

values = st.one_of(
    st.text(),
    st.integers(),
    st.lists(st.text()),
    st.lists(st.fixed_dictionaries({"start": st.integers(), "label": st.text()})),
    st.dictionaries(st.text(), st.text()),
    st.none(),
)


@given(st.dictionaries(st.text(), values))
def test_fields_come_out_as_they_went_in(fields: dict[str, Any]) -> None:
    assert unpacked(packed(fields)) == fields


def test_long_ones_are_spread_over_short_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "_LONGEST", {str: 4, list: 2, tuple: 2})
    name = os.fsdecode(b"\xe9.t")
    fields = {"text": "Ein \ud83d\n Text", "name": name, "list": [1, 2, 3], "two": ["a\n", "b"]}

    lines = packed(fields).split(b"\n")

    assert [[*json.loads(line)] for line in lines] == (
        [["text", "name", "list", "two"]] + [["text"]] * 3 + [["list"]] * 2
    )
    assert unpacked(b"\n".join(lines)) == fields


@pytest.mark.parametrize("data", [b"", b"{}\n", b"{}{}", b"\xff"])
def test_what_is_nothing_of_the_kind_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        unpacked(data)
