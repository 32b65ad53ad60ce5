from __future__ import annotations

import gzip
import json
import time
from dataclasses import asdict
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Problem, SourceError, TooLarge, UnreadableFile, UnsupportedFormat
from bot.ingest.feed.entries import MOST, Entry, Feed
from bot.ingest.feed.read import read_feed
from bot.ingest.feed.stamps import moment
from tests.refusals import refused

URL = "https://arven.example/news/feed.xml"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>News of the harbour</title><link>https://arven.example/</link>
<atom:link href="https://arven.example/news/feed.xml" rel="self"/>
<item><title>The gate &amp;amp; the bridge</title><link>https://arven.example/news/1#top</link>
  <guid isPermaLink="false">news-1</guid><pubDate>Mon, 03 Mar 2025 10:00:00 +0100</pubDate></item>
<item><title><![CDATA[A <b>new</b> pier&hellip;]]></title><link> ../two </link>
  <pubDate>Tue, 04 Mar 2025 08:30:00 GMT</pubDate></item>
<item><title>By its guid&nbsp;only</title><guid>https://arven.example/news/3</guid></item>
</channel></rss>"""


def feed(text: str, url: str = URL) -> Feed:
    return read_feed(url, text.encode())


def test_a_feed_goes_through_json() -> None:
    found = feed(RSS)

    assert Feed.of_fields(json.loads(json.dumps(asdict(found)))) == found


def test_rss_is_read_newest_first() -> None:
    assert feed(RSS) == Feed(
        "News of the harbour",
        (
            Entry("https://arven.example/two", "A new pier…", "2025-03-04T08:30:00+00:00"),
            Entry(
                "https://arven.example/news/1",
                "The gate & the bridge",
                "2025-03-03T10:00:00+01:00",
                "news-1",
            ),
            Entry(
                "https://arven.example/news/3",
                "By its guid only",
                guid="https://arven.example/news/3",
            ),
        ),
    )


def test_rdf_and_atom_are_read_as_well() -> None:
    rdf = feed(
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
          xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="x"><title>Arven</title></channel>
        <item rdf:about="y"><title>One</title><link>/one</link><dc:date>2025-03-03</dc:date></item>
        </rdf:RDF>"""
    )
    atom = feed(
        """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/deep/"><title>Arven</title>
        <entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <i>new</i> one</div>
        </title><id>tag:1</id><link rel="replies" href="talk"/><link href="one.html"/>
        <link rel="enclosure" href="one.mp3"/><updated>2025-03-09T00:00:00Z</updated>
        <published>2025-03-03T00:00:00Z</published></entry></feed>"""
    )

    assert rdf.entries == (Entry("https://arven.example/one", "One", "2025-03-03T00:00:00+00:00"),)
    assert atom.title == "Arven"
    assert atom.entries == (
        Entry(
            "https://arven.example/deep/one.html",
            "A new one",
            "2025-03-03T00:00:00+00:00",
            "tag:1",
        ),
    )


def test_a_json_feed_is_read() -> None:
    text = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Arven",
            "items": [
                {
                    "id": "1",
                    "url": "/one",
                    "title": "One",
                    "date_published": "2025-03-03T00:00:00Z",
                },
                {"id": 2, "external_url": "https://other.example/", "title": None},
                "no item",
            ],
        }
    )

    assert feed(text).entries == (
        Entry("https://arven.example/one", "One", "2025-03-03T00:00:00+00:00", "1"),
        Entry("https://other.example/"),
    )


def test_a_sitemap_is_read_with_what_a_news_sitemap_adds() -> None:
    text = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
    <url><loc>https://arven.example/old</loc><lastmod>2024-01-01</lastmod></url>
    <url><loc> https://arven.example/new </loc><lastmod>2025-01-02</lastmod><news:news>
      <news:publication_date>2025-01-01T10:00+01:00</news:publication_date>
      <news:title>A new gate</news:title></news:news></url></urlset>"""

    expected = (
        Entry("https://arven.example/new", "A new gate", "2025-01-01T10:00:00+01:00"),
        Entry("https://arven.example/old", "", "2024-01-01T00:00:00+00:00"),
    )
    assert feed(text).entries == expected
    assert read_feed(URL + ".gz", gzip.compress(text.encode())).entries == expected


def test_an_index_names_its_sitemaps_the_last_changed_first() -> None:
    text = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <sitemap><loc>https://arven.example/1.xml</loc></sitemap>
    <sitemap><loc>https://arven.example/2.xml</loc><lastmod>2024-05-01</lastmod></sitemap>
    <sitemap><loc>https://arven.example/3.xml</loc><lastmod>2025-05-01</lastmod></sitemap>
    </sitemapindex>"""

    assert feed(text) == Feed(
        sitemaps=tuple(f"https://arven.example/{number}.xml" for number in (3, 2, 1))
    )


