"""Messages (EML, RFC 5322): newsletters, alerts and press releases as a mail program saves them."""

from __future__ import annotations

import email
import re
from collections.abc import Iterable
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from itertools import islice

from dragoman.errors import Unreadable
from dragoman.ingest.encoding import decoded
from dragoman.ingest.html import from_html
from dragoman.ingest.source import Origin
from dragoman.ingest.stated import Date, stated
from dragoman.ingest.text import Taken
from dragoman.model import Problem

_FIELD = re.compile(rb"([A-Za-z][A-Za-z-]{1,40}):[ \t]")
_KNOWN = frozenset(
    b"from to cc date subject received return-path message-id mime-version delivered-to content-type reply-to sender "
    b"list-id x-mailer dkim-signature authentication-results".split()
)
_LOCKED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_LONGEST_HEAD = 200_000  # bytes of header
_LONGEST_FIELD = 2_000  # characters that are looked at: `email` needs time that grows with their square
_PARTS = 200


def opens_message(head: bytes) -> bool:
    """Whether `head` opens with header fields, three of them of messages, and who, when or on what among them."""
    names = set()
    for line in head.split(b"\n")[:60]:
        if match := _FIELD.match(line):
            names.add(match[1].lower())
        elif not line.startswith((b" ", b"\t")):
            break
    return len(names & _KNOWN) >= 3 and bool(names & {b"from", b"date", b"subject"})


def take_message(raw: bytes, origin: Origin) -> Taken:
    """The text of a message, without its attachments, which are named."""
    if len(re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]) > _LONGEST_HEAD:
        raise Unreadable(f"a message whose header has more than {_LONGEST_HEAD:,} bytes; save its text instead")
    try:
        return _take(email.message_from_bytes(raw))
    except RecursionError:
        raise Unreadable("a message with parts nested too deep; save its text instead") from None
    except (MessageError, LookupError, TypeError, AttributeError, ValueError) as error:  # of `email`, on broken fields
        raise Unreadable(f"a damaged message ({type(error).__name__}: {error}); save its text instead") from error


def _take(message: Message) -> Taken:
    if message.get_content_type() in _LOCKED:
        raise Unreadable("an encrypted message; open it in your mail program and save its text")
    parts = list(islice(message.walk(), _PARTS))
    shown = [part for part in parts if part.get_content_disposition() != "attachment"]
    texts = [_plain(part) for part in shown if part.get_content_type() == "text/plain"]
    pages = [_words(part) for part in shown if part.get_content_type() == "text/html"]
    text = "\n\n".join(text for text, _ in texts).strip()
    problems = [problem for _, odd in texts for problem in odd]
    page = next((from_html(page) for page, _ in pages if page.strip()), None)
    if page is not None and len(text) < len(page.document.text) / 2:  # "To read this message, open it in a browser"
        text, problems = page.document.text, [*page.problems]
    if not text:
        raise Unreadable("a message without a text")
    name, address = parseaddr(_field(message, "From"))
    return stated(
        text,
        title=_field(message, "Subject"),
        publisher=name or address,
        url=_field(message, "Archived-At").strip("<> "),
        dates=[Date("Date", _field(message, "Date"))],
        problems=[*problems, *_left_out(part for part in parts if part not in shown)],
    )


def _field(message: Message, name: str) -> str:
    """A header field, decoded; mail that has bare UTF-8 in it is read as that."""
    raw = next((str(value) for field, value in message.raw_items() if field.lower() == name.lower()), "")
    words = raw[:_LONGEST_FIELD].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        return str(make_header(decode_header(words)))
    except (MessageError, LookupError, ValueError):
        return words


def _plain(part: Message) -> tuple[str, tuple[Problem, ...]]:
    """A plain part; lines that were broken for the way only are joined again (RFC 3676)."""
    words, problems = _words(part)
    if str(part.get_param("format", "")).lower() == "flowed":
        words = re.sub(r"(?m)^ ", "", words)
        joint = "" if str(part.get_param("delsp", "")).lower() == "yes" else " "
        words = re.sub(r"(?<!^--) \n", joint, words, flags=re.MULTILINE)
    return words, problems


def _words(part: Message) -> tuple[str, tuple[Problem, ...]]:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return "", ()
    html = part.get_content_type() == "text/html"
    text, problems = decoded(raw, html=html, charset=part.get_content_charset())
    return text.replace("\r\n", "\n"), problems


def _left_out(parts: Iterable[Message]) -> list[Problem]:
    names = (str(part.get_filename() or part.get_content_type())[:80] for part in islice(parts, 10))
    return [Problem(stage="ingest", message=f"an attachment was left out: {name}") for name in names]
