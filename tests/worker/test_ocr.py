"""Tesseract for real, where it is installed."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from shutil import which

import pytest
from PIL import Image, ImageDraw, ImageFont

from bot.model import Note, NoteKind
from bot.worker.jobs import open_reader
from bot.worker.ocr import Tesseract

PROGRAM = which("tesseract") or ""
LINES = ("The ferry runs every hour from", "the first of May until October.")

installed = pytest.mark.skipif(not PROGRAM, reason="Tesseract is not installed")


def picture(form: str) -> bytes:
    image = Image.new("L", (1240, 600), 255)
    for place, line in enumerate(LINES):
        font = ImageFont.load_default(size=48)
        ImageDraw.Draw(image).text((100, 100 + 90 * place), line, fill=0, font=font)
    file = io.BytesIO()
    image.save(file, form, resolution=150)
    return file.getvalue()


@installed
def test_the_words_in_a_picture_are_read() -> None:
    table = Tesseract(PROGRAM, 60)(picture("PPM"))

    assert [row.split("\t")[-1] for row in table.splitlines() if row.startswith("5")] == (
        " ".join(LINES).split()
    )


@installed
async def test_a_scan_is_read_within_the_limits_of_the_reader() -> None:
    async with open_reader(tesseract=PROGRAM) as reader:
        source = await reader.read("scan.pdf", picture("PDF"))

    assert source.text == " ".join(LINES)
    assert source.notes == (Note(NoteKind.PAGES_READ_BY_OCR, (1,)),)


@pytest.mark.parametrize("seconds", [0, 60])
def test_without_time_or_program_nothing_is_read(seconds: float, tmp_path: Path) -> None:
    assert Tesseract(str(tmp_path / "none"), seconds)(b"P5 1 1 255\n\0") == ""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
def test_a_program_that_fails_or_hangs_reads_nothing(tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\nexec /bin/sleep 60\n", encoding="ascii")
    program.chmod(0o700)

    assert Tesseract(str(program), 0.2)(b"P5 1 1 255\n\0") == ""