def test_a_page_names_its_feeds() -> None:
    text = """<!DOCTYPE html><html><head><base href="/blog/">
    <link rel="stylesheet" href="x.css"><link rel="alternate" hreflang="de" href="/de">
    <link rel="alternate" type="application/rss+xml; charset=utf-8" href="feed">
    <link rel=alternate type=application/atom+xml href="javascript:alert(1)">
    <LINK REL="Alternate home" TYPE="application/atom+xml" HREF="https://arven.example/atom">
    </head><body><p>Hello"""

    assert feed(text).feeds == (
        "https://arven.example/blog/feed",
        "https://arven.example/atom",
    )
    with refused(UnsupportedFormat, Problem.PAGE_WITHOUT_FEED):
        feed("<html><head><title>Hello</title></head></html>")


def test_a_page_without_a_feed_may_lead_to_one_that_has_it() -> None:
    page = "<html><head>{}<meta http-equiv=refresh content='0; url=../blog/'></head></html>"

    assert feed(page).feeds == ("https://arven.example/blog/",)
    named = page.format('<link rel=alternate type="application/rss+xml" href="/feed">')
    assert feed(named).feeds == ("https://arven.example/feed",)
    with refused(UnsupportedFormat, Problem.PAGE_WITHOUT_FEED):
        feed(page.replace("../blog/", "javascript:alert(1)"))


@pytest.mark.parametrize(
    "link",
    [
        *("file:///etc/passwd", "javascript:alert(1)", "mailto:me@arven.example", "http://", ""),
        *("http://[", "data:text/html,x", "https://arven.example/" + "a" * 2000),
    ],
)
def test_what_is_no_web_address_is_left_out(link: str) -> None:
    assert feed(f"<rss><channel><item><link>{link}</link></item></channel></rss>").entries == ()


def test_an_entry_that_comes_twice_is_named_once() -> None:
    text = """<rss><channel>
    <item><title>One</title><link>/1</link><guid isPermaLink="false">a</guid></item>
    <item><title>The same address</title><link>/1#again</link></item>
    <item><title>Another</title><link>/3</link></item></channel></rss>"""

    assert [(entry.title, entry.guid) for entry in feed(text).entries] == [
        ("One", "a"),
        ("Another", ""),
    ]


def test_entries_with_one_guid_are_told_apart_by_their_addresses() -> None:
    text = "".join(
        f"<item><title>{n}</title><link>/{n}</link><guid>{guid}</guid></item>"
        for n, guid in ((1, "all"), (2, "all"), (3, "own"), (2, "all"))
    )

    assert [(each.title, each.guid) for each in feed(f"<rss>{text}</rss>").entries] == [
        ("1", ""),
        ("2", ""),
        ("3", "own"),
    ]


@pytest.mark.parametrize("order", [1, -1])
def test_the_title_of_a_picture_is_not_that_of_its_entry(order: int) -> None:
    titles = "".join(["<title>The gate</title>", "<media:title>IMG_0042</media:title>"][::order])
    names = "".join(["<title>Harbour</title>", "<itunes:title>Podcast</itunes:title>"][::order])
    spaces = "xmlns:media='http://search.yahoo.com/mrss/' xmlns:itunes='http://itunes/dtd'"
    rss = f"<rss {spaces}><channel>{names}<item>{titles}<link>/1</link></item></channel></rss>"
    atom = (
        f"<feed xmlns='http://www.w3.org/2005/Atom' {spaces}>{names}<entry>{titles}"
        "<link href='/1'/></entry></feed>"
    )

    for found in (feed(rss), feed(atom)):
        assert (found.title, [entry.title for entry in found.entries]) == ("Harbour", ["The gate"])


def test_an_entry_without_a_title_of_its_own_has_that_of_dublin_core() -> None:
    item = (
        "<item xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:media='http://m/'><link>/1</link>"
        "<media:title>IMG_0042</media:title><dc:title>The gate</dc:title></item>"
    )

    assert feed(f"<rss>{item}</rss>").entries[0].title == "The gate"
    assert feed(f"<rss>{item.replace('dc:title', 'x')}</rss>").entries[0].title == ""


