"""Take the navigation out of a text dump of a web page, without its HTML.

Nothing is taken out of a text that is not plainly such a dump: poems, lists, agendas and tables are
full of short lines. A dump gives itself away by at least two kinds of traces:

* a menu label that stands twice, since menus exist for the mouse and for the telephone;
* a label glued to the text of its menu: ``Our WorkAs the leading organization …``;
* a bullet on a line of its own, whose item was an icon;
* a line that only pages have: ``Skip to main content``.

Then the doubled and glued labels and the lone bullets go, and with them the short lines before the
title and after the last paragraph. Contact lines stay wherever they are. Without two kinds of
traces only the lines of the last kind go. On the release of the International Organization for
Migration that people paste in these rules take all 22 lines of navigation and leave the title, the
8 paragraphs and the contact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, zip_longest

from bot.ingest.lines import BULLET, ends_sentence, is_contact, is_prose, words

_CONTROL = re.compile(
    r"\W*(?:skip to (?:main )?(?:content|navigation)|printer[- ]friendly (?:page|version)|read more"
    r"|print this (?:page|article)|share this (?:page|article|post)|back to top|leave a comment"
    r"|comments are closed|accept all cookies|zum (?:haupt)?inhalt springen|seite drucken"
    r"|zurück zum seitenanfang|aller au contenu(?: principal)?|haut de page|laissez un commentaire"
    r"|imprimer cette page|saltar al contenido(?: principal)?|ir al contenido|volver arriba"
    r"|imprimir esta página|свежие комментарии|перейти к содержанию|версия для печати"
    r"|返回首页|返回顶部|跳到主要内容|الانتقال إلى المحتوى(?: الرئيسي)?)\W*|[»›→] *more",
    re.IGNORECASE,
)
"""Whole lines that no document has; each has several words or a mark, or it might be a heading."""

_LABEL_WORDS = 5
"""The longest menu label of the test pages: ``المنظمة الدولية للهجرة في العالم``."""

_ARTICLE_WORDS = 12
"""Words of a line without which a text is no dump of an article, but a poem or a list, say."""

_TITLE_REACH = 6
"""Lines before the first paragraph among which the title is looked for."""


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text without navigation, and the lines that were taken out, in order.

    What is kept are whole lines, unchanged and in order, with at most one blank line between two.
    A text that would lose all of its lines loses none. Cleaning the kept text takes out nothing.
    """
    lines = text.split("\n")
    filled = [number for number, line in enumerate(lines) if line.strip()]
    cut = {number for number in filled if _CONTROL.fullmatch(lines[number].strip())}
    if any(words(line) >= _ARTICLE_WORDS for line in lines) and len(_traces(lines, filled)) >= 2:
        cut |= _navigation(lines, filled)
    if not cut or len(cut) == len(filled):
        return text, ()
    kept = "\n".join(line for number, line in enumerate(lines) if number not in cut)
    removed = tuple(lines[number] for number in sorted(cut))
    return re.sub(r"\n{3,}", "\n\n", kept).strip("\n"), removed


def _traces(lines: Sequence[str], filled: Sequence[int]) -> set[str]:
    traces = set()
    stripped = [lines[number].strip() for number in filled]
    for line, after in zip_longest(stripped, stripped[1:], fillvalue=""):
        if _CONTROL.fullmatch(line):
            traces.add("control")
        elif _is_lone_bullet(line):
            traces.add("bullet")
        elif _is_label(line) and line == after:
            traces.add("doubled")
        elif _is_glued(line, after):
            traces.add("glued")
    return traces


def _navigation(lines: Sequence[str], filled: Sequence[int]) -> set[int]:
    """Return the numbers of the lines to cut from a text that is a dump of a page."""
    cut = {
        number
        for number in filled
        if _is_lone_bullet(lines[number].strip()) or _CONTROL.fullmatch(lines[number].strip())
    }
    kept = [number for number in filled if number not in cut]
    for number, following in pairwise(kept):
        if _is_glued(lines[number].strip(), lines[following].strip()):
            cut |= {number, following}
    cut |= _doubled(lines, [number for number in filled if number not in cut])
    cut |= _edges(lines, [number for number in filled if number not in cut])
    # The lines that have become neighbours may be doubled now.
    return cut | _doubled(lines, [number for number in filled if number not in cut])


def _doubled(lines: Sequence[str], kept: Iterable[int]) -> set[int]:
    """Cut labels that stand twice or more in a row; of longer lines, such as titles, keep one."""
    cut: set[int] = set()
    runs: list[list[int]] = []
    for number in [*kept, -1]:
        line = lines[number].strip() if number >= 0 else ""
        while runs and len(runs[-1]) > 1 and lines[runs[-1][0]].strip() != line:
            run = runs.pop()
            leads = is_prose(line) or words(lines[run[0]]) > _LABEL_WORDS
            cut |= set(run[:-1] if leads else run)
            if leads:
                runs.append(run[-1:])
        if runs and line and lines[runs[-1][0]].strip() == line and _may_double(line):
            runs[-1].append(number)
        else:
            runs.append([number])
    return cut


def _edges(lines: Sequence[str], kept: Sequence[int]) -> set[int]:
    """Cut short lines before the title and after the last paragraph."""
    prose = [place for place, number in enumerate(kept) if is_prose(lines[number])]
    if not prose:  # the dump was cut off in its first sentence
        prose = [place for place, n in enumerate(kept) if words(lines[n]) >= _ARTICLE_WORDS]
    if not prose:
        return set()
    head, tail = kept[: prose[0]], kept[prose[-1] + 1 :]
    title = next((n for n in reversed(head[-_TITLE_REACH:]) if _may_be_title(lines[n])), -1)
    cut = {number for number in head if number != title and _is_menu_item(lines[number])}
    cut |= {number for number in head if number < title and _is_short(lines[number], 4)}
    before = lines[kept[prose[-1]]]
    for number in tail:
        if _is_short(lines[number], 3) and not before.endswith((":", "：")):
            cut.add(number)
        else:
            before = lines[number]
    return cut


def _is_lone_bullet(line: str) -> bool:
    return BULLET.fullmatch(line) is not None and len(line) == 1


def _is_label(line: str) -> bool:
    return 0 < words(line) <= _LABEL_WORDS and not ends_sentence(line)


def _may_double(line: str) -> bool:
    return 0 < words(line) <= 30 and not ends_sentence(line)


def _is_glued(label: str, line: str) -> bool:
    """Tell whether the line is the label and a text without a blank between: ``AboutThe …``."""
    rest = line[len(label) :]
    return (
        0 < words(label) <= _LABEL_WORDS
        and line.casefold().startswith(label.casefold())
        and len(rest) > 12
        and rest[0].isalpha()
        and not rest[0].islower()
    )


def _is_menu_item(line: str) -> bool:
    mark = BULLET.match(line)
    return (
        mark is not None
        and words(line[mark.end() :]) <= 6
        and not line.endswith((".", "。", "۔", "।", ";"))
        and not is_contact(line)
    )


def _is_short(line: str, most: int) -> bool:
    return (
        words(line) <= most
        and not BULLET.match(line)
        and not ends_sentence(line.rstrip(","))
        and not re.search(r"\d", line)
        and not is_contact(line)
    )


def _may_be_title(line: str) -> bool:
    return not BULLET.match(line) and 3 <= words(line) <= 40
