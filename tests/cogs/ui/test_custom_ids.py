from __future__ import annotations

import secrets
from itertools import permutations

import pytest

from bot.cogs.documents.list import _SEARCH
from bot.cogs.ui import custom_ids
from bot.cogs.ui.custom_ids import CustomId
from bot.cogs.ui.limits import CUSTOM_ID, cut, units
from bot.model import Handle, QuoteId, Span

KINDS = [value for value in vars(custom_ids).values() if isinstance(value, CustomId)]
TOKEN = secrets.token_urlsafe(9)
HANDLE = Handle(10**10 - 1, bundled=True)
QUOTE = QuoteId(HANDLE, 10**10 - 1, Span(10**10 - 2, 10**10 - 1))
LONGEST = {
    custom_ids.SOURCE: (TOKEN, QUOTE, f"{10**10 - 2}-{10**10 - 1}"),
    custom_ids.CONTEXT: (TOKEN, QUOTE),
    custom_ids.COPY: (TOKEN, QUOTE),
    custom_ids.SHOW_PAGE: (TOKEN, QUOTE, 10**10 - 1),
    custom_ids.NEXT: (TOKEN, 10**10 - 1),
    custom_ids.NOT_THIS: (TOKEN, 10**10 - 1),
    custom_ids.PAGE: (10**10 - 1, "🙂" * _SEARCH),
    custom_ids.SOURCES: (10**10 - 1, "🙂" * _SEARCH),
    **dict.fromkeys(
        (
            custom_ids.EDIT,
            custom_ids.NEW_VERSION,
            custom_ids.SCHEDULE,
            custom_ids.TAKE_OUT,
            custom_ids.DOWNLOAD,
            custom_ids.OPEN_HISTORY,
            custom_ids.VERSION,
        ),
        (HANDLE,),
    ),
    custom_ids.STOP_PUBLISHING: (TOKEN, TOKEN),
    custom_ids.OPEN: (),
    custom_ids.OPEN_SOURCE: (),
    custom_ids.HISTORY: (HANDLE, 10**10 - 1),
    custom_ids.CUT_LINES: (HANDLE,),
    custom_ids.UNDO: (HANDLE, 10**10 - 1),
    custom_ids.QUESTIONS: ("unanswered", 10**10 - 1),
    custom_ids.DOCUMENT: (HANDLE,),
    custom_ids.DOCUMENT_SCHEDULE: (HANDLE,),
    custom_ids.PASTE: (-(10**11), 10**12 - 1),
    custom_ids.REVIEW: (),
    custom_ids.ERASE: (HANDLE,),
    custom_ids.PERSONAL_FILE: (),
    custom_ids.PERSONAL_DELETE: (),
    custom_ids.PERSONAL_STORE: ("off",),
    custom_ids.UNDO_ADDING: (HANDLE, 10**10 - 1),
    custom_ids.UNDO_REPLACING: (HANDLE, 10**10 - 1, 10**10 - 1),
    custom_ids.REPLACE: (TOKEN, HANDLE, 10**10 - 1),
    custom_ids.DRAFT_CHANGES: (TOKEN, HANDLE),
    custom_ids.CHANGES: (HANDLE, 10**10 - 1, 10**10 - 1),
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_longest_state_fits_and_is_read_back(kind: CustomId) -> None:
    state = LONGEST.get(kind, (TOKEN,))

    custom_id = kind.of(*state)

    assert units(custom_id) <= CUSTOM_ID
    match = kind.pattern.fullmatch(custom_id)
    assert match
    assert match.groups() == tuple(map(str, state))


def test_no_custom_id_is_taken_for_another_kind() -> None:
    for one, other in permutations(KINDS, 2):
        assert not other.pattern.fullmatch(one.of(*LONGEST.get(one, (TOKEN,))))


def test_a_search_may_hold_anything() -> None:
    match = custom_ids.PAGE.pattern.fullmatch(custom_ids.PAGE.of(3, "a:b\nc:4"))

    assert match
    assert match.groups() == ("3", "a:b\nc:4")


def test_texts_are_cut_at_the_limit_and_not_before() -> None:
    assert cut("a" * 10, 10) == "a" * 10
    assert cut("a" * 11, 10) == "a" * 9 + "…"
    assert cut("🙂" * 5, 10) == "🙂" * 5
    assert cut("🙂" * 6, 10) == "🙂" * 4 + "…"
