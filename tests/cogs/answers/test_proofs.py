"""``/quote`` and *Cite*."""

from __future__ import annotations

import hashlib
import json

import simcord

from bot.ingest.extract import extract
from bot.library.curator import Changes
from bot.model import Handle, UserId
from tests.cogs.test_isolation import away
from tests.cogs.world import QUESTION, RELEASE, World, choices, message, press, text

__all__ = ["away"]

PASSAGE = RELEASE.split("\n\n")[1]
DIGEST = hashlib.sha256(PASSAGE.encode()).hexdigest()


async def quote(world: World, id_: str) -> simcord.InteractionResult:
    result = await world.ben.slash(world.channel, "quote", id=id_)
    assert isinstance(result, simcord.InteractionResult)
    return result


async def test_a_quote_is_proved_by_its_id(world: World) -> None:
    document = await world.add()
    await world.engine.documents.edit(
        world.guild_id,
        document.handle,
        Changes(title="Old *ferries*"),
        user_id=UserId(world.moderator.id),
    )

    shown = await quote(world, "1.1.42-223")

    assert shown.ephemeral
    said = text(shown)
    assert PASSAGE.partition(".")[0] in said
    assert f"SHA-256 of the text: `{DIGEST}`" in said
    assert "Version 1 of 1, characters 42 to 223 of " in said
    assert f"from the file harbour.txt, added <t:{int(document.added_at.timestamp())}:f>" in said
    assert f" by <@{world.moderator.id}>" in said
    assert "Described anew <t:" in said
    assert not world.pings(message(shown))


async def test_a_quote_is_cited_in_three_forms(world: World) -> None:
    await world.add()
    shown = await world.ask(QUESTION)

    cited = await press(world.ben, shown, "Cite")

    files = {file.filename: await file.read() for file in message(cited).attachments}
    assert set(files) == {f"quote-1.1.42-223.{suffix}" for suffix in ("txt", "bib", "json")}
    assert all(DIGEST in data.decode() for data in files.values())
    assert json.loads(files["quote-1.1.42-223.json"])[0]["type"] == "document"


async def test_a_quote_of_an_old_version_says_what_became_of_its_document(world: World) -> None:
    await world.add()
    data = RELEASE.replace("4 March", "5 March").encode()
    source = extract("harbour.txt", data)
    await world.engine.documents.replace(world.guild_id, Handle(1), source, data)

    said = text(await quote(world, "1.1.42-223"))

    assert "Version 1 of 2" in said
    assert "Replaced by a newer version <t:" in said


async def test_what_is_no_quote_or_not_seen_here_gets_a_sentence(world: World, away: World) -> None:
    assert away.guild_id != world.guild_id

    assert "An id looks like 12.1.345-678." in text(await quote(world, "the seminar @everyone"))
    assert text(await quote(world, "2.1.0-10")) == "There is no document 2 in this library."
    assert text(await quote(world, "1.7.0-10")) == "There is no document 1 in this library."
    assert text(await quote(world, "1.1.0-99999")) == "There is no document 1 in this library."


async def test_a_quote_of_one_server_is_not_cited_in_another(world: World, away: World) -> None:
    forged = await world.forge_menu(world.channel, *choices(await away.ask())["Cite"])

    cited = await press(world.ann, forged, "Forged")

    assert text(cited) == "This answer is too old for its buttons. Ask the question again."
    assert not message(cited).attachments
