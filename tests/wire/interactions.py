"""What becomes of an interaction: acknowledged once, in time, and answered."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum

from tests.wire.rules import EPHEMERAL, LOADING, Json
from tests.wire.world import Channel, Message, Person, snowflake

ACKNOWLEDGE_SECONDS = 3.0


class Kind(IntEnum):
    """What somebody did."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    FORM = 5


class Callback(IntEnum):
    """How the bot acknowledged it."""

    MESSAGE = 4
    THINKING = 5
    UPDATE_LATER = 6
    UPDATE = 7
    CHOICES = 8
    FORM = 9


_ALLOWED = {
    Kind.COMMAND: {Callback.MESSAGE, Callback.THINKING, Callback.FORM},
    Kind.COMPONENT: set(Callback) - {Callback.CHOICES},
    Kind.AUTOCOMPLETE: {Callback.CHOICES},
    Kind.FORM: set(Callback) - {Callback.CHOICES, Callback.FORM},
}


@dataclass
class Interaction:
    """One thing that somebody did, and all that the bot did about it."""

    kind: Kind
    person: Person
    channel: Channel
    data: Json
    source: Message | None = None
    """The message whose button was pressed, or from which the form was opened."""
    id: int = field(default_factory=snowflake)
    token: str = field(default_factory=lambda: secrets.token_urlsafe(60))
    starved: Callable[[], float] = float
    """Returns the seconds that the bot had no processor for, though it had something to do."""
    sent_at: float = field(default_factory=time.monotonic)
    starved_before: float = field(init=False)
    acknowledged: Callback | None = None
    waited: float = 0.0
    original: Message | None = None
    messages: list[Message] = field(default_factory=list)
    form: Json = field(default_factory=dict)
    choices: list[Json] = field(default_factory=list)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.starved_before = self.starved()

    @property
    def shown(self) -> Message:
        """The message that came last: a new one, or the one that was changed."""
        if self.messages:
            return self.messages[-1]
        assert self.original, "nothing was shown"
        return self.original

    @property
    def text(self) -> str:
        return self.shown.text

    def refusal(self, callback: Callback) -> str:
        """Return what is wrong with being acknowledged like this, now."""
        self.waited = time.monotonic() - self.sent_at - (self.starved() - self.starved_before)
        if self.acknowledged:
            return "acknowledged a second time"
        if self.waited > ACKNOWLEDGE_SECONDS:
            return f"acknowledged after {self.waited:.1f} seconds"
        from_message = self.kind is Kind.COMPONENT or self.source
        updates = callback in {Callback.UPDATE, Callback.UPDATE_LATER}
        if callback not in _ALLOWED[self.kind] or (updates and not from_message):
            return f"answered {self.kind.name} with {callback.name}"
        return ""

    def follow(self, message: Message) -> Message:
        """Take a followup; the first after "thinking" takes the place of that, as Discord does."""
        thinking = self.original
        if thinking and thinking.flags & LOADING:
            kept = thinking.flags & EPHEMERAL
            thinking.content, thinking.components = message.content, message.components
            thinking.attachments, thinking.files = message.attachments, message.files
            thinking.flags = message.flags & ~EPHEMERAL | kept
            message = thinking
        if message not in self.messages:
            self.messages.append(message)
        self.done.set()
        return message
