"""Draw the page on which a quote stands, cropped around the quote, its words marked.

The quote's column is shown with a margin, so that its letters can be read on a telephone without
turning a page of three columns around in one's fingers. Marks are translucent, and made for the
ground they stand on: dark letters are marked by darkening what is light, light ones by lightening
what is dark.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from operator import sub

from PIL import Image, ImageChops, ImageStat

from bot.drawing.find import find
from bot.errors import Problem, UnreadableFile
from bot.ingest.boxes import Box, around
from bot.ingest.pdf.pdfium import Page, opened
from bot.model import Picture

_MARGINS = 36.0, 72.0
"""Points left and right of a quote, and above and below it: five lines."""

_LEAST = 260.0, 160.0
"""Points that a picture shows at least, if the page has as many."""

_WIDTH = 1000
"""Pixels; twice those of a telephone's screen."""

_LARGEST = 3.0
"""Pixels to a point; more makes letters no clearer."""

_PIXELS = 2_000_000
"""Of a picture at most: a page of A4 at twice its size."""

_COLOURS, _PACKED = 64, 3
"""How pictures are kept small: 15 ms for a page of text in 70 KB. Stronger packing saves a tenth in
another 8 ms; JPEG and WebP, which blur letters, take 100 to 250 KB."""

_DARK = 110
"""Of 255; a ground below that is dark."""

_ON_LIGHT, _ON_DARK = (255, 228, 92), (96, 70, 0)
_HUG = 1.0
"""Points by which a mark is wider than its words."""


def draw(data: bytes, number: int, boxes: Sequence[Box], quote: str) -> Picture:
    """Draw a page of a PDF, counted from 1, with the boxes marked.

    Without boxes the quote is looked for on the page. If it is not found, the whole page is drawn.
    Raises :class:`~bot.errors.UnreadableFile` for a page that cannot be drawn.
    """
    with opened(data) as pages, pages.page(number) as page:
        if page is None or min(page.seen) < 1:
            raise UnreadableFile(Problem.PAGE_DAMAGED, page=number)
        marks = list(_marks(page, boxes or find(page, quote)))
        image = _drawn(page, marks)
        return Picture(_png(image), pages.count, bool(marks))


def _marks(page: Page, boxes: Sequence[Box]) -> Iterator[Box]:
    """Yield the marks around boxes, as far as they are on the page."""
    width, height = page.seen
    for box in map(page.seen_at, boxes):
        mark = Box(
            max(box.left - _HUG, 0),
            max(box.bottom - _HUG, 0),
            min(box.right + _HUG, width),
            min(box.top + _HUG, height),
        )
        if mark.left < mark.right and mark.bottom < mark.top:
            yield mark


def _drawn(page: Page, marks: Sequence[Box]) -> Image.Image:
    width, height = page.seen
    whole = Box(0, 0, width, height)
    part = _with_margins(around(marks), whole) if marks else whole
    across, down = part.right - part.left, part.top - part.bottom
    scale = min(_WIDTH / across, _LARGEST, math.sqrt(_PIXELS / (across * down)))

    def pixels(box: Box) -> tuple[int, int, int, int]:
        left, top = math.floor(box.left * scale), math.floor((height - box.top) * scale)
        right, bottom = math.ceil(box.right * scale), math.ceil((height - box.bottom) * scale)
        return left, top, right, bottom

    view = pixels(part)
    image = page.drawn(scale, *view)
    origin = view[:2] * 2
    places = [tuple(map(sub, pixels(mark), origin)) for mark in marks]
    return _marked(image, places) if places else image


def _with_margins(box: Box, page: Box) -> Box:
    """Return the box with margins around it, moved onto the page where they reach over its edge."""
    (beside, above), (wide, high) = _MARGINS, _LEAST
    left, right = _side(box.left - beside, box.right + beside, wide, page.right)
    bottom, top = _side(box.bottom - above, box.top + above, high, page.top)
    return Box(left, bottom, right, top)


def _side(low: float, high: float, least: float, most: float) -> tuple[float, float]:
    more = max(least - (high - low), 0) / 2
    low, high = low - more, high + more
    return max(low - max(high - most, 0), 0), min(high + max(-low, 0), most)


def _marked(image: Image.Image, places: Sequence[tuple[int, int, int, int]]) -> Image.Image:
    dark = {place for place in places if _is_dark(image.crop(place))}
    for blend, neutral, ground, meant in (
        (ImageChops.multiply, "white", _ON_LIGHT, [each for each in places if each not in dark]),
        (ImageChops.screen, "black", _ON_DARK, dark),
    ):
        if meant:  # all at once: where two marks meet they are no darker
            marks = Image.new("RGB", image.size, neutral)
            for place in meant:
                marks.paste(ground, place)
            image = blend(image, marks)
    return image


def _is_dark(part: Image.Image) -> bool:
    return ImageStat.Stat(part.convert("L")).median[0] < _DARK


def _png(image: Image.Image) -> bytes:
    few = image.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    file = io.BytesIO()
    few.save(file, "PNG", compress_level=_PACKED)
    return file.getvalue()
