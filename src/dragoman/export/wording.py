"""How things are put in words, so that the brief, the Markdown note and the page all say the same.

Whatever comes out of here holds no control characters, whoever wrote the report; escaping for a format is that
format's own business.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from dragoman.model import CommitmentStatus, Event, Record, Span, StatementForm, Timex

LOW_CONFIDENCE = 0.5
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
FORMS: dict[StatementForm, str] = {"direct": "quoted", "indirect": "reported", "mixed": "part quoted"}
STEPS: dict[CommitmentStatus, str] = {
    "standing": "stands with",
    "excluded": "excluded by",
    "triggered": "triggered by",
    "fulfilled": "answered by",
    "breached": "breached by",
    "lapsed": "lapsed with",
    "unknown": "touched by",
}
_HEADS = frozenset("president minister leader chancellor king queen emir premier secretary speaker ambassador".split())
_TO_SOMEONE = frozenset("answers asks congratulates criticizes invites orders praises tells thanks urges warns".split())
_DAYPARTS = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SINGLE_MARKS = str.maketrans('“„«”»"', "‘‘‘’’'")
_LOOSE_END = re.compile(r"(?: (?:a|an|and|as|at|by|for|from|in|of|on|or|that|the|to|with))+$")
_ODD = re.compile(r"[^ -~]")  # what has to be looked at: most text is of ASCII
_DATE = re.compile(r"(\d{4}|XXXX)(?:-(\d\d))?(?:-(\d\d))?")


def clean(text: str) -> str:
    """`text` on one line, without anything that could steer a terminal or turn the reading direction."""
    return " ".join(_ODD.sub(_harmless, text).split())


def harmless(text: str) -> str:
    """`text` with its line breaks and blanks, but without what `clean` takes out."""
    return _ODD.sub(_harmless, text)


def _harmless(found: re.Match[str]) -> str:
    c = found[0]
    if c == "\n":
        return c
    if c.isspace():
        return " "
    if c in _BIDI:
        return ""
    category = unicodedata.category(c)
    if category == "Cs":  # half of a pair: cannot be encoded
        return "\ufffd"
    invisible = category in ("Cc", "Co") or (category == "Cf" and c not in "\u200c\u200d")  # Persian, emoji
    return "" if invisible else c


def quoted(words: str) -> str:
    """`words` in quotation marks; marks of their own around them are dropped, marks within become single ones."""
    inner = clean(words).translate(_SINGLE_MARKS)
    for opening, closing in ("‘’", "''"):
        if inner[:1] == opening and f"{closing} " not in inner[1:]:
            inner = inner[1:].removesuffix(closing)
    inner = inner.strip(" ,;:")
    return f"“{inner}”" if inner else ""


def excerpt(text: str, spans: Sequence[Span], limit: int, focus: Span | None = None) -> str:
    """The words at `spans`, quoted, cut to about `limit` characters around `focus` (else from the start)."""
    whole = " … ".join(clean(text[s.start : s.end]) for s in spans)
    if len(whole) <= limit:
        return quoted(whole)
    start = _window_start(text, spans, whole, limit, focus)
    end = start + limit
    if end < len(whole):
        end = max(whole.rfind(" ", start, end), start + limit // 2)
    middle = whole[start:end].strip(" ,;:…")
    if end < len(whole):
        middle = f"{_LOOSE_END.sub('', middle)} …"
    return quoted(f"… {middle}" if start else middle)


def _window_start(text: str, spans: Sequence[Span], whole: str, limit: int, focus: Span | None) -> int:
    """Where in `whole`, the joined words at `spans`, to begin so that `focus` stays in sight."""
    if focus is None:
        return 0
    before = [text[s.start : min(s.end, focus.start)] for s in spans if s.start < focus.start]
    reach = len(" … ".join(map(clean, before))) - limit // 3
    start = max(0, min(reach, len(whole) - limit))
    return whole.find(" ", start) + 1 if start else 0


def listed(items: Iterable[str], most: int = 4, last: str = "and") -> str:
    """ "a, b and c"; what exceeds `most` is counted: "a, b and 3 more"."""
    names = [i for i in items if i]
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} more"]
    return f" {last} ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def count_in_words(n: int) -> str:
    """ "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(n, f"{n} times")


