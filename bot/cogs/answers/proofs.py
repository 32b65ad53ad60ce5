"""``/quote`` and *Cite*: the proof of a quote, and the quote as a reference."""

from __future__ import annotations

import io
from types import MappingProxyType

import discord
from discord import app_commands

from bot.answer.citation import as_bibtex, as_csl, as_text
from bot.cogs.ui.components import Feature, command
from bot.cogs.ui.guard import guild_of
from bot.cogs.ui.limits import CONTENT, units
from bot.cogs.ui.markdown import beginning, escape
from bot.cogs.ui.sending import NOBODY, think
from bot.cogs.ui.wording import source_line, when
from bot.engine.engine import Engine
from bot.engine.proving import Proof
from bot.errors import WordedError
from bot.model import BUNDLED, GuildId, QuoteId

_PASSAGE = 600
_CHANGES = 3
_DONE = MappingProxyType(
    {
        "replace": "replaced by a newer version",
        "edit": "described anew",
        "remove": "removed",
        "restore": "restored",
    }
)


class Proofs(Feature):
    """Proves and cites quotes."""

    def __init__(self, engine: Engine) -> None:
        self._proving = engine.proving
        self.commands = [command(self.quote, "Show a quote by its id, with its proof.")]

    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.rename(id_="id")
    @app_commands.describe(id_="What stands in the source line of a quote, such as 12.1.345-678.")
    async def quote(
        self, interaction: discord.Interaction, id_: app_commands.Range[str, 1, 60]
    ) -> None:
        """Prove the quote with an id."""
        await think(interaction)
        quote_id = QuoteId.parse(id_)
        if not quote_id:
            message = f"There is no quote {escape(id_)}. An id looks like 12.1.345-678."
            raise WordedError(message)
        await self.cite(interaction, quote_id)

    async def cite(self, interaction: discord.Interaction, quote_id: QuoteId) -> None:
        """Answer an interaction that was acknowledged with the proof and the references."""
        proof = await self._proving.prove(guild_of(interaction), quote_id)
        reference = proof.reference
        name = f"quote-{quote_id}"
        files = [
            discord.File(io.BytesIO(text.encode()), f"{name}.{suffix}")
            for suffix, text in (
                ("txt", as_text(reference) + "\n"),
                ("bib", as_bibtex(reference)),
                ("json", as_csl(reference)),
            )
        ]
        await interaction.followup.send(
            proof_text(proof, guild_of(interaction)),
            files=files,
            ephemeral=True,
            suppress_embeds=True,
            allowed_mentions=NOBODY,
        )


def proof_text(proof: Proof, guild_id: GuildId) -> str:
    """Return the proof of a quote in Markdown, as one message holds it."""
    excerpt, quote_id = proof.excerpt, proof.reference.quote_id
    lines = [
        source_line(excerpt.document, excerpt.landmark, quote_id),
        f"-# Version {quote_id.version} of {proof.versions}, characters {quote_id.span.start} to"
        f" {quote_id.span.end} of {excerpt.length:,} · {_added(proof, guild_id)}",
        f"-# SHA-256 of the text: `{proof.sha256}`",
        *(
            f"-# {_DONE[change.action].capitalize()} {when(change.at)}{_by(change.user_id)}"
            for change in proof.changes[:_CHANGES]
        ),
    ]
    more = len(proof.changes) - _CHANGES
    lines += [f"-# … and changed {more} times before that"] if more > 0 else []
    rest = "\n".join(lines)
    return f"{beginning(excerpt.text, min(_PASSAGE, CONTENT - units(rest) - 1))}\n{rest}"


def _added(proof: Proof, guild_id: GuildId) -> str:
    document = proof.excerpt.document
    if document.guild_id == BUNDLED and guild_id != BUNDLED:
        means = "bundled with Verbatim"
    elif proof.address:
        means = f"fetched from {escape(proof.address)}"
    else:
        means = f"from the file {escape(document.filename)}"
    return f"{means}, added {when(proof.added_at)}{_by(proof.added_by)}"


def _by(user_id: int | None) -> str:
    return f" by <@{user_id}>" if user_id else ""
