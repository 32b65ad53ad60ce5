"""Vectors of passages that have none: made in the background, and at the questions that need them.

To make one takes 46 ms, so that a document is added without waiting for its own. Whoever asks
before they are made waits for those of ten passages at the most. The background works half of the
time, to leave a processor to who asks.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from time import monotonic

from bot.answer.semantic import LANGUAGE, Semantic
from bot.engine.memory import give_back
from bot.library.vectors import StoredVectors
from bot.model import PassageId

_BATCH = 8
"""Vectors that are made and stored at once: what is lost if the process is killed."""

_PAUSE = 10.0
"""Seconds after which new passages are looked for again."""


class Vectors:
    """Makes and stores them; make one with :func:`open_vectors`."""

    def __init__(self, stored: StoredVectors, semantic: Semantic | None) -> None:
        self._stored = stored
        self._semantic = semantic
        self._storing: set[asyncio.Task[None]] = set()

    def store(self) -> None:
        """Begin to store those that a question has made."""
        if self._semantic and self._semantic.made:
            made, self._semantic.made = self._semantic.made, {}
            task = asyncio.create_task(self._stored.keep(made))
            self._storing.add(task)
            task.add_done_callback(self._storing.discard)

    async def stored(self) -> None:
        """Wait until what was made is stored."""
        await asyncio.gather(*self._storing)

    async def keep_up(self, pause: float = _PAUSE) -> None:
        """Make those of all passages that have none, and go on with new ones for ever.

        Without the extra there is nothing to do.
        """
        from structlog.stdlib import get_logger  # noqa: PLC0415 (`ask` does not need it)

        log = get_logger(__name__)
        after, ready = PassageId(0), False
        while self._semantic:
            try:
                if not ready:  # no question shall wait for that; it leaves 60 MB behind
                    await asyncio.to_thread(self._semantic.load)
                    await asyncio.to_thread(give_back)
                    ready = True
                after, seconds = await self._go_on(self._semantic, after)
            except Exception:  # what runs for ever outlives every error
                log.exception("vectors failed")
                seconds = None
            await asyncio.sleep(pause if seconds is None else seconds)

    async def _go_on(self, semantic: Semantic, after: PassageId) -> tuple[PassageId, float | None]:
        """Make the next few; return the last of them and how long that took, if there was one."""
        texts = await self._stored.missing(semantic.key, LANGUAGE, after, _BATCH)
        if not texts:
            return after, None
        began = monotonic()
        vectors = await asyncio.to_thread(lambda: list(semantic.vectors(texts.values())))
        await self._stored.keep(dict(zip(texts, vectors, strict=True)))
        return max(texts), monotonic() - began


@asynccontextmanager
async def open_vectors(
    stored: StoredVectors, semantic: Semantic | None
) -> AsyncGenerator[Vectors, None]:
    """Open what at its end waits until what was made is stored."""
    vectors = Vectors(stored, semantic)
    try:
        yield vectors
    finally:
        await vectors.stored()
