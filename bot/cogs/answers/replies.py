"""How answers look. Pure: values in, a message of components out.

Every sentence here is about the library or the buttons, never about the world: that is quoted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.cogs.answers.fitting import fit, shown
from bot.cogs.ui import custom_ids
from bot.cogs.ui.limits import DISPLAY_TEXT, units
from bot.cogs.ui.markdown import named, quoted
from bot.cogs.ui.sending import ACCENT, button, layout
from bot.cogs.ui.wording import source_line
from bot.engine.pages import PageView
from bot.library.answers import Given
from bot.library.catalogue import Excerpt
from bot.model import BUNDLED, Answer, Document, Quote, QuoteId, Reason, Reply, Span

NOTHING = "Nothing in the library answers that."
CLOSEST = "**The library does not say this outright.** The closest passages:"
NO_MORE = "There are no more passages about that."
DM_ONLY_BUNDLED = (
    "In direct messages I search only the bundled documents; ask in your server to search its"
    " library."
)

CLOSE = discord.Colour(0x9A8348)
"""The colour of what only comes close, beside that of answers."""

_MARGINS = (700, 350, 150, 0)
"""Code points shown on both sides of a quote; fewer where escapes leave no room."""
_QUESTION = 200
_WORDS = 5
_WORD = 40
_SEARCHED = 12


@dataclass(frozen=True, slots=True)
class Slot:
    """What stands in one place of an answer: a quote, or a notice in its place or above it."""

    quote: Quote | None
    notice: str = ""


def reply_layout(given: Given, reply: Reply, *, note: str = "") -> ui.LayoutView:
    """Show an answer or an abstention, with the buttons of the answer that was given."""
    if isinstance(reply, Answer):
        return answer_layout(given, list(map(Slot, reply.quotes)), note)
    slots = list(map(Slot, reply.closest))
    searched = _searched(reply.searched)
    return abstention_layout(given, reply.reason, reply.unknown, slots, note, searched)


def further_layout(given: Given, quotes: Sequence[Quote], skip: int) -> ui.LayoutView:
    """Show the quotes after the first ``skip``."""
    head = _head(given, "More passages, less close to the question:")
    items, count = _slots(given, list(map(Slot, quotes)), DISPLAY_TEXT - units(head))
    return layout(
        ui.Container(ui.TextDisplay(head), *items, accent_colour=ACCENT),
        ui.ActionRow(button("Next passages", custom_ids.NEXT.of(given.token, skip + count))),
    )


def more_layout(given: Given, skip: int, sentence: str) -> ui.LayoutView:
    """Show a sentence with an offer of further passages."""
    return layout(
        ui.TextDisplay(sentence),
        ui.ActionRow(button("Next passages", custom_ids.NEXT.of(given.token, skip))),
    )


def context_layout(
    excerpt: Excerpt, quote_id: QuoteId, newer: Sequence[ui.Item[Any]] = ()
) -> ui.LayoutView:
    """Show a quote, in bold, with what stands around it; ``newer`` tells what became of it."""
    taken = sum(units(item.content) for item in newer if isinstance(item, ui.TextDisplay))
    body, source = next(
        (
            texts
            for margin in _MARGINS
            if sum(map(units, texts := _context(excerpt, quote_id, margin))) + taken <= DISPLAY_TEXT
        ),
        _context(excerpt, quote_id, 0, marked=False),
    )
    items = [ui.TextDisplay[ui.LayoutView](body), ui.TextDisplay[ui.LayoutView](source)]
    rest = [ui.Separator[ui.LayoutView](), *newer] if newer else []
    return layout(ui.Container(*items, *rest, accent_colour=ACCENT))


def page_lines(document: Document, view: PageView, quote_id: QuoteId) -> str:
    """Return what stands above the picture of a page."""
    place = f"page {view.page} of {view.picture.pages}"
    lines = [source_line(document, place, quote_id)]
    if not view.picture.marked:
        lines.append("The words could not be found on the page, so nothing is marked.")
    if view.others:
        pages = " and ".join(map(str, view.others))
        lines.append(f"More of the quote stands on page{'s' * (len(view.others) > 1)} {pages}.")
    return "\n".join(lines)


def answer_layout(given: Given, slots: Sequence[Slot], note: str) -> ui.LayoutView:
    """Show the slots of an answer."""
    head = _head(given, note)
    items, count = _slots(given, slots, DISPLAY_TEXT - units(head))
    token = given.token
    return layout(
        ui.Container(ui.TextDisplay(head), *items, accent_colour=ACCENT),
        ui.ActionRow(
            button("Next passages", custom_ids.NEXT.of(token, count)),
            button("Helpful", custom_ids.HELPFUL.of(token)),
            button("Not this", custom_ids.NOT_THIS.of(token, count)),
            button("Follow up", custom_ids.FOLLOW_UP.of(token)),
            button("Post here", custom_ids.POST.of(token)) if given.private else _remove(given),
        ),
    )


def abstention_layout(
    given: Given,
    why: Reason,
    unknown: Sequence[str],
    slots: Sequence[Slot],
    note: str,
    searched: str = "",
) -> ui.LayoutView:
    """Show the closest passages as no more than that, or say why nothing answers.

    ``searched`` is a line on what was searched for, where nothing is shown.
    """
    if slots:
        lines = [_lacking(unknown), CLOSEST]
    else:
        lines = [f"**{NOTHING}** {_reason(given, why, unknown)}", searched]
    head = "\n".join((_head(given, note), *filter(None, lines)))
    items, count = _slots(given, slots, DISPLAY_TEXT - units(head))
    colour = CLOSE if slots else ACCENT
    buttons = [button("Next passages", custom_ids.NEXT.of(given.token, count))] if count else []
    if not given.private:
        buttons.append(_remove(given))
    rows = [ui.ActionRow(*buttons)] if buttons else []
    return layout(ui.Container(ui.TextDisplay(head), *items, accent_colour=colour), *rows)


def corrected_line(corrected: Mapping[str, str]) -> str:
    """Say in small text what was searched for in place of words as they were typed."""
    said = [
        f"**{named(meant, _WORD)}** (you typed *{named(typed, _WORD)}*)"
        for typed, meant in list(corrected.items())[:_WORDS]
    ]
    return f"-# Searched for {', '.join(said)}" if said else ""


def _searched(words: Sequence[str]) -> str:
    return f"-# Searched for: {', '.join(named(word, _WORD) for word in words[:_SEARCHED])}" * bool(
        words
    )


def _lacking(unknown: Sequence[str]) -> str:
    return f"No document has {_words(unknown)}." if unknown else ""


def _reason(given: Given, why: Reason, unknown: Sequence[str]) -> str:
    reasons = {
        Reason.EMPTY_LIBRARY: (
            "There are no bundled documents."
            if given.guild_id == BUNDLED
            else "The library is empty. Moderators add documents with `/library add`."
        ),
        Reason.NO_TERMS: (
            "The question has no word to search for. Name the thing that you ask about."
        ),
        Reason.UNKNOWN_WORDS: f"No document has {_words(unknown)}. Try other words.",
        Reason.NOTHING_CLOSE: "No passage is close enough to the question. Try other words.",
    }
    reason = reasons[why]
    return f"{reason} {DM_ONLY_BUNDLED}" if given.guild_id == BUNDLED else reason


def _words(words: Sequence[str]) -> str:
    listed = [f"“{named(word, _WORD)}”" for word in words[:_WORDS]]
    more = len(words) - _WORDS
    rest = f" and {more} more" if more > 0 else ""
    return f"the word{'s' * (len(words) > 1)} {', '.join(listed)}{rest}"


def _head(given: Given, note: str) -> str:
    question = f"-# “{named(given.question, _QUESTION)}”"
    return f"{question}\n{note}" if note else question


def _remove(given: Given) -> ui.Button[Any]:
    return button("Remove", custom_ids.REMOVE.of(given.token))


def _slots(given: Given, slots: Sequence[Slot], room: int) -> tuple[list[ui.Item[Any]], int]:
    """Return the components of as many slots as there is room for, and their number."""
    room -= sum(units(slot.notice) for slot in slots)
    quotes = [slot.quote for slot in slots if slot.quote]
    fitting = iter(fit(quotes, room, lambda quote: units(_source(quote))))
    items: list[ui.Item[Any]] = []
    for number, slot in enumerate(slots):
        quote = next(fitting, None) if slot.quote else None
        if slot.quote and not quote:
            return items, number
        if number:
            items.append(ui.Separator())
        if slot.notice:
            items.append(ui.TextDisplay(slot.notice))
        if quote:
            items += [
                ui.TextDisplay(shown(quote)),
                ui.TextDisplay(_source(quote)),
                ui.ActionRow(*_quote_buttons(given, quote)),
            ]
    return items, len(slots)


def _source(quote: Quote) -> str:
    return source_line(quote.document, quote.landmark, quote.id)


def _quote_buttons(given: Given, quote: Quote) -> list[ui.Button[Any]]:
    buttons = [
        button("More context", custom_ids.CONTEXT.of(given.token, quote.id)),
        button("Copy exact text", custom_ids.COPY.of(given.token, quote.id)),
    ]
    if quote.page:
        shows = custom_ids.SHOW_PAGE.of(given.token, quote.id, quote.page)
        buttons.append(button("Show the page", shows))
    if quote.link:
        buttons.append(ui.Button(label="Open at the quote", url=quote.link))
    return buttons


def _context(
    excerpt: Excerpt, quote_id: QuoteId, margin: int, *, marked: bool = True
) -> tuple[str, str]:
    inner = quote_id.span.shift(-excerpt.span.start)
    part = _around(excerpt, inner, margin)
    body = quoted(part.of(excerpt.text), [inner.shift(-part.start)] if marked else [])
    around = QuoteId(quote_id.handle, excerpt.version, part.shift(excerpt.span.start))
    return body, source_line(excerpt.document, excerpt.landmark, around)


def _around(excerpt: Excerpt, inner: Span, margin: int) -> Span:
    """Return the quote with up to ``margin`` code points on both sides, in whole words."""
    text = excerpt.text
    start, end = max(inner.start - margin, 0), min(inner.end + margin, len(text))
    if excerpt.span.start + start > 0:
        start = next((at for at in range(start, inner.start) if text[at].isspace()), inner.start)
    if excerpt.span.start + end < excerpt.length:
        after = range(end - 1, inner.end - 1, -1)
        end = next((at for at in after if text[at].isspace()), inner.end)
    before, behind = text[start : inner.start].lstrip(), text[inner.end : end].rstrip()
    return Span(inner.start - len(before), inner.end + len(behind))
