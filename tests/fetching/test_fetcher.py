from __future__ import annotations

import asyncio
import gzip
import shutil
import ssl
import subprocess
import time
import tracemalloc
from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import RawTestServer

from bot.errors import ForbiddenAddress, Gone, Problem, Refusal, SourceError, TooLarge, Unreachable
from bot.fetching.fetcher import Fetched, Fetcher
from bot.fetching.media import FEEDS, Media
from bot.model import Origin
from bot.progress import Progress, Unit
from tests.refusals import refused
from tests.serving import HERE, PAGE, Handler, fetching, page, serving

URL = "http://harbour.example/rules"
CONDITIONS = ("If-None-Match", "If-Modified-Since")


async def fetched(handler: Handler, url: str = URL, *, max_bytes: int = 1_000_000) -> Fetched:
    async with serving(handler) as port, fetching(port, max_bytes=max_bytes) as (fetcher, _):
        return await fetcher.fetch(url)


@asynccontextmanager
async def talking(answer: bytes, *, pause: float = 0.0) -> AsyncGenerator[int, None]:
    """Serve bytes that no web server would send, one by one if there is a pause."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        try:
            for byte in answer if pause else b"":
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(pause)
            writer.write(answer)
            await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()

    async with await asyncio.start_server(talk, HERE, 0) as server:
        yield server.sockets[0].getsockname()[1]


async def test_a_page_is_fetched_as_it_stands() -> None:
    found = await fetched(page, URL + "?gate=1#hours")

    assert found == Fetched(Origin(URL + "?gate=1"), "rules.html", PAGE.encode(), "utf-8")


@pytest.mark.parametrize("packed", [False, True])
async def test_what_has_come_is_told(packed: bool) -> None:
    async def answer(_: web.BaseRequest) -> web.Response:
        response = web.Response(text=PAGE * 1000, content_type="text/html")
        if packed:
            response.enable_compression()
        return response

    told: list[Progress] = []
    async with serving(answer) as port, fetching(port) as (fetcher, _):
        data = (await fetcher.fetch(URL, report=told.append)).data

    assert [progress.done for progress in told] == sorted({progress.done for progress in told})
    assert told[-1] == Progress(Unit.BYTE, len(data), 0 if packed else len(data))


async def test_only_what_a_page_needs_is_told_to_its_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    seen: list[dict[str, str]] = []

    async def remember(request: web.BaseRequest) -> web.Response:
        seen.append(dict(request.headers))
        response = web.Response(text=PAGE, content_type="text/html")
        response.set_cookie("who", "you")
        return response

    async with serving(remember) as port, fetching(port) as (fetcher, _):
        await fetcher.fetch(URL)
        await fetcher.fetch(URL)

    assert [set(headers) for headers in seen] == [
        {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    ] * 2
    assert seen[0]["User-Agent"] == "Verbatim"


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.1.1", "100.64.0.1", "224.0.0.1"),
        *("255.255.255.255", "0.0.0.0", "[::]", "[::1]", "[fc00::1]", "[fe80::1%25lo]"),
        *("[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "localhost", "127.1"),
        *("0x7f000001", "2130706433", "017700000001", "１２７.0.0.1"),
    ],
)
async def test_nothing_but_public_addresses_is_opened_unless_told_otherwise(host: str) -> None:
    async with aclosing(Fetcher(max_bytes=1000, seconds=2)) as fetcher:
        with refused(ForbiddenAddress, Problem.NOT_PUBLIC):
            await fetcher.fetch(f"http://{host}/")


async def test_a_name_that_leads_to_a_private_address_is_refused_without_saying_where() -> None:
    async with (
        serving(page) as port,
        fetching(port, answers={"harbour.example": ["127.0.0.2"]}) as (fetcher, _),
    ):
        with pytest.raises(ForbiddenAddress) as caught:
            await fetcher.fetch(URL)

    assert caught.value.refusal == Refusal(Problem.NOT_PUBLIC, "harbour.example")


async def test_a_name_is_looked_up_once_and_its_checked_address_is_the_one_connected_to() -> None:
    answers = {"harbour.example": [HERE, "127.0.0.2"]}
    async with serving(page) as port, fetching(port, answers=answers) as (fetcher, names):
        assert (await fetcher.fetch(URL)).data == PAGE.encode()
        assert names.asked == ["harbour.example"]

        with pytest.raises(ForbiddenAddress):
            await fetcher.fetch(URL)


async def test_of_a_names_addresses_only_those_that_are_public_are_connected_to() -> None:
    answers = {"harbour.example": ["127.0.0.2 127.0.0.1 ::1", "127.0.0.2 127.0.0.3 ::1"]}
    async with serving(page) as port, fetching(port, answers=answers) as (fetcher, _):
        assert (await fetcher.fetch(URL)).data == PAGE.encode()

        with pytest.raises(ForbiddenAddress):
            await fetcher.fetch(URL)


async def test_a_redirect_that_looks_its_own_name_up_anew_is_checked_anew() -> None:
    async def back(_: web.BaseRequest) -> web.Response:
        raise web.HTTPFound(URL)

    answers = {"harbour.example": [HERE, "127.0.0.2"]}
    async with serving(back) as port, fetching(port, answers=answers) as (fetcher, names):
        with pytest.raises(ForbiddenAddress):
            await fetcher.fetch(URL)

    assert names.asked == ["harbour.example"] * 2


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_followed_to_the_address_that_is_kept(status: int) -> None:
    async def redirect(request: web.BaseRequest) -> web.Response:
        if request.host == "harbour.example":
            location = "http://www.harbour.example/old/place"
            return web.Response(status=status, headers={"Location": location})
        if request.path == "/old/place":
            return web.Response(status=status, headers={"Location": "../new place.html#top"})
        return await page(request)

    found = await fetched(redirect)

    assert found.url == "http://www.harbour.example/new%20place.html"
    assert found.filename == "new place.html"


@pytest.mark.parametrize(
    ("location", "error"),
    [
        ("http://127.0.0.2/", ForbiddenAddress),
        ("http://169.254.169.254/latest/meta-data/", ForbiddenAddress),
        ("http://[::1]/", ForbiddenAddress),
        ("//localhost/", ForbiddenAddress),
        ("http://harbour.example:22/", ForbiddenAddress),
        ("file:///etc/passwd", Unreachable),
        ("http://me:pass@harbour.example/", Unreachable),
        ("http://[", Unreachable),
        ("http://" + "a" * 300 + ".example/", Unreachable),
    ],
)
async def test_a_redirect_to_what_may_not_be_opened_is_refused(
    location: str, error: type[Exception]
) -> None:
    async def redirect(_: web.BaseRequest) -> web.Response:
        return web.Response(status=302, headers={"Location": location})

    with pytest.raises(error):
        await fetched(redirect)


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl to make a certificate")
async def test_a_redirect_that_gives_up_encryption_is_not_followed(
    self_signed: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusting = ssl.create_default_context(cafile=tmp_path / "certificate.pem")
    monkeypatch.setattr("aiohttp.connector._SSL_CONTEXT_VERIFIED", trusting)
    asked: list[str] = []

    async def redirect(request: web.BaseRequest) -> web.Response:
        asked.append(request.path)
        if request.path == "/rules":
            return await page(request)
        raise web.HTTPFound("https://harbour.example/rules" if request.path == "/up" else URL)

    server = RawTestServer(redirect)
    await server.start_server(ssl=self_signed)
    assert server.port
    async with server, fetching(server.port) as (fetcher, _):  # it stays as it was started
        found = await fetcher.fetch("https://harbour.example/up")
        with pytest.raises(ForbiddenAddress) as caught:
            await fetcher.fetch("https://harbour.example/down")

    assert found.url == "https://harbour.example/rules"
    assert asked == ["/up", "/rules", "/down"]
    assert caught.value.refusal == Refusal(Problem.LESS_SAFE, "harbour.example")


async def test_what_a_server_says_of_a_version_is_kept_and_asked_for_again() -> None:
    seen: list[dict[str, str]] = []
    etag, day = 'W/"two"', "Mon, 03 Mar 2025 10:00:00 GMT"

    async def send(request: web.BaseRequest) -> web.Response:
        seen.append({name: request.headers.get(name, "") for name in CONDITIONS})
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304)
        return web.Response(text="x", headers={"ETag": etag, "Last-Modified": day})

    async with serving(send) as port, fetching(port) as (fetcher, _):
        found = await fetcher.fetch(URL)
        assert found.origin == Origin(URL, etag, day)
        assert await fetcher.fetch_newer(found.origin) is None
        newer = await fetcher.fetch_newer(Origin(URL, '"one"'))

    assert newer == found
    assert [tuple(headers.values()) for headers in seen] == [("", ""), (etag, day), ('"one"', "")]


@pytest.mark.parametrize("etag", [b'"\xe8\xff"', b'"' + b"x" * 600 + b'"'])
async def test_a_mark_that_could_not_be_sent_back_is_not_kept(etag: bytes) -> None:
    answer = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1\r\nETag: %b\r\n\r\nx"
    )
    async with talking(answer % etag) as port, fetching(port) as (fetcher, _):
        assert (await fetcher.fetch(URL)).origin == Origin(URL)


async def test_the_marks_of_a_version_are_told_to_the_address_that_gave_them_only() -> None:
    seen: list[tuple[str, bool]] = []

    async def move(request: web.BaseRequest) -> web.Response:
        seen.append((request.path, any(name in request.headers for name in CONDITIONS)))
        if request.path == "/rules":
            raise web.HTTPFound("http://other.example/rules/new")
        return await page(request)

    async with serving(move) as port, fetching(port) as (fetcher, _):
        found = await fetcher.fetch_newer(Origin(URL, '"one"', "Mon, 03 Mar 2025 10:00:00 GMT"))

    assert found
    assert found.url == "http://other.example/rules/new"
    assert seen == [("/rules", True), ("/rules/new", False)]


@pytest.mark.parametrize(
    ("kind", "media"),
    [("application/rss+xml", FEEDS), ("application/json", FEEDS), ("application/gzip", FEEDS)],
)
async def test_a_feed_is_fetched_as_a_feed_only(kind: str, media: Media) -> None:
    async def send(_: web.BaseRequest) -> web.Response:
        return web.Response(body=b"x", headers={"Content-Type": kind})

    async with serving(send) as port, fetching(port) as (fetcher, _):
        assert (await fetcher.fetch(URL, media)).data == b"x"
        with refused(Unreachable, Problem.UNREAD_TYPE, type=kind):
            await fetcher.fetch(URL)


async def test_a_document_is_no_feed() -> None:
    async def send(_: web.BaseRequest) -> web.Response:
        return web.Response(body=b"x", content_type="application/pdf")

    async with serving(send) as port, fetching(port) as (fetcher, _):
        with refused(Unreachable, Problem.NO_FEED_TYPE, type="application/pdf"):
            await fetcher.fetch(URL, FEEDS)


async def test_redirects_in_a_circle_come_to_an_end() -> None:
    asked: list[str] = []

    async def redirect(request: web.BaseRequest) -> web.Response:
        asked.append(request.path)
        return web.Response(status=302, headers={"Location": request.path + "x"})

    with refused(Unreachable, Problem.TOO_MANY_REDIRECTS, limit=5):
        await fetched(redirect)
    assert len(asked) == 6


@pytest.mark.parametrize("stated", [True, False])
async def test_a_document_over_the_limit_is_refused_whether_it_says_its_size_or_not(
    *, stated: bool
) -> None:
    sent = 0

    async def send(request: web.BaseRequest) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse(headers={"Content-Type": "text/plain"})
        if stated:
            response.content_length = 100_000_000
        await response.prepare(request)
        try:
            for _ in range(1000):
                await response.write(b"harbour " * 12_500)
                sent += 100_000
        except ConnectionError:
            pass
        return response

    with pytest.raises(TooLarge) as caught:
        await fetched(send)

    facts = {"largest": 1_000_000}
    assert caught.value.refusal == Refusal(Problem.SENDS_TOO_MUCH, "harbour.example", facts)
    assert sent < 20_000_000


async def test_a_size_over_the_limit_is_refused_before_the_document_is_sent() -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1000001\r\n\r\nx"
    async with talking(answer) as port, fetching(port) as (fetcher, _):
        with pytest.raises(TooLarge):
            await fetcher.fetch(URL)


async def test_a_document_of_exactly_the_limit_is_fetched() -> None:
    async def send(_: web.BaseRequest) -> web.Response:
        return web.Response(text="x" * 1000)

    assert len((await fetched(send, max_bytes=1000)).data) == 1000
    with pytest.raises(TooLarge):
        await fetched(send, max_bytes=999)


async def test_what_unpacks_to_too_much_is_refused_before_it_fills_the_memory() -> None:
    bomb = gzip.compress(bytes(200_000_000))

    async def send(_: web.BaseRequest) -> web.Response:
        return web.Response(
            body=bomb, headers={"Content-Type": "text/plain", "Content-Encoding": "gzip"}
        )

    tracemalloc.start()
    try:
        with pytest.raises(TooLarge):
            await fetched(send)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


async def test_a_packed_page_is_unpacked() -> None:
    async def send(_: web.BaseRequest) -> web.Response:
        headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
        return web.Response(body=gzip.compress(PAGE.encode()), headers=headers)

    assert (await fetched(send)).data == PAGE.encode()


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 5000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5000\r\n\r\n"
        + b"x" * 5000,
        b"",
    ],
    ids=["headers", "body", "nothing"],
)
async def test_a_server_that_trickles_is_left_in_time(answer: bytes) -> None:
    async with (
        talking(answer or b"H", pause=0.05 if answer else 30) as port,
        fetching(port, seconds=0.3) as (fetcher, _),
    ):
        before = time.monotonic()
        with refused(Unreachable, Problem.HOST_SLOW, seconds=0.3):
            await fetcher.fetch(URL)
        assert time.monotonic() - before < 25  # the whole answer takes 30 seconds and more


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-Many: x\r\n" * 10_000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5000\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\n\r\nno gzip",
        b"HTTP/1.1 302 Found\r\nLocation: http://\xff\xfe\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"",
    ],
    ids=["long header", "many headers", "cut", "no gzip", "no text", "no web", "silence"],
)
async def test_an_answer_that_cannot_be_used_gets_a_sentence(answer: bytes) -> None:
    async with talking(answer) as port, fetching(port) as (fetcher, _):
        with pytest.raises(Unreachable):
            await fetcher.fetch(URL)


@pytest.mark.parametrize(
    ("status", "problem"),
    [
        (404, Problem.NOTHING_THERE),
        (403, Problem.NOT_LET_IN),
        (500, Problem.NOT_NOW),
        (204, Problem.NOT_NOW),
        (304, Problem.NOT_NOW),
    ],
)
async def test_a_refusal_of_the_server_is_told(status: int, problem: Problem) -> None:
    async def refuse(_: web.BaseRequest) -> web.Response:
        return web.Response(status=status)

    with refused(Unreachable, problem, name="harbour.example", status=status):
        await fetched(refuse)


@pytest.mark.parametrize("status", [404, 410])
async def test_what_is_gone_is_told_from_what_fails(status: int) -> None:
    async def refuse(_: web.BaseRequest) -> web.Response:
        return web.Response(status=status)

    with pytest.raises(Gone):
        await fetched(refuse)


async def test_a_name_that_nobody_has_is_told() -> None:
    async with fetching(1, answers={"harbour.example": []}) as (fetcher, _):
        with refused(Unreachable, Problem.HOST_NOT_FOUND, name="harbour.example"):
            await fetcher.fetch(URL)


async def test_a_server_that_does_not_listen_is_told() -> None:
    async with serving(page) as port:
        pass
    async with fetching(port) as (fetcher, _):
        with refused(Unreachable, Problem.HOST_UNREACHABLE, name="harbour.example"):
            await fetcher.fetch(URL)


async def test_a_server_without_encryption_is_not_trusted_at_a_secure_address() -> None:
    with refused(Unreachable, Problem.BAD_CERTIFICATE):
        await fetched(page, "https://harbour.example/")


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl to make a certificate")
async def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    self_signed: ssl.SSLContext,
) -> None:
    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(hang_up, HERE, 0, ssl=self_signed)
    port = server.sockets[0].getsockname()[1]
    async with server, fetching(port) as (fetcher, _):
        with refused(Unreachable, Problem.BAD_CERTIFICATE):
            await fetcher.fetch("https://harbour.example/")


@pytest.fixture
def self_signed(tmp_path: Path) -> ssl.SSLContext:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subject = ["-subj", "/CN=harbour.example", "-addext", "subjectAltName=DNS:harbour.example"]
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            *curve,
            "-nodes",
            *subject,
            "-keyout",
            key,
            "-out",
            certificate,
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    return context


@pytest.mark.parametrize(
    ("kind", "named"),
    [
        ("application/json", "application/json"),
        ("image/png", "image/png"),
        ("application/zip", "application/zip"),
        ("application/octet-stream", ""),
        ("\x1b[31mred", ""),
    ],
)
async def test_a_type_that_is_not_read_is_refused_by_name(kind: str, named: str) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: 1\r\n\r\nx"
    async with talking(head.encode()) as port, fetching(port) as (fetcher, _):
        error = SourceError if "\x1b" in kind else Unreachable
        with pytest.raises(error) as caught:
            await fetcher.fetch(URL)

    assert "\x1b" not in str(caught.value)
    if "\x1b" not in kind:
        facts = {"type": named}
        assert caught.value.refusal == Refusal(Problem.UNREAD_TYPE, "harbour.example", facts)


@pytest.mark.parametrize(
    ("path", "kind", "disposition", "name"),
    [
        ("/", "text/html", "", "harbour.example.html"),
        ("/rules.html", "text/html; charset=utf-8", "", "rules.html"),
        ("/rules.php", "text/html", "", "rules.php.html"),
        ("/data.csv", "text/html", "", "data.csv.html"),
        ("/data.csv", "text/plain", "", "data.csv"),
        ("/README.md", "text/plain", "", "README.md"),
        ("/download/", "application/pdf", 'attachment; filename="The Rules.pdf"', "The Rules.pdf"),
        ("/a.pdf", "application/pdf", "inline; filename*=UTF-8''R%C3%A8gles.pdf", "Règles.pdf"),
        ("/a", "application/pdf", 'attachment; filename="../../etc/passwd"', "passwd.pdf"),
        ("/a", "application/pdf", 'attachment; filename="C:\\\\x\\\\rules.pdf"', "rules.pdf"),
        ("/a.pdf", "application/pdf", "attachment; filename=;;;=\"'", "a.pdf"),
        ("/a.pdf", "application/pdf", "attachment; filename*=utf-9''%ff.pdf", "ÿ.pdf"),
        ("/Report.DOCX", "application/octet-stream", "", "Report.DOCX"),
        ("/H%C3%A4fen%2Frules.txt", "text/plain", "", "rules.txt"),
        ("/" + "a" * 300, "text/plain", "", "a" * 100 + ".txt"),
    ],
)
async def test_a_document_is_named_by_its_server_its_address_or_its_type(
    path: str, kind: str, disposition: str, name: str
) -> None:
    async def send(_: web.BaseRequest) -> web.Response:
        headers = {"Content-Type": kind}
        if disposition:
            headers["Content-Disposition"] = disposition
        return web.Response(body=b"x", headers=headers)

    assert (await fetched(send, f"http://harbour.example{path}")).filename == name


@pytest.mark.parametrize(("raw", "name"), [("Règle", "Règle.pdf"), (b"R\xe8gle", "R\ufffdgle.pdf")])
async def test_a_name_in_bare_bytes_is_read_as_utf_8(raw: str | bytes, name: str) -> None:
    stated = raw if isinstance(raw, bytes) else raw.encode()
    answer = (
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Type: application/pdf\r\n"
        b'Content-Disposition: inline; filename="%b.pdf"\r\n\r\nx'
    ) % stated
    async with talking(answer) as port, fetching(port) as (fetcher, _):
        assert (await fetcher.fetch(URL)).filename == name
