"""Sending: to whom a message shows, and that it pings nobody.

A view is sent stopped. All that is pressed in it is found by its ``custom_id``; so discord.py need
not keep it in memory, nor a task that waits for it to time out.
"""

from __future__ import annotations

from typing import Any, cast

import aiohttp
import discord
from discord import ui

from bot.cogs.ui.limits import CONTENT, cut

NOBODY = discord.AllowedMentions.none()

ORIGINAL = cast("int", "@original")
"""How the first message of an interaction is named where else a number stands."""

NOT_SENT = (discord.DiscordException, aiohttp.ClientError, OSError)
"""What sending raises: Discord refuses or is in trouble, or the connection drops or takes too long
(:exc:`TimeoutError` is an :exc:`OSError`)."""


def layout(*items: ui.Item[Any]) -> ui.LayoutView:
    """Return a message of components."""
    view = ui.LayoutView(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


def without_buttons(view: ui.LayoutView) -> ui.LayoutView:
    """Take out of a message what would have to be answered when it is pressed; links stay."""
    containers = [item for item in view.children if isinstance(item, ui.Container)]
    parents: list[ui.LayoutView | ui.Container[Any]] = [view, *containers]
    for parent in parents:
        for row in [item for item in parent.children if isinstance(item, ui.ActionRow)]:
            for item in list(row.children):
                if not (isinstance(item, ui.Button) and item.url):
                    row.remove_item(item)
            if not row.children:
                parent.remove_item(row)
    return view


def relabelled(
    view: ui.LayoutView, custom_id: str, label: str, *, off: bool = False
) -> ui.LayoutView:
    """Return a message of components with another label on one of its buttons, or that ``off``."""
    for item in view.walk_children():
        if isinstance(item, ui.Button) and item.custom_id == custom_id:
            item.label, item.disabled = label, off
    view.stop()
    return view


async def think(interaction: discord.Interaction, *, private: bool = True) -> None:
    """Acknowledge: an answer follows, which only the person will see, or everybody.

    :mod:`bot.cogs.promises` hears of it.
    """
    interaction.client.dispatch("thinking", interaction)
    await interaction.response.defer(ephemeral=private, thinking=True)


async def say(interaction: discord.Interaction, sentence: str) -> None:
    """Tell the person a sentence, whether the interaction was acknowledged or not."""
    text = cut(sentence, CONTENT)
    if interaction.response.is_done():
        await interaction.followup.send(
            text, ephemeral=True, suppress_embeds=True, allowed_mentions=NOBODY
        )
    else:
        await interaction.response.send_message(
            text, ephemeral=True, suppress_embeds=True, allowed_mentions=NOBODY
        )


async def show(interaction: discord.Interaction, view: ui.LayoutView) -> discord.InteractionMessage:
    """Put a view where the interaction was acknowledged: a new message, or the one pressed in."""
    return await interaction.edit_original_response(view=view, allowed_mentions=NOBODY)


ACCENT = discord.Colour(0x3B6E8F)


def button(
    label: str, custom_id: str, style: discord.ButtonStyle = discord.ButtonStyle.secondary
) -> ui.Button[Any]:
    """Return a button that :mod:`bot.cogs.ui.components` answers."""
    return ui.Button(label=label, custom_id=custom_id, style=style)
