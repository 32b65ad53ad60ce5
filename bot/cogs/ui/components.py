"""What a feature consists of, and buttons and forms from a ``custom_id`` to what answers them.

discord.py finds a button by a pattern (:class:`discord.ui.DynamicItem`), also after a restart. For
modals it has nothing of the kind and forgets them when the process ends, with all that somebody has
just typed; so forms are found here in the same way, and none is kept in memory.
"""

from __future__ import annotations

import re
from collections.abc import (
    Awaitable,
    Callable,
    Coroutine,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass
from typing import Any, Self, TypeAlias

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.cogs.ui import custom_ids
from bot.cogs.ui.custom_ids import CustomId
from bot.cogs.ui.failures import sentence, tell
from bot.cogs.ui.fields import WrongInput
from bot.cogs.ui.guard import Door, guild_of, quickly, user_of
from bot.cogs.ui.sending import NOBODY, button, layout, say, think
from bot.errors import EmptySchedule, FormGone, NotAMoment, SourceError
from bot.library.typed import Typed

Command: TypeAlias = app_commands.Command[Any, Any, Any]

Offer: TypeAlias = Callable[
    [discord.Interaction[Any], str], Coroutine[Any, Any, list[app_commands.Choice[str]]]
]
"""Takes the interaction and what was typed so far."""

Press: TypeAlias = Callable[..., Awaitable[None]]
"""Takes the interaction and the parts of the ``custom_id``; a form's also what was typed."""

Draw: TypeAlias = Callable[..., ui.Modal]
"""Takes what was typed and the parts of the ``custom_id``; returns the form with it."""

_WRONG = (WrongInput, NotAMoment, EmptySchedule, SourceError)
"""What was typed cannot be used, but corrected."""

_GONE = "This message is from an older version, and its buttons do nothing any more. Ask again."


@dataclass(frozen=True, slots=True)
class Button:
    """What a button does."""

    id: CustomId
    press: Press


@dataclass(frozen=True, slots=True)
class Menu:
    """What a menu does; the choice comes after the interaction, before the ``custom_id``'s parts.

    It is ``""`` where somebody has taken a choice back.
    """

    id: CustomId
    choose: Press


@dataclass(frozen=True, slots=True)
class Form:
    """What happens with a form that was filled in.

    ``draw`` returns it as it was filled in, to be corrected where something is wrong.
    """

    id: CustomId
    submit: Press
    draw: Draw | None = None


class Feature:
    """Something that people can do: it owns its commands, buttons and forms.

    ``subcommands`` are those of ``/library``; ``menus`` are commands on messages, ``choices`` the
    menus in them.
    """

    commands: Sequence[Command] = ()
    subcommands: Sequence[Command] = ()
    menus: Sequence[app_commands.ContextMenu] = ()
    buttons: Sequence[Button] = ()
    choices: Sequence[Menu] = ()
    forms: Sequence[Form] = ()


def command(
    callback: Callable[..., Coroutine[Any, Any, None]], description: str, offer: Offer | None = None
) -> Command:
    """Return the slash command that a method of its name answers.

    ``offer`` gives what autocomplete offers for its option ``document``.
    """
    made: Command = app_commands.Command(
        name=callback.__name__, description=description, callback=callback
    )
    if offer:
        made.autocomplete("document")(offer)
    return made


class Components(commands.Cog):
    """Listens for the buttons and forms of all features."""

    def __init__(
        self,
        client: commands.AutoShardedBot,
        door: Door,
        features: Iterable[Feature],
        typed: Typed,
    ) -> None:
        self._client = client
        self._door = door
        self._typed = typed
        buttons = [button for feature in features for button in feature.buttons]
        buttons.append(Button(custom_ids.CORRECT, self._correct))
        choices = [menu for feature in features for menu in feature.choices]
        self._items = [
            *(_dynamic_button(button, door) for button in buttons),
            *(_dynamic_menu(menu, door) for menu in choices),
        ]
        ids = [*(button.id for button in buttons), *(menu.id for menu in choices)]
        self._known = [each.pattern for each in ids]
        self._forms = {form.id.pattern: form for feature in features for form in feature.forms}

    async def cog_load(self) -> None:
        """Register the buttons."""
        self._client.add_dynamic_items(*self._items)

    async def cog_unload(self) -> None:
        """Forget the buttons."""
        self._client.remove_dynamic_items(*self._items)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer forms, and what an older version left behind; buttons answer by themselves."""
        data: Mapping[str, Any] = dict(interaction.data or {})
        name = str(data.get("custom_id", ""))
        if interaction.type is discord.InteractionType.component:
            if not any(pattern.fullmatch(name) for pattern in self._known):
                await _answered(interaction, say(interaction, _GONE))
        elif interaction.type is discord.InteractionType.modal_submit and await self._door.admits(
            interaction
        ):
            await _answered(interaction, self._submitted(interaction, name, data))

    def _submitted(
        self, interaction: discord.Interaction, name: str, data: Mapping[str, Any]
    ) -> Awaitable[None]:
        form, state = self._form(name)
        if form:
            return self._submit(interaction, form, name, dict(_typed(data["components"])), *state)
        return say(interaction, _GONE)

    async def _submit(
        self,
        interaction: discord.Interaction,
        form: Form,
        name: str,
        typed: Mapping[str, str],
        *state: str,
    ) -> None:
        """Answer a form; what cannot be used of it is kept to be corrected."""
        try:
            await form.submit(interaction, typed, *state)
        except _WRONG as error:
            if not form.draw:
                raise
            if not interaction.response.is_done():
                await think(interaction)
            token = await self._typed.keep(guild_of(interaction), user_of(interaction), name, typed)
            correct = button("Correct it", custom_ids.CORRECT.of(token))
            said = ui.TextDisplay[ui.LayoutView](sentence(error))
            view = layout(said, ui.ActionRow(correct))
            await interaction.followup.send(view=view, ephemeral=True, allowed_mentions=NOBODY)

    async def _correct(self, interaction: discord.Interaction, token: str) -> None:
        """Open a form again with what was typed, for [Correct it]."""
        async with quickly():
            name, typed = await self._typed.get(guild_of(interaction), user_of(interaction), token)
        form, state = self._form(name)
        if not form or not form.draw:
            raise FormGone
        await interaction.response.send_modal(form.draw(typed, *state))

    def _form(self, name: str) -> tuple[Form | None, tuple[str, ...]]:
        """Return the form with a ``custom_id``, if any, and the parts of that."""
        for pattern, form in self._forms.items():
            if match := pattern.fullmatch(name):
                return form, match.groups()
        return None, ()


def _dynamic_button(button: Button, door: Door) -> type[ui.DynamicItem[Any]]:
    def answer(interaction: discord.Interaction[Any], *state: str) -> Awaitable[None]:
        return button.press(interaction, *state)

    return _dynamic(ui.Button, button.id, door, answer)


def _dynamic_menu(menu: Menu, door: Door) -> type[ui.DynamicItem[Any]]:
    def answer(interaction: discord.Interaction[Any], *state: str) -> Awaitable[None]:
        data: Mapping[str, Any] = dict(interaction.data or {})
        chosen = next(iter(data.get("values", ())), "")
        return menu.choose(interaction, chosen, *state)

    return _dynamic(ui.Select, menu.id, door, answer)


def _dynamic(
    kind: type[ui.Item[Any]], id_: CustomId, door: Door, answer: Press
) -> type[ui.DynamicItem[Any]]:
    """Return what discord.py finds for items of a kind that carry a ``custom_id``."""

    class Pressed(ui.DynamicItem[Any], template=id_.pattern):
        def __init__(self, item: ui.Item[Any], state: tuple[str, ...]) -> None:
            super().__init__(item)
            self._state = state

        @classmethod
        async def from_custom_id(
            cls,
            _interaction: discord.Interaction[Any],
            item: ui.Item[Any],
            match: re.Match[str],
            /,
        ) -> Self:
            assert isinstance(item, kind), "nothing else carries these"
            return cls(item, match.groups())

        async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
            return await door.admits(interaction)

        async def callback(self, interaction: discord.Interaction[Any]) -> None:
            await _answered(interaction, answer(interaction, *self._state))

    return Pressed


async def _answered(interaction: discord.Interaction, answer: Awaitable[None]) -> None:
    try:
        await answer
    except Exception as error:  # noqa: BLE001 (told or logged; discord.py would only log it)
        await tell(interaction, error)
    interaction.client.dispatch("answered", interaction)


def _typed(components: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the names of a form's inputs with what was typed in each."""
    for component in components:
        inner = component.get("component", component)
        if "value" in inner:
            yield inner["custom_id"], str(inner["value"] or "").strip()
