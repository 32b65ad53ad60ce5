from __future__ import annotations

import subprocess
import sys

import pytest

HEAPS = """
import asyncio, ctypes, sys, tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from bot.engine.engine import open_engine
from bot.settings import Settings

THREADS = 4


async def opened(folder):
    settings = Settings(semantic="off", database=Path(folder, "library.db"), corpus=None)
    async with open_engine(settings):
        together = Barrier(THREADS)
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(lambda _: [together.wait(), bytes(100_000)], range(THREADS)))
            libc = ctypes.CDLL(None)
            libc.fopen.restype = ctypes.c_void_p
            told = Path(folder, "told")
            file = ctypes.c_void_p(libc.fopen(bytes(told), b"w"))
            libc.malloc_info(0, file)
            libc.fclose(file)
            print(told.read_text().count("<heap "))


with tempfile.TemporaryDirectory() as folder:
    asyncio.run(opened(folder))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only the C library of Linux keeps several")
def test_threads_share_what_memory_is_free() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HEAPS], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout == "1\n"
