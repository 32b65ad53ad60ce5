"""Tesseract, if the operator has it: the words in the picture of a page, and where they stand.

It runs as a child of the process that reads files, within the same limits: the picture goes to its
standard input and the words come from its standard output, so that no file is written. A page of
prose takes 1 to 4 seconds, so a document has a time in which pages are looked at.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence

from bot.ingest.language import guess

_LANGUAGES = {
    "ar": "ara",
    "de": "deu",
    "en": "eng",
    "es": "spa",
    "fr": "fra",
    "it": "ita",
    "ja": "jpn",
    "ko": "kor",
    "pt": "por",
    "ru": "rus",
    "uk": "ukr",
    "zh": "chi_sim",
}
"""Tesseract's names of languages."""

_FIRST = ("eng", "fra", "spa", "deu", "rus", "ara", "chi_sim")
"""The languages that are looked for until the document has shown its own."""


class Tesseract:
    """Reads the pages of one document; ``seconds`` is the time for all of them."""

    def __init__(self, program: str, seconds: float) -> None:
        self._program = program
        self._until = time.monotonic() + seconds
        self._languages: Sequence[str] = ()

    def __call__(self, picture: bytes) -> str:
        """Return the words in a picture as tab-separated values, ``""`` if there is no time left.

        ``picture`` is a portable graymap, or what else Leptonica reads.
        """
        if not self._languages:
            self._languages = self._installed()
        if not self._languages:
            return ""
        table = self._run("stdin", "stdout", "-l", "+".join(self._languages), "tsv", given=picture)
        language = _LANGUAGES.get(guess(" ".join(_words(table))), "")
        if len(self._languages) > 1 and language in self._languages:
            self._languages = (language,)
        return table

    def _installed(self) -> Sequence[str]:
        listed = self._run("--list-langs").split("\n")[1:]
        known = [each for each in _FIRST if each in listed]
        return known or [each for each in listed if each and each not in {"osd", "equ"}][:1]

    def _run(self, *arguments: str, given: bytes = b"") -> str:
        left = self._until - time.monotonic()
        if left <= 0:
            return ""
        kept = {name: os.environ[name] for name in ("TESSDATA_PREFIX",) if name in os.environ}
        try:
            done = subprocess.run(  # noqa: S603 (the operator's own program)
                [self._program, *arguments],
                input=given,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=left,
                check=True,
                env=kept | {"OMP_THREAD_LIMIT": "1"},
            )
        except (OSError, subprocess.SubprocessError):
            return ""
        return done.stdout.decode(errors="replace")


def _words(table: str) -> list[str]:
    return [line.rsplit("\t", 1)[-1] for line in table.split("\n")]