def sentence_case(words: str) -> str:
    """`words` with a capital at the start, and nothing else changed."""
    words = clean(words)
    return words[:1].upper() + words[1:]


def term_in_words(since: str | None, until: str | None) -> str:
    """ "since 2012", "2018-2022", "in 2024", "until 1991", of ISO dates."""
    if since and until:
        return f"in {since[:4]}" if since[:4] == until[:4] else f"{since[:4]}–{until[:4]}"
    return f"since {since[:4]}" if since else f"until {until[:4]}" if until else ""


def office_in_words(title: str, country: str | None) -> str:
    """ "President of the United States", "Kremlin spokesman, Russia"; a title that names the country stays alone."""
    if not country or country.lower() in title.lower():
        return clean(title)
    article = "the " if country.split()[0] == "United" or country.endswith(("s", "Republic", "Union")) else ""
    heads = _HEADS.intersection(title.lower().split()[-1:])
    joined = f"{title} of {article}{country}" if heads else f"{title}, {country}"
    return clean(joined)


def manner_in_words(act: str, addressee: str) -> str:
    """What a speaker does and to whom: "says to Araghchi", "warns Iran"."""
    to = "" if act in _TO_SOMEONE else "to "
    return clean(f"{act} {to}{addressee}") if addressee else clean(act)


def plural(n: int, noun: str) -> str:
    """ "1 claim", "2 claims"."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def confidence_in_words(confidence: float) -> str:
    """ ".94"; a question mark goes with what is less sure than even."""
    figure = f"{confidence:.2f}".removeprefix("0")
    return f"{figure} ?" if confidence < LOW_CONFIDENCE else figure


def day_in_words(iso: str, year: bool = True) -> str:
    """ "Sun 22 June 2025" for "2025-06-22"; anything that is no date comes back as it is, cleaned."""
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return clean(iso)
    words = f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1]}"
    return f"{words} {day.year}" if year else words


def time_in_words(time: Timex, words: str, published: str | None) -> str:
    """A time as a column of times can show it: "Sun 22 June", "Sunday dawn", "June 2025"; else the report's `words`."""
    value, _, part = time.value.partition("T")
    if match := re.fullmatch(r"XXXX-WXX-([1-7])", value):
        day = WEEKDAYS[int(match[1]) - 1]
    elif re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        day = day_in_words(value, year=(published or "")[:4] != value[:4])
    elif (match := _DATE.fullmatch(value)) and "01" <= (match[2] or "01") <= "12":
        month = MONTHS[int(match[2]) - 1] if match[2] else ""
        year = "" if match[1] == "XXXX" else match[1]
        day = " ".join(p for p in ((match[3] or "").lstrip("0"), month, year) if p)
    else:
        day = value
    if day == value and not value.isdigit():  # nothing a calendar knows
        return clean(words)
    return f"{day} {_daypart(part, words)}".strip() or clean(words)


def _daypart(part: str, words: str) -> str:
    for own in ("dawn", "noon", "dusk", "midnight", "overnight"):
        if own in words.lower():
            return own
    return _DAYPARTS.get(part, part if re.fullmatch(r"\d\d:\d\d", part) else "")


def standing_in_words(event: Event) -> str:
    """Whether an event took place, as one or two words: "happened", "planned", "denied", "ruled out" ..."""
    if not event.negated:
        return event.status
    if event.status in ("happened", "ongoing"):
        return "denied" if event.said_in else "did not happen"
    return {"planned": "not planned", "possible": "ruled out"}.get(event.status, f"{event.status}, negated")


def short_names(record: Record) -> dict[str, str]:
    """For each entity id the name to use in passing: of a person the shortest part of the name that the report itself
    uses for that person alone ("Putin", "Xi", "bin Salman"); of all others the full name."""
    names = {entity.id: clean(entity.name) for entity in record.entities}
    short = dict(names)
    for entity in record.entities:
        if entity.kind != "person":
            continue
        used = (clean(record.report.text[m.span.start : m.span.end]) for m in entity.mentions if m.form == "name")
        parts = [u for u in used if len(u) > 1 and f" {u} " in f" {names[entity.id]} "]
        short[entity.id] = min([*parts, names[entity.id]], key=len)
    bearers = Counter(short.values())
    return {key: name if bearers[name] == 1 else names[key] for key, name in short.items()}
