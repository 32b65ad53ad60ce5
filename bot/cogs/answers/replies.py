"""How answers look. Pure: values in, a message of components out.

Every sentence here is about the library or the buttons, never about the world: that is quoted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import discord
from discord import ui

from bot.answer.answer import QUOTES
from bot.cogs.answers.fitting import fit, shown
from bot.cogs.ui import custom_ids
from bot.cogs.ui.limits import DISPLAY_TEXT, units
from bot.cogs.ui.markdown import named, quoted
from bot.cogs.ui.sending import ACCENT, button, layout
from bot.cogs.ui.wording import source_line
from bot.engine.pages import PageView
from bot.ingest.sentences import sentences
from bot.library.answers import Given
from bot.library.catalogue import Excerpt
from bot.model import BUNDLED, Answer, Document, Quote, QuoteId, Reason, Reply, Span

NOTHING = "Nothing in the library answers that."
CLOSEST = "**The library does not say this outright.** The closest passages:"
DIFFERENT = "**These sources give different figures or dates.** The newest first:"
NO_MORE = "There are no more passages about that."
DM_ONLY_BUNDLED = (
    "In direct messages I search only the bundled documents; ask in your server to search its"
    " library."
)

CONTEXT, PAGE, OPEN, COPY, CITE, ID = "context", "page", "open", "copy", "cite", "id"
"""What the menu below a quote offers."""
_OPEN = "Open at the quote"

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


@dataclass(frozen=True, slots=True)
class Shown:
    """What a message shows of an answer."""

    given: Given
    slots: Sequence[Slot]
    note: str = ""
    corrected: Mapping[str, str] = field(default_factory=dict)
    more: bool = False
    """Whether there is more to show that is relevant."""
    ratings: tuple[int, int] = (0, 0)
    """How many people found it helpful, and how many did not."""


def reply_layout(given: Given, reply: Reply, *, note: str = "") -> ui.LayoutView:
    """Show an answer or an abstention, with the buttons of the answer that was given."""
    quotes = reply.quotes if isinstance(reply, Answer) else reply.closest
    found = Shown(given, list(map(Slot, quotes)), note, reply.corrected, reply.more)
    if isinstance(reply, Answer):
        return answer_layout(found)
    return abstention_layout(found, reply.reason, reply.unknown, _searched(reply.searched))


def further_layout(given: Given, quotes: Sequence[Quote], skip: int) -> ui.LayoutView:
    """Show the quotes after the first ``skip``."""
    head = _head(Shown(given, (), "More passages, less close to the question:"))
    items, count = _slots(given, list(map(Slot, quotes)), DISPLAY_TEXT - units(head))
    more = count < len(quotes) or len(quotes) == QUOTES
    rows = [ui.ActionRow(_more(given, skip + count))] if more else []
    return layout(ui.Container(ui.TextDisplay(head), *items, accent_colour=ACCENT), *rows)


def more_layout(given: Given, skip: int, sentence: str) -> ui.LayoutView:
    """Show a sentence with an offer of further passages."""
    return layout(ui.TextDisplay(sentence), ui.ActionRow(_more(given, skip)))


def source_layout(quote_id: QuoteId, document: Document, landmark: str, link: str) -> ui.LayoutView:
    """Show the source of a quote, with a button that opens it there."""
    return layout(
        ui.TextDisplay(source_line(document, landmark, quote_id)),
        ui.ActionRow(ui.Button(label=_OPEN, url=link)),
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


def answer_layout(answer: Shown) -> ui.LayoutView:
    """Show an answer."""
    head = _head(answer)
    items, count = _slots(answer.given, answer.slots, DISPLAY_TEXT - units(head))
    given = answer.given
    last = button("Post here", custom_ids.POST.of(given.token)) if given.private else _remove(given)
    buttons = [
        *_looking_on(answer, count),
        button("Follow up", custom_ids.FOLLOW_UP.of(given.token)),
        button(helpful_label(*answer.ratings), custom_ids.HELPFUL.of(given.token)),
        last,
    ]
    return layout(
        ui.Container(ui.TextDisplay(head), *items, accent_colour=ACCENT), ui.ActionRow(*buttons)
    )


def helpful_label(yes: int, no: int) -> str:
    """Return what stands on the button that rates an answer."""
    said = [f"{count} {word}" for count, word in ((yes, "yes"), (no, "no")) if count]
    return f"Helpful: {', '.join(said)}" if said else "Helpful?"


def abstention_layout(
    answer: Shown, why: Reason, unknown: Sequence[str], searched: str = ""
) -> ui.LayoutView:
    """Show the closest passages as no more than that, or say why nothing answers.

    ``searched`` is a line on what was searched for, where nothing is shown.
    """
    given, slots = answer.given, answer.slots
    if slots:
        lines = [_lacking(unknown), CLOSEST]
    else:
        lines = [f"**{NOTHING}** {_reason(given, why, unknown)}", searched]
    head = "\n".join((_head(answer), *filter(None, lines)))
    items, count = _slots(given, slots, DISPLAY_TEXT - units(head))
    colour = CLOSE if slots else ACCENT
    buttons = _looking_on(answer, count)
    if slots:
        buttons.append(button("Follow up", custom_ids.FOLLOW_UP.of(given.token)))
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


def _head(answer: Shown) -> str:
    """Say what was asked, after what it followed up, and what of it was corrected."""
    given = answer.given
    *_, before = given.earlier.split("\n")
    asked = [before, given.question] if before else [given.question]
    questions = " → ".join(f"“{named(each, _QUESTION // len(asked))}”" for each in asked)
    typed = "-# Searched as typed." if given.as_typed else corrected_line(answer.corrected)
    return "\n".join(filter(None, (f"-# {questions}", answer.note, typed)))


def _looking_on(answer: Shown, count: int) -> list[ui.Button[Any]]:
    """Return the buttons that lead on from what is shown: more of it, or without corrections."""
    given = answer.given
    buttons = [_more(given, count)] if answer.more or count < len(answer.slots) else []
    if answer.corrected:
        buttons.append(button("Search as typed", custom_ids.AS_TYPED.of(given.token)))
    return buttons


def _more(given: Given, skip: int) -> ui.Button[Any]:
    return button("More", custom_ids.NEXT.of(given.token, skip))


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
            ]
            if given.token:
                items.append(ui.ActionRow(_source_menu(given, quote)))
            elif quote.link:
                items.append(ui.ActionRow(ui.Button(label=_OPEN, url=quote.link)))
    return items, len(slots)


def _source(quote: Quote) -> str:
    return source_line(quote.document, quote.landmark, quote.id, quote.years)


def _source_menu(given: Given, quote: Quote) -> ui.Select[Any]:
    offered = {
        CONTEXT: "More context",
        PAGE: "Show the page" if quote.page else "",
        OPEN: _OPEN if quote.link else "",
        COPY: "Copy exact text",
        CITE: "Cite",
        ID: "Quote id",
    }
    start, end = quote.sentence
    return ui.Select(
        custom_id=custom_ids.SOURCE.of(given.token, quote.id, f"{start}-{end}"),
        placeholder="Source",
        min_values=0,  # taken back, a choice can be made once more
        options=[
            discord.SelectOption(label=label, value=value)
            for value, label in offered.items()
            if label
        ],
    )


def _context(
    excerpt: Excerpt, quote_id: QuoteId, margin: int, *, marked: bool = True
) -> tuple[str, str]:
    inner = quote_id.span.shift(-excerpt.span.start)
    part = _around(excerpt, inner, margin)
    body = quoted(part.of(excerpt.text), [inner.shift(-part.start)] if marked else [])
    around = QuoteId(quote_id.handle, excerpt.version, part.shift(excerpt.span.start))
    return body, source_line(excerpt.document, excerpt.landmark, around)


def _around(excerpt: Excerpt, inner: Span, margin: int) -> Span:
    """Return the quote with whole sentences on both sides, up to ``margin`` code points each.

    Of a sentence that the excerpt cuts off nobody can tell where it begins or ends.
    """
    text = excerpt.text
    whole = Span(max(inner.start - margin, 0), min(inner.end + margin, len(text)))
    starts = [inner.start]
    ends = [inner.end]
    for sentence in sentences(text, Span(0, len(text))):
        if excerpt.span.start == 0 or sentence.start > 0:
            starts.append(sentence.start)
        if excerpt.span.end == excerpt.length or sentence.end < len(text):
            ends.append(sentence.end)
    return Span(
        min(start for start in starts if start >= whole.start),
        max(end for end in ends if end <= whole.end),
    )
