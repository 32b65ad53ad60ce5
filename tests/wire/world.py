"""A server with people, channels and messages, as Discord describes them to a bot."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.wire.rules import BUTTON, EPHEMERAL, MENU, TEXT, Json, walk

_EPOCH = 1_420_070_400_000
_COUNTER = itertools.count()

VIEW, SEND, MANAGE_MESSAGES = 1 << 10, 1 << 11, 1 << 13
EVERYBODY = VIEW | SEND | 1 << 15 | 1 << 16 | 1 << 31 | 1 << 38
"""See channels, send messages, also in threads, attach files, read the history, use commands."""


def snowflake() -> int:
    """Return a new id, which tells the time as Discord's do."""
    at = int(time.time() * 1000) - _EPOCH
    return at << 22 | next(_COUNTER) & 0x3FFFFF


@dataclass(frozen=True)
class Person:
    """Somebody with an account."""

    name: str
    moderator: bool = False
    bot: bool = False
    id: int = field(default_factory=snowflake)

    def user(self) -> Json:
        return {
            "id": str(self.id),
            "username": self.name,
            "global_name": None if self.bot else self.name.title(),
            "discriminator": "0",
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
        }

    @property
    def permissions(self) -> int:
        return EVERYBODY | (MANAGE_MESSAGES if self.moderator else 0)


@dataclass(frozen=True)
class Channel:
    """A text channel of the server, or with a recipient the direct messages with somebody."""

    name: str = ""
    recipient: Person | None = None
    id: int = field(default_factory=snowflake)

    def payload(self) -> Json:
        common = {"id": str(self.id), "last_message_id": None, "flags": 0}
        if self.recipient:
            return common | {"type": 1, "recipients": [self.recipient.user()]}
        return common | {
            "type": 0,
            "name": self.name,
            "position": 0,
            "permission_overwrites": [],
            "nsfw": False,
            "parent_id": None,
            "topic": None,
            "rate_limit_per_user": 0,
        }


@dataclass
class Message:
    """A message that stands in a channel, or is shown to one person only."""

    channel: Channel
    author: Person
    content: str = ""
    components: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    flags: int = 0
    replies_to: Message | None = None
    mentions: list[Person] = field(default_factory=list)
    interaction: bool = False
    files: dict[str, bytes] = field(default_factory=dict)
    deleted: bool = False
    id: int = field(default_factory=snowflake)

    @property
    def private(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    @property
    def text(self) -> str:
        """All that the message says."""
        displays = [each["content"] for each in walk(self.components) if each["type"] == TEXT]
        return "\n".join([self.content, *displays] if self.content else displays)

    @property
    def buttons(self) -> dict[str, str]:
        """What is on the buttons, with the first such one's ``custom_id`` or address."""
        found: dict[str, str] = {}
        for each in walk(self.components):
            if each["type"] == BUTTON:
                found.setdefault(each["label"], each.get("custom_id") or each["url"])
        return found

    @property
    def choices(self) -> dict[str, tuple[str, str]]:
        """What the menus offer, with the first such menu's ``custom_id`` and the value."""
        found: dict[str, tuple[str, str]] = {}
        for each in walk(self.components):
            if each["type"] == MENU:
                for option in each["options"]:
                    found.setdefault(option["label"], (each["custom_id"], option["value"]))
        return found

    @property
    def unfinished(self) -> bool:
        """Whether the message says how far something has come, and will be edited again."""
        return any(each.startswith("stop:") for each in self.buttons.values())

    def payload(self, guild_id: int | None = None, *, silent: bool = False) -> Json:
        """Describe the message; ``silent`` to a bot that may not read what it says."""
        described: Json = {
            "id": str(self.id),
            "type": 19 if self.replies_to else 0,
            "channel_id": str(self.channel.id),
            "author": self.author.user(),
            "content": "" if silent else self.content,
            "timestamp": datetime.now(UTC).isoformat(),
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [person.user() for person in self.mentions],
            "mention_roles": [],
            "attachments": [] if silent else self.attachments,
            "embeds": [],
            "pinned": False,
            "components": [] if silent else self.components,
            "flags": self.flags,
        }
        if guild_id and not self.channel.recipient:
            described["guild_id"] = str(guild_id)
        if to := self.replies_to:
            described["message_reference"] = {
                "type": 0,
                "message_id": str(to.id),
                "channel_id": str(to.channel.id),
            }
            described["referenced_message"] = to.payload()
        return described


class World:
    """The server, who is in it, and all messages."""

    def __init__(self) -> None:
        self.application_id = snowflake()
        self.bot = Person("verbatim", bot=True, id=self.application_id)
        self.moderator = Person("mo", moderator=True)
        self.guild_id, self.role_id = snowflake(), snowflake()
        self.channel, self.log = Channel("ask-verbatim"), Channel("library-log")
        self.channels = {each.id: each for each in (self.channel, self.log)}
        self.direct: dict[int, Channel] = {}
        self.messages: dict[int, Message] = {}

    def direct_channel(self, person: Person) -> Channel:
        """Return the direct messages with somebody."""
        if person.id not in self.direct:
            channel = self.direct[person.id] = Channel(recipient=person)
            self.channels[channel.id] = channel
        return self.direct[person.id]

    def member(self, person: Person) -> Json:
        """Describe somebody as a member of the server."""
        return {
            "user": person.user(),
            "nick": None,
            "avatar": None,
            "roles": [str(self.role_id)] if person.moderator else [],
            "joined_at": "2024-01-01T00:00:00+00:00",
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "flags": 0,
            "pending": False,
        }

    def guild(self) -> Json:
        """Describe the server."""
        channels = [each.payload() for each in self.channels.values() if not each.recipient]
        return {
            "id": str(self.guild_id),
            "name": "Newsroom",
            "owner_id": str(snowflake()),
            "icon": None,
            "splash": None,
            "discovery_splash": None,
            "description": None,
            "banner": None,
            "afk_channel_id": None,
            "afk_timeout": 300,
            "verification_level": 1,
            "default_message_notifications": 1,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "premium_tier": 0,
            "premium_progress_bar_enabled": False,
            "system_channel_flags": 0,
            "preferred_locale": "en-US",
            "roles": [
                _role(self.guild_id, "@everyone", 0, EVERYBODY),
                _role(self.role_id, "Moderators", 1, MANAGE_MESSAGES),
            ],
            **{name: [] for name in _EMPTY},
            "channels": channels,
            "members": [self.member(self.bot)],
            "member_count": 42,
            "joined_at": "2024-01-01T00:00:00+00:00",
            "large": False,
            "unavailable": False,
        }


_EMPTY = (
    *("emojis", "stickers", "features", "threads", "presences", "voice_states"),
    *("stage_instances", "guild_scheduled_events", "soundboard_sounds"),
)


def _role(id_: int, name: str, position: int, permissions: int) -> Json:
    return {
        "id": str(id_),
        "name": name,
        "position": position,
        "permissions": str(permissions),
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