@pytest.mark.parametrize(
    ("declared", "actual"),
    [
        *(("utf-8", "utf-8"), ("iso-8859-1", "iso-8859-1"), ("utf-8", "cp1252")),
        *(("utf-16", "utf-16"), ("windows-1252", "utf-8"), ("klingon", "utf-8")),
    ],
)
def test_titles_are_read_whatever_the_encoding_is_said_to_be(declared: str, actual: str) -> None:
    text = (
        f'<?xml version="1.0" encoding="{declared}"?><rss><channel><item><link>/1</link>'
        "<title>Größe der Fähre: 20 m für 90 Gäste</title></item></channel></rss>"
    )

    (entry,) = read_feed(URL, text.encode(actual)).entries

    assert entry.title == "Größe der Fähre: 20 m für 90 Gäste"


def test_a_feed_is_read_in_the_encoding_that_its_server_states() -> None:
    title = "<title>Rīgas ostas vārti slēgti</title>"
    text = f"<rss><channel><item><link>/1</link>{title}</item></channel></rss>"

    (entry,) = read_feed(URL, text.encode("cp1257"), "windows-1257").entries

    assert entry.title == "Rīgas ostas vārti slēgti"


def test_broken_markup_is_read_as_far_as_it_goes() -> None:
    (first, second) = feed(
        "\n\ufeff<rss><channel><item><title>Tom & Jerry < 3</title><link>/a?b=1&c=2</link></item>"
        "<item><title>Cut</title><link>/cut</link>"
    ).entries

    assert first.url == "https://arven.example/a?b=1&c=2"
    assert first.title.startswith("Tom")
    assert second == Entry("https://arven.example/cut", "Cut")


def test_a_file_of_ours_cannot_be_named_in_a_feed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the token")
    found = feed(
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">'
        f'<!ENTITY % y SYSTEM "{secret.as_uri()}"> %y;]>'
        "<rss><channel><title>&x;</title><item><title>a&x;b</title><link>/1</link></item>"
        "</channel></rss>"
    )

    assert "the token" not in repr(found)
    assert found.entries[0].title == "ab"


def test_entities_that_multiply_are_left_out() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{"".join([f"&l{n - 1};"] * 10)}">' for n in range(1, 10))
    before = time.process_time()

    found = feed(
        f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>'
        "<rss><channel><item><title>&l9;!</title><link>/1</link></item></channel></rss>"
    )

    assert [entry.title for entry in found.entries] == ["!"]
    assert time.process_time() - before < 2


def test_of_thousands_of_items_the_newest_are_kept() -> None:
    items = "".join(
        f"<item><link>/{n}</link><pubDate>{n % 28 + 1:02} Mar {1925 + n % 100} 10:00 GMT</pubDate>"
        "</item>"
        for n in range(8_000)
    )

    found = feed(f"<rss><channel>{items}</channel></rss>")

    assert len(found.entries) == MOST
    assert {entry.date[:4] for entry in found.entries} == {str(year) for year in range(1962, 2025)}


def test_what_unpacks_to_too_much_is_refused() -> None:
    with refused(TooLarge, Problem.FEED_TOO_LARGE, megabytes=50):
        read_feed(URL, gzip.compress(bytes(60_000_000)))


def test_a_damaged_packed_feed_is_refused() -> None:
    with pytest.raises(UnreadableFile):
        read_feed(URL, b"\x1f\x8b\x08\x00no gzip at all")


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"A text.", b"<svg/>", b"{}", b'{"a": [1', b"[1]", b"%PDF-1.7", b"\x89PNG\r\n"),
        *(b"<", b"<rss", b'{"version": "https://jsonfeed.org/version/1"}', bytes(range(256))),
        b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000,
        b"<a>" * 100_000,
    ],
)
def test_what_is_no_feed_gets_a_sentence(data: bytes) -> None:
    with pytest.raises(SourceError):
        read_feed(URL, data)


