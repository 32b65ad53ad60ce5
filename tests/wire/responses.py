"""The routes with an interaction's token: acknowledging it, and its messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from tests.wire.http import RECEIVED, Received, Refused, answer
from tests.wire.interactions import Callback, Interaction
from tests.wire.rules import (
    COMPONENTS_V2,
    EPHEMERAL,
    LOADING,
    SUPPRESS_EMBEDS,
    Json,
    choice_problems,
    form_problems,
)
from tests.wire.world import Message

if TYPE_CHECKING:
    from tests.wire.rest import Rest

_FOLLOWUP = SUPPRESS_EMBEDS | EPHEMERAL | COMPONENTS_V2


class Responses:
    """What the bot sends to an interaction."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest

    async def callback(self, request: web.Request) -> web.Response:
        """Take an acknowledgement, once and in time."""
        interaction = self._interaction(request)
        received = request[RECEIVED]
        callback, data = Callback(received.body["type"]), received.body.get("data") or {}
        again = bool(interaction.acknowledged)
        if problem := interaction.refusal(callback):
            self._rest.fail(f"an interaction was {problem}")
            raise _error(*((400, 40060) if again else (404, 10062)))
        received.body = data
        await self._take(interaction, callback, received)
        interaction.acknowledged = callback
        if callback not in {Callback.THINKING, Callback.UPDATE_LATER}:
            interaction.done.set()
        described: Json = {"id": str(interaction.id), "type": interaction.kind}
        answered: Json = {"interaction": described}
        if interaction.original:
            message = self._payload(interaction.original)
            answered["resource"] = {"type": callback, "message": message}
        return answer(answered)

    async def _take(self, interaction: Interaction, callback: Callback, received: Received) -> None:
        data = received.body
        match callback:
            case Callback.CHOICES:
                self._rest.refuse(choice_problems(data["choices"]), "autocomplete")
                interaction.choices = data["choices"]
            case Callback.FORM:
                self._rest.refuse(form_problems(data), "form")
                interaction.form = data
            case Callback.THINKING:
                flags = data.get("flags", 0) & EPHEMERAL | LOADING
                interaction.original = self._message(interaction, flags)
            case Callback.MESSAGE:
                message = self._message(interaction, data.get("flags", 0) & EPHEMERAL)
                self._rest.fill(message, received, new=True)
                interaction.original = message
                await self._rest.publish(message)
            case Callback.UPDATE | Callback.UPDATE_LATER:
                interaction.original = interaction.source
                if interaction.original and callback is Callback.UPDATE:
                    self._rest.fill(interaction.original, received, new=False)

    async def follow(self, request: web.Request) -> web.Response:
        """Take another message."""
        interaction = self._acknowledged(request)
        received = request[RECEIVED]
        if received.body.get("flags", 0) & ~_FOLLOWUP:
            self._rest.fail(f"a followup with flags {received.body['flags']}")
        message = self._message(interaction, 0)
        self._rest.fill(message, received, new=True)
        message = interaction.follow(message)
        await self._rest.publish(message)
        return answer(self._payload(message))

    async def get(self, request: web.Request) -> web.Response:
        """Return a message."""
        return answer(self._payload(self._asked(request)))

    async def edit(self, request: web.Request) -> web.Response:
        """Change a message."""
        self._rest.waiting.set()
        await self._rest.open.wait()
        interaction, message = self._acknowledged(request), self._asked(request)
        received = request[RECEIVED]
        if (received.body.get("flags") or 0) & ~(SUPPRESS_EMBEDS | COMPONENTS_V2):
            self._rest.fail(f"an edit with flags {received.body['flags']}")
        self._rest.fill(message, received, new=bool(message.flags & LOADING))
        thought = message.flags & LOADING
        message.flags &= ~LOADING
        if thought:
            await self._rest.publish(message)
        if not message.unfinished:
            interaction.done.set()
        return answer(self._payload(message))

    async def delete(self, request: web.Request) -> web.Response:
        """Delete a message."""
        self._asked(request).deleted = True
        self._acknowledged(request).done.set()
        return web.Response(status=204)

    def _interaction(self, request: web.Request) -> Interaction:
        interaction = self._rest.interactions.get(request.match_info["token"])
        if not interaction:
            self._rest.fail(f"{request.path}: there is no such interaction")
            raise _error(404, 10015)
        return interaction

    def _acknowledged(self, request: web.Request) -> Interaction:
        interaction = self._interaction(request)
        if not interaction.acknowledged:
            self._rest.fail(f"{request.method} {request.path} before it was acknowledged")
            raise _error(404, 10015)
        return interaction

    def _asked(self, request: web.Request) -> Message:
        interaction, wanted = self._acknowledged(request), request.match_info["message"]
        messages = [message for message in interaction.messages if str(message.id) == wanted]
        if wanted == "@original" and interaction.original:
            messages = [interaction.original]
        if not messages or messages[0].deleted:
            self._rest.fail(f"{request.method} {request.path}: there is no such message")
            raise _error(404, 10008)
        return messages[0]

    def _message(self, interaction: Interaction, flags: int) -> Message:
        bot = self._rest.world.bot
        return Message(interaction.channel, bot, flags=flags, interaction=True)

    def _payload(self, message: Message) -> Json:
        described = message.payload(self._rest.world.guild_id)
        described["webhook_id"] = described["application_id"] = str(self._rest.world.application_id)
        return described


_MEANINGS = {
    10008: "Unknown Message",
    10015: "Unknown Webhook",
    10062: "Unknown interaction",
    40060: "Interaction has already been acknowledged.",
}


def _error(status: int, code: int) -> Refused:
    return Refused(status, code, _MEANINGS[code])
