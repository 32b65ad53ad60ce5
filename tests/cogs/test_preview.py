from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from pathlib import Path
from urllib.request import urlopen


async def test_the_preview_serves_a_page_until_it_is_told_to_stop(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "preview"),
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONUNBUFFERED": "1",
            "TMPDIR": str(tmp_path),
            "VERBATIM_SEMANTIC": "on",
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    async with asyncio.timeout(300):
        opened = (await process.stdout.readline()).decode()
        address = re.search(r"http://127\.0\.0\.1:\d+/", opened)
        assert address, opened

        maps = Path(f"/proc/{process.pid}/maps")
        loaded = await asyncio.to_thread(maps.read_text) if maps.parent.exists() else ""
        page = await asyncio.to_thread(lambda: urlopen(address[0]).read().decode())
        process.send_signal(signal.SIGTERM)
        _, errors = await process.communicate()

    assert "<html" in page
    assert "onnxruntime" not in loaded, "simcord would wait until all passages have been embedded"
    assert process.returncode == 0
    assert errors == b""
    assert not await asyncio.to_thread(lambda: list(tmp_path.iterdir())), "its library is gone"
