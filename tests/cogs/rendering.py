"""What Discord's clients make of Markdown, as far as our messages go: a model to test against.

It follows the rules that the clients apply (a backslash shows the punctuation mark after it; an
address runs to the next blank or ``<``, backslashes included; lists, headings and small text at the
start of a line). Anything that would be markup and is not one of our own marks is an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
ADDRESS = re.compile(r"""(?:https?|steam|discord)://[^\s<]+[^<.,:;"'\]\s]""")
MARK = re.compile(
    r"\*\*(?P<bold>(?:\\.|[^\\])+?)\*\*(?!\*)|__(?P<underlined>(?:\\.|[^\\])+?)__(?!_)"
    r"|~~(?P<struck>(?:\\.|[^\\])+?)~~(?!~)",
    re.DOTALL,
)
LINE_START = re.compile(r" *(?:#{1,3}\s|-#\s|[-*+] |\d+\. |>>> |> )")
MARKUP = re.compile(r"[*_~`|<\[\\]|:[\w+-]+:|@everyone|@here")


class Markup(AssertionError):
    """The clients would not show the characters but do something with them."""


@dataclass
class Rendered:
    """The characters that show, and which of them are marked."""

    text: str = ""
    bold: list[str] = field(default_factory=list)
    underlined: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)


def render(markdown: str, *, line_start: bool = True) -> Rendered:
    """Return what shows of Markdown outside block quotes, or within one without its ``> ``."""
    rendered = Rendered()
    at = 0
    while at < len(markdown):
        starts = markdown[at - 1] == "\n" if at else line_start
        if starts and LINE_START.match(markdown, at):
            raise Markup(markdown[at:])
        if match := MARK.match(markdown, at):
            starts = not markdown[:at].rpartition("\n")[2].strip(" ") and (line_start or at > 0)
            _add_marked(rendered, match.groupdict(), line_start=starts)
        elif match := ESCAPE.match(markdown, at):
            rendered.text += match[1]
        elif match := ADDRESS.match(markdown, at):
            rendered.text += match[0]
        elif MARKUP.match(markdown, at):
            raise Markup(markdown[at:])
        else:
            rendered.text += markdown[at]
        at = match.end() if match else at + 1
    return rendered


def _add_marked(rendered: Rendered, marked: dict[str, str | None], *, line_start: bool) -> None:
    content = next(text for text in marked.values() if text)
    if "\n" in content:
        raise Markup("a mark runs over the end of the line")
    inner = render(content, line_start=line_start)
    rendered.text += inner.text
    for name, text in marked.items():
        getattr(rendered, name).extend([inner.text] if text else getattr(inner, name))


def unquote(markdown: str) -> str:
    """Return the inside of a block quote."""
    lines = markdown.split("\n")
    assert all(line.startswith("> ") for line in lines), markdown
    return "\n".join(line.removeprefix("> ") for line in lines)


def shows(markdown: str) -> str:
    """Return the text that a block quote shows."""
    return render(unquote(markdown)).text


def ended(text: str) -> str:
    """Return a text with the ends that its lines leave out."""
    return "\n".join(line + missing(line) for line in text.split("\n"))


def missing(line: str) -> str:
    """Return the ends of what a line leaves open, innermost first."""
    stack = ""
    for character in line:
        if character in "\u202a\u202b\u202d\u202e":
            stack = "\u202c" + stack
        elif character in "\u2066\u2067\u2068":
            stack = "\u2069" + stack
        elif character == "\u202c":
            stack = stack.removeprefix("\u202c")
        elif character == "\u2069" and "\u2069" in stack:
            stack = stack[stack.index("\u2069") + 1 :]
    return stack
