from __future__ import annotations

from bot.library.guilds import Guilds
from tests.library.storing import AWAY, HOME, MODERATOR


async def test_what_a_guild_sets_is_kept_and_audited(guilds: Guilds) -> None:
    assert await guilds.log_channel(HOME) is None
    assert await guilds.bundled_shown(HOME)

    await guilds.set_log_channel(HOME, 5, user_id=MODERATOR)

    assert await guilds.log_channel(HOME) == 5
    assert await guilds.log_channel(AWAY) is None
    assert [entry.detail for entry in await guilds.audit_entries(HOME)] == [{"channel": "5"}]
    await guilds.set_log_channel(HOME, None, user_id=MODERATOR)
    assert await guilds.log_channel(HOME) is None


async def test_the_installation_keeps_values(guilds: Guilds) -> None:
    assert await guilds.state("commands") == ""

    await guilds.set_state("commands", "1")
    await guilds.set_state("commands", "2")

    assert await guilds.state("commands") == "2"
