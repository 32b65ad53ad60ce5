"""The real release that the project began with, alone and among other real documents."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator
from pathlib import Path

import pytest

from bot.engine.engine import Engine, open_engine
from bot.errors import SourceError
from bot.model import TERMINAL, Answer, Document
from bot.settings import Settings
from tests.adding import add
from tests.conftest import SHARED

RELEASE = SHARED / "real" / "iom-guangzhou-release.txt"
FUNDER = "is funded by the Partnership Instrument of the European Union"

pytestmark = pytest.mark.skipif(not RELEASE.exists(), reason="the real documents are not here")

ANSWERED = {
    "who funded the seminar": FUNDER,
    "Who paid for the seminar?": FUNDER,
    "who sponsred the semniar": FUNDER,
    "who financed the event in Guangzhou?": FUNDER,
    "Who facilitated the seminar?": "facilitated by IOM's Liaison Office in China",
    "which organisation collaborated with IOM on the event?": "International Labour Organisation",
    "in which city was the report launched?": "Guangzhou this week",
    "When did the seminar end?": "(11 March)",
    "on what date does the event conclude": "(11 March)",
    "how many migrants are there in the world?": "approximately one billion migrants",
    "what was the population of Guangzhou in 1980?": "under 2 million in 1980",
    "How many people live in Guangzhou today?": "over 14 million today",
    "what share of China's population lives in the countryside?": "around 40 percent",
    "what percentage of people will live in cities when China is developed?": "exceed 90 percent",
    "which ministries took part in the seminar?": "the Ministry of Foreign Affairs",
    "did the Ministry of Public Security attend?": "the Ministry of Public Security",
    "which consulates participated?": "Consulates-General of African and Asian countries",
    "Whom can I contact for more information?": "Etienne Micallef",
    "what is the e-mail address of the press contact?": "emicallef@iom.int",
    "what phone number can I call?": "+ 86 13811209875",
    "what is the title of the World Migration Report?": "New Partnerships to Manage Mobility",
    "what does the World Migration Report explore?": "how migration and migrants are shaping",
    "what is the flagship publication of IOM?": "its flagship publication",
    "which language was the report launched in?": "Chinese-language",
    "what did Pär Liljert say about cities?": "about half reside in cities",
    "Who is the head of IOM in China?": "Head of Office in China, Pär Liljert",
    "who is the Director General of IOM?": "Ambassador William Lacy Swing",
    "What does William Lacy Swing say about migrants?": "They rescue them",
    "has China seen a large rural-urban migration?": "largest rural-urban migration in history",
    "what do migrants need from cities?": "a chance to succeed",
}
DECLINED = (
    "Who won the football match?",
    "What is the price of bitcoin?",
    "how many refugees drowned in the Mediterranean?",
    "when will the next seminar be held in Brussels?",
    "how much did the seminar cost?",
    "who translated the report into French?",
    "What is the population of Beijing?",
)


@pytest.fixture
async def released(engine: Engine) -> Document:
    return await add(engine, TERMINAL, RELEASE.name, RELEASE.read_bytes())


async def test_the_release_is_stored_without_its_navigation(
    engine: Engine, released: Document
) -> None:
    text = await engine.library.catalogue.text(released)

    assert released.title == (
        "China and EU Share Experiences in Policy Seminar on Migrants and Cities"
    )
    assert text.startswith(released.title)
    assert text.endswith("Email: emicallef@iom.int")
    assert "WHO WE ARE" not in text
    assert "Where we work" not in text
    assert len(await engine.library.catalogue.cut_lines(released)) == 22


@pytest.mark.usefixtures("released")
async def test_questions_on_the_release_are_answered(engine: Engine) -> None:
    for question, answer in ANSWERED.items():
        reply = await engine.asking.ask(TERMINAL, question)
        assert isinstance(reply, Answer), question
        assert answer in reply.quotes[0].text, question


@pytest.mark.usefixtures("released")
async def test_what_the_release_does_not_answer_is_declined(engine: Engine) -> None:
    for question in DECLINED:
        assert not isinstance(await engine.asking.ask(TERMINAL, question), Answer), question


def others() -> Iterator[Path]:
    """Yield the real documents but the four largest, which take as long to read as all others."""
    for path in sorted((SHARED / "real" / "documents").rglob("*.*")):
        if path.stat().st_size < 1_000_000:
            yield path


@pytest.fixture
async def crowded(tmp_path: Path) -> AsyncGenerator[Engine, None]:
    """An engine with the release and the other real documents that can be read."""
    settings = Settings(semantic="off", database=tmp_path / "crowded.db", corpus=None)
    async with open_engine(settings) as engine:
        for path in others():
            try:
                await add(engine, TERMINAL, path.name, path.read_bytes())
            except SourceError:
                continue
        await add(engine, TERMINAL, RELEASE.name, RELEASE.read_bytes())
        yield engine


async def test_the_seed_question_finds_the_funder_among_other_real_documents(
    crowded: Engine,
) -> None:
    reply = await crowded.asking.ask(TERMINAL, "who funded the seminar")

    assert await crowded.library.catalogue.count(TERMINAL) > 50
    assert isinstance(reply, Answer)
    assert FUNDER in reply.quotes[0].sentence.of(reply.quotes[0].text)
