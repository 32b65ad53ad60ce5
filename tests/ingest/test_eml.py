from __future__ import annotations

import base64
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from bot.errors import NoText, Problem, TooLarge, UnreadableFile
from bot.ingest import email_message, formats
from tests.refusals import refused

PAGE = (
    "<html><body><p>The commission decided on Monday that all of the ships may sail again, as the"
    " harbour of Riga is free of ice.</p><p>It had been closed to all of them for six weeks.</p>"
    "</body></html>"
)


def message(text: str = "", page: str = "") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Harbour Press <press@harbour.example>"
    made["Subject"] = "Schiffe dürfen  wieder fahren"
    made["Date"] = "Sun, 03 May 2020 23:30:00 -0800"
    if text:
        made.set_content(text)
    if page and text:
        made.add_alternative(page, subtype="html")
    elif page:
        made.set_content(page, subtype="html")
    return made


def test_subject_sender_and_day_are_taken() -> None:
    reading = email_message.read_email(message("Text.\n").as_bytes())

    assert (reading.text, reading.title) == ("Text.", "Schiffe dürfen wieder fahren")
    assert (reading.publisher, reading.date) == ("Harbour Press", "2020-05-03")


def test_an_address_without_a_name_is_the_publisher() -> None:
    assert email_message.read_email(b"From: a@b.example\n\nText.").publisher == "a@b.example"


def test_plain_text_is_preferred_to_html() -> None:
    assert email_message.read_email(message("Plain.\n", PAGE).as_bytes()).text == "Plain."


def test_html_is_read_where_there_is_no_plain_text() -> None:
    for made in (message(page=PAGE), message(" \n", PAGE)):
        assert "all of the ships may sail" in email_message.read_email(made.as_bytes()).text


def test_quoted_lines_stay_and_flowed_ones_are_joined() -> None:
    data = (
        b"Content-Type: text/plain; format=flowed\n\n"
        b"Yes, they \nmay.\n\n> May they \n> sail?\n>> Who?\n"
        b"-- \nAda\n"
    )

    assert (
        email_message.read_email(data).text
        == "Yes, they may.\n\n> May they sail?\n>> Who?\n--\nAda"
    )


def test_lines_that_are_not_flowed_stay_apart() -> None:
    assert email_message.read_email(b"Subject: a\n\nYes, they \nmay.\n").text == "Yes, they\nmay."


def test_of_attachments_only_the_names_are_kept() -> None:
    made = message("Text.\n")
    made.add_attachment("Other text.", filename="notes.txt")
    made.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="öl.pdf")
    reading = email_message.read_email(made.as_bytes())

    assert (reading.text, reading.removed) == ("Text.", ("notes.txt", "öl.pdf"))


def test_a_message_in_a_message_is_an_attachment() -> None:
    made = message("Text.\n")
    made.add_attachment(message("Forwarded.\n"))
    reading = email_message.read_email(made.as_bytes())

    assert (reading.text, reading.removed) == ("Text.", ("message/rfc822",))


def test_a_message_of_attachments_only_says_so() -> None:
    made = message()
    made.add_attachment("Other text.", filename="notes.txt")

    with refused(NoText, Problem.EMAIL_WITHOUT_TEXT):
        email_message.read_email(made.as_bytes())


@pytest.mark.parametrize("charset", ["latin-1", "unknown-8bit", "utf-8", ""])
def test_a_wrong_or_missing_charset_does_not_lose_the_text(charset: str) -> None:
    data = (
        f"Content-Type: text/plain; charset={charset}\n\n".encode()
        + "Ein schöner Tag für alle, und für uns nicht.".encode("latin-1")
    )

    assert email_message.read_email(data).text == "Ein schöner Tag für alle, und für uns nicht."


@pytest.mark.parametrize(
    ("charset", "encoding", "text"),
    [
        ("us-ascii", "cp1252", "The gate’s “hours” – €5 a day."),
        ("iso-8859-1", "cp1252", "The gate’s “hours” – €5 a day."),
        ("gb2312", "gb18030", "港口大门晚上九点关闭，朱镕基说：价格是€5。"),
        ("iso-2022-kr", "iso2022_kr", "항구의 문은 저녁 아홉 시에 닫힙니다."),
        ("ks_c_5601-1987", "cp949", "똠방각하와 펲시콜라가 항구에 있습니다."),
    ],
)
def test_subject_and_text_have_the_letters_that_browsers_read(
    charset: str, encoding: str, text: str
) -> None:
    word = f"=?{charset}?B?{base64.b64encode(text.encode(encoding)).decode()}?="
    head = f"Subject: {word}\nFrom: {word} <a@b.org>\nContent-Type: text/plain; charset={charset}"

    reading = email_message.read_email(head.encode() + b"\n\n" + text.encode(encoding))

    assert (reading.title, reading.publisher, reading.text) == (text, text, text)


def test_a_letter_of_a_subject_may_be_cut_in_two() -> None:
    data = "①港の門は夜九時に閉まります".encode("cp932")
    words = (f"=?shift_jis?B?{base64.b64encode(each).decode()}?=" for each in (data[:5], data[5:]))

    reading = email_message.read_email(f"Subject: {' '.join(words)}\n\nText.".encode())

    assert reading.title == "①港の門は夜九時に閉まります"


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("Größe der Fähre".encode(), "Größe der Fähre"),
        ("Größe der Fähre".encode("cp1252"), "Größe der Fähre"),
        (
            b"Re: =?utf-8?q?F=C3=A4hre?= and =?utf-8*de?q?T=C3=BCr?= (new)",
            "Re: Fähre and Tür (new)",
        ),
        (b"=?klingon?q?F=C3=A4hre?=", "Fähre"),
        (b"\x1b$B9A$NLg\x1b(B", "港の門"),
    ],
)
def test_a_subject_is_read_however_it_is_written(field: bytes, words: str) -> None:
    assert email_message.read_email(b"Subject: " + field + b"\n\nText.").title == words


