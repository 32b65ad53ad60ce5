"""Known texts in many scripts, written as PDF by common producers and read back, as a table.

    python -m tests.measure_scripts [FOLDER]

makes what the installed producers can make, keeps the files in the folder if one is named, and
prints ``=`` where the text that is read is the known one, ``blanks`` where all but white space is,
``note`` where a note says that letters are missing, ``refused`` where the file is, and ``differs``
elsewhere; with ``-v`` also what was read. The producers are Python packages (``pip install fpdf2
uharfbuzz reportlab weasyprint typst``) and commands: Chromium, LibreOffice, and Ghostscript, which
writes each file of the others anew.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from subprocess import CalledProcessError, TimeoutExpired
from tempfile import TemporaryDirectory

from bot.errors import SourceError
from bot.ingest import pdf
from tests.known_scripts import KNOWN, Known, plain
from tests.producers import PACKAGES, PROGRAMS, Producer, Unable, with_ghostscript


def producers() -> dict[str, Producer]:
    """Return the producers that are installed, by name."""
    found = {name: make for name, (module, make) in PACKAGES.items() if find_spec(module)}
    return found | {name: make for name, (program, make) in PROGRAMS.items() if which(program)}


def main() -> None:
    """Print the table, and what differs if that is asked for."""
    folders = [each for each in sys.argv[1:] if each != "-v"]
    with TemporaryDirectory() as temporary:
        files = made(Path(folders[0] if folders else temporary))
        print(table(files))
        for known in KNOWN if "-v" in sys.argv else ():
            for (name, text), file in files.items():
                if text == known.name and outcome(known, file) != "=":
                    print(f"\n{text}, {name}:", *shown(known, file), sep="\n")


def table(files: Mapping[tuple[str, str], Path]) -> str:
    """Return how the files were read, texts by producers, in Markdown."""
    names = list(dict.fromkeys(name for name, _ in files))
    rows = [["", *names], ["---"] * (len(names) + 1)]
    rows += [
        [known.name, *(outcome(known, files.get((name, known.name))) for name in names)]
        for known in KNOWN
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def made(folder: Path) -> dict[tuple[str, str], Path]:
    """Make what is not in the folder, and return the files by producer and text."""
    files = {}
    for name, make in producers().items():
        for known in KNOWN:
            file = folder / f"{name}, {known.name}.pdf"
            if _is_made(file, partial(make, known)):
                files[name, known.name] = file
    for (name, text), file in list(files.items()) if which("gs") else ():
        anew = folder / f"{name} + gs, {text}.pdf"
        if _is_made(anew, partial(with_ghostscript, file.read_bytes())):
            files[f"{name} + gs", text] = anew
    return files


def _is_made(file: Path, make: Callable[[Path], bytes]) -> bool:
    if not file.exists():
        with TemporaryDirectory() as own, suppress(Unable, CalledProcessError, TimeoutExpired):
            file.write_bytes(make(Path(own)))
    return file.exists()


def outcome(known: Known, file: Path | None) -> str:
    """Return how a file was read."""
    if not file:
        return ""
    try:
        reading = pdf.read_pdf(file.read_bytes())
    except SourceError:
        return "refused"
    read, right = _even(reading.text), _even("\n\n".join(map(plain, known.paragraphs)))
    if read == right:
        return "="
    if "".join(read.split()) == "".join(right.split()):
        return "blanks"
    return "note" if reading.notes else "differs"


def shown(known: Known, file: Path) -> Iterator[str]:
    """Yield what is known, what was read instead, and what the notes are."""
    yield from (f"  {plain(each)}" for each in known.paragraphs)
    try:
        reading = pdf.read_pdf(file.read_bytes())
    except SourceError as error:
        yield f"! {error}"
    else:
        yield from (f"> {each}" for each in reading.text.split("\n\n"))
        yield from (f"! {each}" for each in reading.notes)


def _even(text: str) -> str:
    """Return a text in one form of Unicode."""
    return unicodedata.normalize("NFC", text)


if __name__ == "__main__":
    main()
