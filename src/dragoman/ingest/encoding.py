"""Bytes into characters: which encoding, how sure, and what is not text at all."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from dragoman.errors import Unreadable
from dragoman.model import Problem

_MAGIC = (
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document (doc, xls) or one with a password; save it as DOCX without one"),
    (b"{\\rtf", "a rich text (RTF) document; save it as plain text first"),
    (b"\x1f\x8b", "compressed with gzip; unpack it first"),
    (b"BZh", "compressed with bzip2; unpack it first"),
    (b"\xfd7zXZ", "compressed with xz; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd; unpack it first"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\r\f\v\x1b\x00")
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)
_NEVER = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7", "undefined"})  # no page is so
_SAMPLE = 100_000  # bytes that an encoding is guessed from


def refuse_binary(raw: bytes) -> None:
    """Raise Unreadable, saying what it is, where `raw` is no text."""
    for magic, what in _MAGIC:
        if raw.startswith(magic):
            raise Unreadable(f"not a text but {what}")
    sample = raw[:_SAMPLE]
    if _marked(sample) or _utf16(sample):
        return
    odd = len(sample) - len(sample.translate(None, _CONTROLS + b"\0"))
    if odd > max(4, len(sample) // 50):
        raise Unreadable("not a text: its bytes are those of some other kind of file")


def decoded(raw: bytes, *, html: bool = False, charset: str | None = None) -> tuple[str, tuple[Problem, ...]]:
    """The characters of `raw`, and what had to be assumed. UTF-8 is expected; anything else is said.

    `charset` is the encoding as its sender states it, which is believed where the bytes allow it.
    """
    if marked := _marked(raw):
        return _as(raw[len(marked[0]) :], marked[1], said=False)
    if charset and (named := _fitting(charset, raw)):
        return _as(raw, named, said=False)
    if wide := _utf16(raw[:_SAMPLE]):
        return _as(raw, wide, said=True)
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    if html and (declared := _declared(raw)):
        return _as(raw, declared, said=False)
    if _damaged_utf8(raw):
        return _as(raw, "utf-8", said=False)
    return _as(raw, _guessed(raw), said=True)


def encoding_of(sample: bytes, charset: str | None = None) -> str:
    """The encoding of a file that begins with `sample` and is too large to be looked at whole."""
    if marked := _marked(sample):
        return "utf-8-sig" if marked[1] == "utf-8" else marked[1].rpartition("-")[0]  # these two drop the mark
    if charset and (named := _fitting(charset, b"")):
        return named
    if wide := _utf16(sample):
        return wide
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)  # which may end within a character
        return "utf-8"
    except UnicodeDecodeError:
        return "utf-8" if _damaged_utf8(sample) else _guessed(sample)


def _as(raw: bytes, encoding: str, *, said: bool) -> tuple[str, tuple[Problem, ...]]:
    text = raw.decode(encoding, "replace")
    notes = [f"not UTF-8: read as {encoding}"] if said else []
    lost = text.count("\ufffd")
    if lost:
        notes.append(f"characters that {encoding} does not know, replaced by U+FFFD: {lost}")
    return text, tuple(Problem(stage="ingest", message=note) for note in notes)


def _marked(raw: bytes) -> tuple[bytes, str] | None:
    return next(((mark, name) for mark, name in _BOMS if raw.startswith(mark)), None)


def _utf16(sample: bytes) -> str | None:
    """UTF-16 without its mark: in Western text every second byte is zero."""
    half = len(sample) // 2
    if half < 2:
        return None
    if sample[1::2].count(0) > 0.6 * half and sample[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.6 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _declared(raw: bytes) -> str | None:
    match = _DECLARED.search(raw[:4096])
    return _fitting(match[1].decode("ascii"), raw) if match else None


def _fitting(charset: str, raw: bytes) -> str | None:
    """Our name of the encoding `charset`, where there is one and `raw` can be in it."""
    try:
        name = codecs.lookup(charset).name
        if name in _NEVER:
            return None
        raw.decode(name)
    except (LookupError, ValueError):  # a codec that is no text encoding, a NUL in the name, other bytes
        return None
    return "cp1252" if name in ("iso8859-1", "ascii") else name  # as browsers do


def _damaged_utf8(raw: bytes) -> bool:
    """Whether `raw` is UTF-8 but for a few bytes: more characters come out right than wrong."""
    text = raw.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = sum(c > "\x7f" for c in text) - wrong
    return right > 2 * wrong


def _guessed(raw: bytes) -> str:
    """English in an old encoding is Windows-1252 nearly always; else let charset-normalizer look at the letters."""
    sample = raw[:_SAMPLE]
    if sum(b > 0x7F for b in sample) < len(sample) / 8:
        try:
            raw.decode("cp1252")
            return "windows-1252"
        except UnicodeDecodeError:
            pass
    best = from_bytes(sample).best()
    if best is None:
        raise Unreadable("not a text in any known encoding; save it as UTF-8")
    return best.encoding
