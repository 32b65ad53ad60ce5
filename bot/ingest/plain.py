"""Plain text: front matter, if any; navigation out; headings guessed. No line is changed."""

from __future__ import annotations

from bot.ingest import frontmatter
from bot.ingest.clean import clean
from bot.ingest.decode import tidy
from bot.ingest.headings import headings
from bot.ingest.reading import Reading
from bot.ingest.title import above_first_paragraph


def read_plain(text: str, whole: bool = False) -> Reading:
    """Return the text without the navigation lines that a copied web page brings along.

    ``whole`` keeps them.
    """
    stated, body = frontmatter.split(tidy(text))
    kept, removed = (body.strip("\n"), ()) if whole else clean(body)
    landmarks = headings(kept)
    return Reading(
        kept,
        landmarks,
        removed,
        title=stated.title or above_first_paragraph(kept, landmarks),
        publisher=stated.publisher,
        date=stated.date,
        url=stated.url,
        language=stated.language,
    )