@pytest.mark.parametrize(
    "field", [b"=?utf-8?Q?M=C3=BCller,_Ada?= <a@b.org>", '"Müller, Ada" <a@b.org>'.encode()]
)
def test_a_sender_may_have_a_comma_in_the_name(field: bytes) -> None:
    assert email_message.read_email(b"From: " + field + b"\n\nText.").publisher == "Müller, Ada"


HEAD = b"From: Ann <a@b.org>\nMIME-Version: 1.0\n"


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        (b"From: " + b'"a" <b@c.org>, ' * 2_000 + b"\n\nText.", Problem.EMAIL_HEADER_TOO_LONG),
        (
            HEAD + b"Content-Type: text/plain;" + b"\n a*0*=x;" * 400 + b"\n\nText.",
            Problem.EMAIL_HEADER_TOO_LONG,
        ),
        (
            HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 1_001,
            Problem.EMAIL_TOO_MANY_PARTS,
        ),
    ],
    ids=["addresses", "parameters", "parts"],
)
def test_a_flood_is_told_at_once(message: bytes, problem: Problem) -> None:
    with refused(TooLarge, problem):
        email_message.read_email(message)


def test_a_folder_of_messages_is_told() -> None:
    one = b"From a@b.org Mon Jan  1 00:00:00 2024\nFrom: a@b.org\nMessage-ID: <1>\n\nText one.\n\n"

    assert formats.is_message(one * 2)
    with refused(UnreadableFile, Problem.EMAIL_FOLDER):
        email_message.read_email(one * 2)
    assert email_message.read_email(one).text == "Text one."


def test_a_message_that_only_forwards_another_has_its_text() -> None:
    inner = b"From: Ben <b@c.org>\nSubject: Inner\n\nThe ferry runs on Sunday.\n"
    outer = (
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n"
    )

    assert email_message.read_email(outer + inner + b"--b--\n").text == "The ferry runs on Sunday."


@pytest.mark.parametrize("year", ["4294967296", "99999999999", "0"])
def test_a_year_that_no_calendar_has_is_no_date(year: str) -> None:
    read = email_message.read_email(b"From: a@b.org\nDate: Mon, 1 Jan %b\n\nText." % year.encode())

    assert (read.text, read.date) == ("Text.", "")


PIXEL = b"\x89PNG\r\n"


def pieces(*texts: str, kind: str = "plain", around: str = "mixed") -> bytes:
    made = EmailMessage()
    made["From"] = "press@harbour.example"
    made.set_type(f"multipart/{around}")
    for place, text in enumerate(texts):
        if place:
            picture = EmailMessage()
            picture.set_content(PIXEL, "image", "png", disposition="inline")
            made.attach(picture)
        part = EmailMessage()
        part.set_content(text, subtype=kind)
        made.attach(part)
    return made.as_bytes()


def test_text_after_a_picture_is_read() -> None:
    reading = email_message.read_email(pieces("One.\n", "Two.\n", "Three.\n"))

    assert reading.text == "One.\n\nTwo.\n\nThree."
    assert reading.removed == ("image/png", "image/png")


def test_a_page_that_goes_on_after_a_picture_is_read_as_one() -> None:
    second = "<html><body><p>The first ship to leave will be the Daina, at noon.</p></body></html>"

    text = email_message.read_email(pieces(PAGE, second, kind="html")).text

    assert text.endswith("six weeks.\n\nThe first ship to leave will be the Daina, at noon.")


def test_of_two_forms_the_one_is_read_that_is_plain_throughout() -> None:
    plain, made = EmailMessage(), EmailMessage()
    plain.set_content("All in one.\n")
    made.set_type("multipart/alternative")
    made.attach(plain)
    made.attach(message_from_bytes(pieces(PAGE, PAGE, kind="html"), policy=policy.default))

    assert email_message.read_email(made.as_bytes()).text == "All in one."


def test_what_a_page_refers_to_is_no_text_of_the_message() -> None:
    text = email_message.read_email(
        pieces(PAGE, "<p>A frame of it.</p>", kind="html", around="related")
    )

    assert "A frame of it" not in text.text


def test_the_footer_that_a_list_adds_is_read_with_the_text() -> None:
    made = EmailMessage()
    made.set_type("multipart/mixed")
    for text in ("The ship sails.\n", "To leave the list, write to us.\n"):
        part = EmailMessage()
        part.set_content(text)
        made.attach(part)

    assert email_message.read_email(made.as_bytes()).text == (
        "The ship sails.\n\nTo leave the list, write to us."
    )


def test_parts_within_parts_are_read_or_told() -> None:
    def nested(depth: int) -> bytes:
        around = "".join(
            f'Content-Type: multipart/mixed; boundary="b{level}"\n\n--b{level}\n'
            for level in range(depth)
        )
        inner = "Content-Type: text/plain\n\nThe ship sails.\n"
        return f"From: a@b.example\n{around}{inner}".encode()

    assert email_message.read_email(nested(50)).text == "The ship sails."
    with pytest.raises(UnreadableFile):
        email_message.read_email(nested(700))
