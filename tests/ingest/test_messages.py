import time
from contextlib import suppress
from email.message import EmailMessage

import pytest

from dragoman.errors import Unreadable
from dragoman.ingest import reports_in, take_in

WORDS = "The ministers met in Malmö on Monday and agreed to resume talks, officials said after the meeting."


def message(**fields: str) -> EmailMessage:
    made = EmailMessage()
    made["From"] = "The Wire – Döner <news@wire.example>"
    made["To"] = "desk@example.org"
    made["Subject"] = "Talks in Malmö"
    made["Date"] = "Wed, 19 Jun 2024 23:30:00 -0400"
    for name, value in fields.items():
        made[name.replace("_", "-")] = value
    return made


def test_a_plain_message():
    made = message(Archived_At="<https://wire.example/m/1>")
    made.set_content(WORDS)
    report, problems = take_in(bytes(made), name="m.eml")
    assert report.text.strip() == WORDS
    assert (report.title, report.publisher) == ("Talks in Malmö", "The Wire – Döner")
    assert (report.url, report.published) == ("https://wire.example/m/1", "2024-06-19")
    assert (report.published_from, report.published_in, problems) == ("metadata", "Date", ())


def test_html_is_read_where_the_plain_part_only_points_at_it():
    made = message()
    made.set_content("See it in a browser.")
    made.add_alternative(f"<html><body><article><h1>Talks</h1><p>{WORDS}</p></article></body></html>", subtype="html")
    assert WORDS in take_in(bytes(made)).document.text


def test_the_plain_part_is_preferred_and_attachments_are_named():
    made = message()
    made.set_content(WORDS)
    made.add_alternative(f"<p>{WORDS}</p>", subtype="html")
    made.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="communiqué.pdf")
    report, problems = take_in(bytes(made))
    assert report.text.strip() == WORDS
    assert [p.message for p in problems] == ["an attachment was left out: communiqué.pdf"]


def test_lines_broken_for_the_way_are_joined():
    head = b"From: a@b.example\nDate: Wed, 19 Jun 2024 23:30:00 -0400\nSubject: s\n"
    flowed = b"Content-Type: text/plain; format=flowed\n\nThe ministers \nmet.\nThey agreed.\n-- \nA name\n"
    assert take_in(head + flowed).document.text == "The ministers met.\nThey agreed.\n-- \nA name"


def test_a_message_is_known_by_its_header_and_text_that_looks_like_one_is_not(file):
    made = message()
    made.set_content(WORDS)
    (found,) = reports_in(file(bytes(made), "saved.txt"))
    assert found.take().document.title == "Talks in Malmö"
    text = b"Subject: talks. The ministers met.\nDate: Monday.\nThen they left."
    assert take_in(text).document.text == text.decode()


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ('Content-Type: multipart/encrypted; boundary="x"\n\n--x\n--x--', "an encrypted message"),
        ("Content-Type: application/pkcs7-mime\n\nMIIB", "an encrypted message"),
        ('Content-Type: multipart/mixed; boundary="x"\n\n', "without a text"),
        ("X: " + "a" * 300_000 + "\n\nwords", "header has more than"),
    ],
)
def test_what_cannot_be_taken_in(body, why):
    head = "From: a@b.example\nTo: c@d.example\nDate: Wed, 19 Jun 2024 23:30:00 -0400\n"
    with pytest.raises(Unreadable, match=why):
        take_in((head + body).encode(), name="m.eml")


def nested(depth: int) -> bytes:
    head = b"From: a@b.example\nTo: c@d.example\nSubject: s\n"
    parts = (b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(depth))
    return head + b"".join(parts) + b"Content-Type: text/plain\n\nwords"


@pytest.mark.parametrize(
    "raw",
    [
        nested(3_000),
        b"From: a\nTo: c@d.example\nSubject: " + b"=?utf-8?q?=C3=A9?= " * 5_000 + b"\n\nwords",
        b"From: " + b"(" * 50_000 + b"\nTo: c@d.example\nSubject: s\n\nwords",
        b"From: " + b'"' * 50_000 + b"@[\nTo: c@d.example\nSubject: s\nDate: \xff\xfe\n\nwords",
        b"From: a\nTo: b\nSubject: s\nContent-Type: text/plain; charset=punycode\n\n" + b"words-" * 9_000,
        b"From: a\nTo: b\nSubject: s\nContent-Type: text/plain; charset=none-such\nContent-Transfer-Encoding: base64\n\n=",
    ],
)
def test_hostile_messages_are_taken_in_or_refused_in_time(raw):
    begun = time.process_time()
    with suppress(Unreadable):
        assert take_in(raw, name="m.eml").document.text
    assert time.process_time() - begun < 5
