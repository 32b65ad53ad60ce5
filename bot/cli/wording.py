"""How errors read on a terminal, where they differ from what Discord says."""

from __future__ import annotations

from types import MappingProxyType

from bot.cogs.ui import problems
from bot.errors import BundledDocument, TooManyWatches, VerbatimError, WatchedAlready

_OWN: problems.Messages = MappingProxyType(
    {
        BundledDocument: (
            "Document {handle} is bundled with Verbatim and cannot be changed. The option"
            " --no-corpus leaves out the bundled documents."
        ),
        WatchedAlready: "“{title}” is already being watched. `verbatim watches` lists all feeds.",
        TooManyWatches: (
            "No more than {limit} feeds can be watched. Stop one of them first:"
            " `verbatim watches --stop`."
        ),
    }
)


def sentence(error: VerbatimError) -> str:
    """Return what happened and what the person can do."""
    return problems.sentence(error, _OWN)
