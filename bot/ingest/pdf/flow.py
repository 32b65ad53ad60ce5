"""Paragraphs in the order in which they are read, those that were torn apart made whole.

A paragraph may run over the end of a column or page; footnotes, figures and tables stand between
its parts then. The part that comes first keeps its place, what stands between follows the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.ingest.boxes import Box, around
from bot.ingest.pdf.breaks import PENDING, ends_open, opens_item, runs_on, same_size, same_type
from bot.ingest.pdf.line import Line
from bot.ingest.pdf.paragraphs import Kind, Paragraph

_WIDE = 12
"""Sizes of the type; labels of figures and cells of tables are narrower than a column of prose."""

_EXACT = 0.3
"""Points; notes and labels are set in another size than the text, if only by little."""

_OPENING = "\"'“‘«(["


def from_top(page: Sequence[Paragraph]) -> list[Paragraph]:
    """Put what stands above all else in its width before that: heads that were painted last."""
    ordered: list[tuple[Paragraph, Box]] = []
    for paragraph in page:
        box = around(
            [Box(line.left, line.bottom, line.right, line.top) for line in paragraph.lines]
        )
        sharing = [
            place
            for place, (other, there) in enumerate(ordered)
            if there.left < box.right and box.left < there.right and _share_width(other, paragraph)
        ]
        if sharing and all(ordered[place][1].top <= box.bottom for place in sharing):
            ordered.insert(sharing[0], (paragraph, box))
        else:
            ordered.append((paragraph, box))
    return [paragraph for paragraph, _ in ordered]


def made_whole(paragraphs: Iterable[Paragraph], size: float) -> list[Paragraph]:
    """Return the paragraphs of all pages, each that was torn apart as one.

    ``size`` is that of the document's text: captions and labels are set in others.
    """
    whole: list[Paragraph] = []
    torn: int | None = None  # the place of the paragraph whose end is still to come
    heading = False  # whether one stands after it
    for paragraph in paragraphs:
        if torn is not None and _goes_on(whole[torn], paragraph, heading=heading):
            whole[torn] = replace(whole[torn], lines=whole[torn].lines + paragraph.lines)
            whole_again = not ends_open(paragraph.lines[-1].text)
            torn, heading = None if whole_again else torn, False
            continue
        whole.append(paragraph)
        if torn is not None and _is_text_below(paragraph, whole[torn]):
            torn = None  # its page goes on below it
        if paragraph.kind is Kind.HEADING:
            heading = heading or torn is None or not _is_above(paragraph, whole[torn])
        elif _is_prose(paragraph, size):
            torn = len(whole) - 1 if ends_open(paragraph.lines[-1].text) else None
            heading = False
    return whole


def _is_prose(paragraph: Paragraph, size: float) -> bool:
    """Tell whether a paragraph is one of the text; labels of a figure side by side are none."""
    return (
        paragraph.kind is Kind.TEXT
        and (len(paragraph.lines) > 1 or paragraph.lines[0].cells == 1)
        and same_size(paragraph.lines[0].size, size)
        and any(line.right - line.left >= _WIDE * line.size for line in paragraph.lines)
    )


def _is_text_below(paragraph: Paragraph, other: Paragraph) -> bool:
    """Tell whether a text of the same size stands below another one in its column."""
    last, first = other.lines[-1], paragraph.lines[0]
    return (
        paragraph.kind is Kind.TEXT
        and abs(first.size - last.size) <= _EXACT
        and first.page == last.page
        and first.top <= last.bottom
        and first.above_or_below(last)
    )


def _is_above(paragraph: Paragraph, other: Paragraph) -> bool:
    """Tell whether a paragraph was painted after one that it stands above: it is in a figure."""
    last = paragraph.lines[-1]
    return last.page == other.lines[-1].page and last.bottom >= other.lines[-1].top


def _goes_on(before: Paragraph, paragraph: Paragraph, *, heading: bool) -> bool:
    """Tell whether a paragraph is the rest of another one, which ends open."""
    last, first = before.lines[-1], paragraph.lines[0]
    if paragraph.kind is not Kind.TEXT or not same_type(last, first) or _opens(before, first):
        return False
    elsewhere = first.bottom > last.bottom or not first.above_or_below(last)
    if first.page == last.page and not elsewhere:
        return False
    if first.text[:1].islower():
        return True
    starts = first.text[:1].isalnum() or first.text.startswith(_OPENING)
    return starts and not heading and (last.text.endswith(PENDING) or _is_full(before.lines))


def _opens(before: Paragraph, first: Line) -> bool:
    """Tell whether a line begins an item of a list, and no number in the sentence before it."""
    text = " ".join(line.text for line in before.lines)
    return opens_item(first.text) and not runs_on(text, first.text)


def _is_full(lines: Sequence[Line]) -> bool:
    """Tell whether the last line reaches as far as those above it."""
    last = lines[-1]
    column = [line for line in lines if line.page == last.page and line.above_or_below(last)]
    if last.right_to_left:
        return len(column) > 1 and last.left <= min(line.left for line in column) + last.size
    return len(column) > 1 and last.right >= max(line.right for line in column) - 2 * last.size


def _top(paragraph: Paragraph) -> float:
    return max(line.top for line in paragraph.lines)


def _share_width(other: Paragraph, paragraph: Paragraph) -> bool:
    return any(line.above_or_below(below) for line in paragraph.lines for below in other.lines)