@pytest.mark.parametrize(
    ("stamp", "date"),
    [
        ("Mon, 03 Mar 2025 23:30:00 CEST", "2025-03-03T23:30:00+02:00"),
        ("Mon, 03 Mar 2025 01:30:00 JST", "2025-03-03T01:30:00+09:00"),
        ("Mon, 03 Mar 2025 01:30:00 GMT+0200", "2025-03-03T01:30:00+02:00"),
        ("Mon, 3 Mar 25 01:30 UTC+05:30", "2025-03-03T01:30:00+05:30"),
        ("03 Mar 2025 01:30:00 -0330 (NST)", "2025-03-03T01:30:00-03:30"),
        ("Mon, 03 Mar 2025 22:00:00 EST", "2025-03-03T22:00:00-05:00"),
        ("Mon, 03 Mar 2025 22:00:00 QZT", "2025-03-03T22:00:00+00:00"),
        ("Mon, 03 Mar 2025 22:00", "2025-03-03T22:00:00+00:00"),
        ("Mon Mar  3 22:00:00 CET 2025", "2025-03-03T22:00:00+01:00"),
        ("Mon Mar 03 22:00:00 +0100 2025", "2025-03-03T22:00:00+01:00"),
        ("Mon, 03 Mar 2025 23:59:60 GMT", "2025-03-03T23:59:59+00:00"),
        ("Mon, 03 Mar 2025 24:00:00 GMT", "2025-03-03T00:00:00+00:00"),
        ("2025-03-03T22:00:00.5+0100", "2025-03-03T22:00:00.500000+01:00"),
        ("2025-03-03 22:00:00 +0100", "2025-03-03T22:00:00+01:00"),
        ("2025-03-03", "2025-03-03T00:00:00+00:00"),
        ("2016/6/29", "2016-06-29T00:00:00+00:00"),
        ("2016/6/29 8:05", "2016-06-29T08:05:00+00:00"),
        ("May 3, 2026", "2026-05-03T00:00:00+00:00"),
        ("Sunday, May 3rd, 2026 4:05 p.m.", "2026-05-03T16:05:00+00:00"),
        ("Sept. 3, 2026 12:05 AM PDT", "2026-09-03T00:05:00-07:00"),
        ("3. Mai 2026", "2026-05-03T00:00:00+00:00"),
        ("3 de mayo de 2026", "2026-05-03T00:00:00+00:00"),
        ("Jeu, 3 août 2026 10:00:00 +0200", "2026-08-03T10:00:00+02:00"),
        ("2026年5月3日", "2026-05-03T00:00:00+00:00"),
        ("03.05.2026 10:00", "2026-05-03T10:00:00+00:00"),
        ("13/5/2026", "2026-05-13T00:00:00+00:00"),
        ("5/13/2026", "2026-05-13T00:00:00+00:00"),
    ],
)
def test_a_date_keeps_the_day_of_its_own_zone(stamp: str, date: str) -> None:
    (entry,) = feed(f"<rss><item><link>/1</link><pubDate>{stamp}</pubDate></item></rss>").entries

    assert entry.date == date


def test_what_came_later_is_newer_whatever_its_zone() -> None:
    stamps = ("3 Mar 2025 23:00 +1000", "3 Mar 2025 12:00 GMT", "4 Mar 2025 01:00 JST", "none")
    items = (f"<item><link>/{n}</link><pubDate>{s}</pubDate></item>" for n, s in enumerate(stamps))

    assert [entry.url[-1] for entry in feed(f"<rss>{''.join(items)}</rss>").entries] == list("2013")


@given(st.integers(10**6, 3 * 10**9), st.integers(-14 * 60, 14 * 60))
def test_dates_of_rfc_822_are_read_as_they_were_written(seconds: int, minutes: int) -> None:
    written = datetime.fromtimestamp(seconds, timezone(timedelta(minutes=minutes)))

    assert moment(format_datetime(written)) == written.isoformat()


@given(st.text("0123456789:/-.+ ,MarchMay年月日amGT", max_size=40))
def test_any_date_is_one_or_none(stamp: str) -> None:
    assert moment(stamp) == "" or datetime.fromisoformat(moment(stamp)).timestamp()


@pytest.mark.parametrize(
    "date",
    [
        *("", "yesterday", "0000-00-00", "Mon, 99 Foo 2025", "0001-01-01T00:00+14:00", "9" * 1000),
        *("3/5/2026", "March 2026", "12 March", "2026", "31 Feb 2026", "2025-02-30T10:00:00Z"),
    ],
)
def test_a_date_that_is_none_is_left_out(date: str) -> None:
    (entry,) = feed(
        f"<rss><channel><item><link>/1</link><pubDate>{date}</pubDate></item></channel></rss>"
    ).entries

    assert entry.date == ""


def test_a_feed_without_entries_is_a_feed() -> None:
    assert feed("<rss><channel><title>Quiet</title></channel></rss>") == Feed("Quiet")
