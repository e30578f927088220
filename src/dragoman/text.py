"""Reading characters: the same-length view that the parser sees, paragraphs, quotation marks and the date line.

Nothing here changes a text's length, so every offset holds for the report itself.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dragoman.draft import Quotation
from dragoman.model import Span

_OPENING = "“„«‹"
_CLOSING = "”»›"
_BLANKS = dict.fromkeys(map(ord, "\t\r\x0b\x0c\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"), " ")
_BLANKS |= dict.fromkeys(range(0x2000, 0x200B), " ")  # the typographic spaces
_CONTROLS = dict.fromkeys([*range(0x00, 0x09), *range(0x0E, 0x20), 0x7F], " ")
_INVISIBLE = frozenset("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")
_MINUS = str.maketrans({"\u2010": "-", "\u2011": "-"})
_SOFT_ENDINGS = frozenset(
    "a an the of in on at by for to from with and or but nor that which who whose as into about over under between "
    "against after before during than its his her their our your this these those is are was were be been has have "
    "had will would can could may might shall should must not no said".split()
)
_PARAGRAPH_LIMIT = 4_000  # characters; longer ones are cut at a sentence's end, so that no parse grows without bound


def view(text: str, blank: Span | None = None) -> str:
    """`text` as the parser should see it, character for character: blanks evened out, straight quotation marks
    turned the way they face, line breaks made spaces, and the stretch `blank` (the date line) blanked."""
    even = _whole_marks(text.translate(_BLANKS | _CONTROLS).translate(_MINUS).replace("\n", " "))
    if not _INVISIBLE.isdisjoint(even):
        even = "".join(_visible(even, i) if c in _INVISIBLE else c for i, c in enumerate(even))
    if blank is not None:
        even = even[: blank.start] + " " * (blank.end - blank.start) + even[blank.end :]
    if '"' in even:
        letters = list(even)
        for at, opens in _straight_marks(even, paragraphs(text)):
            letters[at] = "“" if opens else "”"
        even = "".join(letters)
    return even


def _whole_marks(text: str) -> str:
    """Marks typed as two single ones (``so'', ''so'') as one mark and a blank beside it, within the same stretch."""
    if "''" not in text and "‘‘" not in text:
        return text

    def one(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        faces = not before.strip() or before in "([—–-"
        opens = match[0] in ("``", "‘‘") or (match[0] == "''" and faces and after.strip() != "")
        return "“ " if opens else " ”"

    return re.sub("``|''|‘‘|’’", one, text)


def _visible(text: str, i: int) -> str:
    """A zero-width or direction mark beside a blank is a blank; inside a word it stays, since a blank would cut it."""
    beside = text[max(0, i - 1) : i] + text[i + 1 : i + 2]
    return " " if len(beside) < 2 or not all(c.isalnum() for c in beside) else text[i]


def paragraphs(text: str) -> tuple[Span, ...]:
    """Paragraphs without their surrounding blanks. A line break inside a sentence (hard-wrapped copy) ends none."""
    found: list[Span] = []
    lines = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n\r\u2028\u2029]+", text)]
    lines = [_stripped(text, line) for line in lines if text[line.start : line.end].strip()]
    lengths = sorted(line.end - line.start for line in lines)
    wrap = lengths[len(lengths) * 3 // 4] if len(lengths) >= 4 and 55 <= lengths[-1] <= 110 else 0
    for line in lines:
        if found and _goes_on(text, found[-1], line, wrap):
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(line)
    return tuple(piece for paragraph in found for piece in _cut(text, paragraph))


def _stripped(text: str, line: Span) -> Span:
    words = text[line.start : line.end]
    return Span(line.start + len(words) - len(words.lstrip()), line.end - (len(words) - len(words.rstrip())))


def _goes_on(text: str, before: Span, line: Span, wrap: int) -> bool:
    if text.count("\n", before.end, line.start) > 1:
        return False
    last = text[before.start : before.end].rsplit(maxsplit=1)[-1]
    if re.search(r"[.!?:;…][”\"'’»)\]]*$", last):
        return bool(wrap) and line.start - text.rfind("\n", 0, before.end) > wrap - 12 and not last.endswith(":")
    first = text[line.start]
    return first.islower() or last.endswith(",") or last.lower() in _SOFT_ENDINGS or bool(wrap)


def _cut(text: str, paragraph: Span) -> list[Span]:
    pieces, start = [], paragraph.start
    while paragraph.end - start > _PARAGRAPH_LIMIT:
        window = text[start : start + _PARAGRAPH_LIMIT]
        stops = (r"[.!?][”\"'’)]*\s", r"\s")
        ends = next((e for stop in stops if (e := [m.end() for m in re.finditer(stop, window)])), [])
        end = start + (ends[-1] if ends else _PARAGRAPH_LIMIT)
        pieces.append(_stripped(text, Span(start, end)))
        start = end
    pieces.append(_stripped(text, Span(start, paragraph.end)))
    return [p for p in pieces if p.start < p.end]


class _Open(NamedTuple):
    start: int
    closes: str
    paragraph: int


def quotations(text: str, bounds: tuple[Span, ...]) -> tuple[Quotation, ...]:
    """Quotations of a text whose paragraphs are `bounds`, in text order, paired on characters.

    A quotation left open at a paragraph's end goes on if the next paragraph opens with another mark (the press's
    convention) or closes before it opens; else it ends with its paragraph and is marked as not closed. Knows curly,
    low, angle, straight double marks, doubled single ones and curly single ones; an apostrophe is none.
    """
    text = _whole_marks(text)
    found: list[Quotation] = []
    stack: list[_Open] = []
    for number, paragraph in enumerate(bounds):
        stack = _carried(text, bounds, number, stack, found)
        for at, opens, closes in _marks(text, paragraph, bool(stack), bounds):
            if opens and not (stack and at == paragraph.start):
                if len(stack) < 3:
                    stack.append(_Open(at, closes, number))
            elif not opens and stack:
                while len(stack) > 1 and stack[-1].closes != text[at] and any(o.closes == text[at] for o in stack):
                    stack.pop()
                if stack[-1].closes == text[at]:
                    opened = stack.pop()
                    found.append(Quotation(Span(opened.start, at + 1), True, len(stack)))
    for opened in stack[:1]:
        found.append(Quotation(Span(opened.start, bounds[opened.paragraph].end), False, 0))
    return tuple(sorted(found))


def _carried(
    text: str, bounds: tuple[Span, ...], number: int, stack: list[_Open], found: list[Quotation]
) -> list[_Open]:
    """What of `stack` is still open when paragraph `number` begins."""
    if not stack:
        return stack
    here = bounds[number]
    words = text[here.start : here.end]
    again = words[0] in _OPENING + '"‘'
    first_close = min((i for i, c in enumerate(words) if c == stack[0].closes), default=-1)
    first_open = min((i for i, c in enumerate(words) if c in _OPENING), default=len(words))
    curly = stack[0].closes != '"'
    if number - stack[0].paragraph <= 6 and (again or (curly and 0 <= first_close < first_open)):
        return stack[:1]
    found.append(Quotation(Span(stack[0].start, bounds[stack[0].paragraph].end), False, 0))
    return []


def _marks(text: str, paragraph: Span, inside: bool, bounds: tuple[Span, ...]) -> list[tuple[int, bool, str]]:
    """Offsets of quotation marks in a paragraph, whether each opens, and which mark closes it."""
    pairs = {"“": "”", "„": "“" if _german(text, paragraph) else "”", "«": "»", "‹": "›", "‘": "’"}
    marks: list[tuple[int, bool, str]] = []
    straight = dict(_straight_marks(text, (paragraph,), inside))
    for at in range(paragraph.start, paragraph.end):
        c = text[at]
        if c == '"':
            marks.append((at, straight[at], '"'))
        elif c == "“" and pairs["„"] == "“" and any(o and m == "“" for _, o, m in marks[-1:]):
            marks.append((at, False, ""))
        elif c in _OPENING:
            marks.append((at, True, pairs[c]))
        elif c in _CLOSING:
            marks.append((at, False, ""))
        elif c == "‘":
            if (at == paragraph.start or not text[at - 1].isalnum()) and _single_closes(text, at, paragraph.end):
                marks.append((at, True, "’"))
        elif c == "’" and not (at + 1 < paragraph.end and text[at + 1].isalnum()):
            marks.append((at, False, ""))
    return marks


def _german(text: str, paragraph: Span) -> bool:
    words = text[paragraph.start : paragraph.end]
    return "„" in words and "”" not in words


def _single_closes(text: str, at: int, end: int) -> bool:
    """Whether a single closing mark follows that is no apostrophe, so that this one may open a quotation."""
    return any(text[i] == "’" and not text[i + 1 : i + 2].isalnum() for i in range(at + 1, min(end, at + 600)))


def _straight_marks(text: str, bounds: tuple[Span, ...], inside: bool = False) -> list[tuple[int, bool]]:
    """Straight double marks and whether each opens: by the blanks around it, else by turns within the paragraph."""
    found = []
    for paragraph in bounds:
        opened = inside
        for match in re.finditer('"', text[paragraph.start : paragraph.end]):
            at = paragraph.start + match.start()
            blank_before = at == paragraph.start or text[at - 1] in " \t\n\r\xa0([—–-"
            blank_after = at + 1 >= paragraph.end or text[at + 1] in " \t\n\r\xa0.,;:!?)]—–"
            if at == paragraph.start:
                opens = True
            elif blank_before != blank_after:
                opens = blank_before
            else:
                opens = not opened
            opened = opens
            found.append((at, opens))
    return found


_AGENCY = r"\((?:[A-Z][\w/&.' -]{1,40})\)"
_CITY = r"[A-Z][\w.'’-]*(?:[ -][A-Z][\w.'’-]*){0,3}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DAY = rf"(?:{_MONTH}\.?\s+\d{{1,2}}(?:,?\s+\d{{4}})?|\d{{1,2}}\s+{_MONTH}(?:\s+\d{{4}})?)"
_DATELINE = re.compile(
    rf"(?P<city>{_CITY}(?:/{_CITY})?)(?:,\s*(?P<region>{_CITY}))?(?:,?\s*(?P<day>{_DAY}))?"
    rf"(?P<agency>,?\s*{_AGENCY})?\s*(?P<mark>[-–—:]{{1,2}})\s+(?=\S)"
)


class DatelineMatch(NamedTuple):
    """A stretch that looks like a date line, its city, and whether its form alone proves it."""

    span: Span
    city: Span
    day: Span | None
    certain: bool


def dateline(text: str, bounds: tuple[Span, ...]) -> DatelineMatch | None:
    """The date line at the head of the first paragraphs, if there is one.

    Capitals, an agency in brackets, a day or a dash prove it; "Moscow: ..." alone is `certain=False`, and whoever
    knows the names of places decides. A headline such as "Kremlin: ..." does not hide a certain one below it.
    """
    likely: DatelineMatch | None = None
    for paragraph in bounds[:3]:
        match = _DATELINE.match(text, paragraph.start, min(paragraph.end, paragraph.start + 120))
        if match is None:
            continue
        city = match["city"]
        certain = bool(match["agency"] or match["day"]) or (city.isupper() and len(city) > 2)
        day = Span(*match.span("day")) if match["day"] else None
        found = DatelineMatch(Span(match.start(), match.end("mark")), Span(*match.span("city")), day, certain)
        if certain:
            return found
        likely = likely or found
    return likely
