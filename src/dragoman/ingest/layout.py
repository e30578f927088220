"""From characters on a page to paragraphs: lines, columns in reading order, no running heads, no hyphens of the setter.

Coordinates are points from the lower left corner of the page, as in PDF.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from statistics import median
from typing import NamedTuple

_EDGE = 0.13  # of the height of a page, at its top and its foot, where running heads stand
_HEADS = 6  # lines at each edge that may belong to them
_PAGE_NUMBER = re.compile(r"\W*(?:page|p\.|seite)?\W*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|\|)\s*\d{1,4})?\W*", re.I)
_BULLET = re.compile(r"[•‣▪●○■□–—*-]\s|\(?(?:\d{1,2}|[a-z])[.)]\s")
_ENDS = re.compile(r"[.!?:…][”\"'’»)\]]*$")
_HYPHENS = "-\u2010\u00ad\u0002\ufffe"  # PDFium gives the last two for one that ends a line
_SOFT = "\u00ad\u0002\ufffe"
_OWN = frozenset("anti cross half near non quasi self semi vice well".split())  # keep their hyphen, and are no syllable
_GUTTER = 3.0  # points to each side that no line may touch


class Glyph(NamedTuple):
    """A character and its box; "\\n" without one ends a line."""

    character: str
    left: float
    bottom: float
    right: float
    top: float


class Line(NamedTuple):
    """Words that stand beside each other without a wide gap, and the box around them."""

    words: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom


class Page(NamedTuple):
    """The lines of a page, in no order that can be relied on."""

    width: float
    height: float
    lines: list[Line]


def paragraphs(pages: Sequence[Page]) -> list[str]:
    """The paragraphs of a document in reading order, across columns and pages."""
    blocks = [_rows(block) for page in _without_running_heads(pages) for block in _blocks(page.lines)]
    known = Counter(word.lower() for block in blocks for row in block for word in _inner_words(row.words))
    found: list[str] = []
    last: Line | None = None
    for block in blocks:
        for row, begins in zip(block, _begins(block), strict=True):
            new = _turns(last, row) if last and begins is None else begins
            last = row
            if found and not new:
                found[-1] = _joined(found[-1], row.words, known)
            else:
                found.append(row.words)
    return [paragraph for words in found if (paragraph := words.translate(dict.fromkeys(map(ord, _SOFT))).strip())]


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Lines of characters that follow each other; a gap wider than a line is high, or a jump, begins another."""
    lines: list[Line] = []
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _follows(run[-1], glyph):
            lines.append(_line(run))
            run = []
        if glyph.character == "\n":
            continue
        if glyph.character.isspace() and not run:
            continue
        run.append(glyph)
    return [line for line in [*lines, *([_line(run)] if run else [])] if line.words]


def _follows(last: Glyph, glyph: Glyph) -> bool:
    if glyph.character == "\n":
        return False
    height = max(last.top - last.bottom, 1.0)
    level = min(last.top, glyph.top) - max(last.bottom, glyph.bottom) > 0.3 * min(height, glyph.top - glyph.bottom)
    gap = glyph.left - last.right
    return glyph.character.isspace() or (level and -height < gap < (1.0 if last.character.isspace() else 1.2) * height)


def _line(run: Sequence[Glyph]) -> Line:
    solid = [glyph for glyph in run if not glyph.character.isspace()] or run
    return Line(
        " ".join("".join(glyph.character for glyph in run).split()),
        min(glyph.left for glyph in solid),
        min(glyph.bottom for glyph in solid),
        max(glyph.right for glyph in solid),
        max(glyph.top for glyph in solid),
    )


def _without_running_heads(pages: Sequence[Page]) -> Iterator[Page]:
    """The pages without the outermost rows that many of them share but for their numbers, and without page numbers."""
    edges = [[_edge(page, top) for top in (True, False)] for page in pages]
    seen = Counter(key for both in edges for edge in both for key in {key for key, _ in edge})
    often = max(2.0, 0.3 * len(pages))
    for page, both in zip(pages, edges, strict=True):
        heads: set[Line] = set()
        for edge in both:
            shared = (line for key, line in takewhile(lambda e: seen[e[0]] >= often or _is_number(e[1]), edge))
            heads.update(shared)
        yield page._replace(lines=[line for line in page.lines if line not in heads])


def _edge(page: Page, top: bool) -> list[tuple[str, Line]]:
    """The outermost lines at the top or the foot of a page, each with where it stands and its words without numbers."""
    ordered = sorted(page.lines, key=lambda line: -line.top if top else line.bottom)[:_HEADS]
    within = [line for line in ordered if min(page.height - line.bottom, line.top) < _EDGE * page.height]
    return [(f"{round(line.bottom / 4)} {re.sub(r'[0-9]+', '#', line.words.casefold())}", line) for line in within]


def _is_number(line: Line) -> bool:
    return _PAGE_NUMBER.fullmatch(line.words) is not None


def _blocks(lines: list[Line], depth: int = 3) -> list[list[Line]]:
    """Lines in blocks that are read one after the other: columns from left to right, between what spans them."""
    lines = sorted(lines, key=lambda line: (-line.top, line.left))
    gutter = _gutter(lines) if depth else None
    if gutter is None:
        return [lines] if lines else []
    blocks: list[list[Line]] = []
    band: list[Line] = []
    across: list[Line] = []
    for line in [*lines, None]:
        spans = line is not None and _touches(line, gutter)
        if (spans or line is None) and band:
            blocks += _blocks([b for b in band if b.right <= gutter], depth - 1)
            blocks += _blocks([b for b in band if b.right > gutter], depth - 1)
            band = []
        if not spans and across:
            blocks.append(across)
            across = []
        if line is not None:
            (across if spans else band).append(line)
    return blocks


def _gutter(lines: list[Line]) -> float | None:
    """Where a page is parted into columns: a height line that few lines touch, with enough text on either side."""
    if len(lines) < 6:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    places = [left + (right - left) * step / 100 for step in range(15, 86)]
    touched = [sum(_touches(line, place) for line in lines) for place in places]
    fewest = min(touched)
    best = [place for place, count in zip(places, touched, strict=True) if count == fewest]
    place = best[len(best) // 2]
    sides = ([line for line in lines if line.right <= place], [line for line in lines if line.left >= place])
    if fewest > len(lines) / 2 or any(len(side) < 3 or _sparse(side) for side in sides):
        return None
    together = min(s[0].top for s in sides) - max(s[-1].bottom for s in sides)
    return place if together > 3 * median(line.height for line in lines) else None


def _sparse(side: list[Line]) -> bool:
    """Whether these are numbers, marks or labels rather than text."""
    return sum(len(line.words) for line in side) / len(side) < 14


def _touches(line: Line, place: float) -> bool:
    return line.left < place + _GUTTER and line.right > place - _GUTTER


def _rows(block: list[Line]) -> list[Line]:
    """Lines of a block from top to bottom, those at one height joined."""
    rows: list[Line] = []
    for line in sorted(block, key=lambda line: (-line.top, line.left)):
        last = rows[-1] if rows else None
        if last and min(last.top, line.top) - max(last.bottom, line.bottom) > 0.5 * min(last.height, line.height):
            first, second = sorted((last, line), key=lambda part: part.left)
            rows[-1] = Line(
                f"{first.words} {second.words}",
                first.left,
                min(first.bottom, second.bottom),
                max(first.right, second.right),
                max(first.top, second.top),
            )
        else:
            rows.append(line)
    return rows


def _begins(rows: list[Line]) -> list[bool | None]:
    """Whether a paragraph begins with each row, by the space above it, its indent, its size or the row before.

    None for the first, of which only what stands before the block can tell.
    """
    leads = sorted(before.bottom - row.bottom for before, row in pairwise(rows))
    usual = leads[len(leads) // 4] if leads else 0.0
    left, right = min(row.left for row in rows), max(row.right for row in rows)

    def begins(before: Line, row: Line) -> bool:
        lead = before.bottom - row.bottom
        if lead > 1.35 * usual + 1 and lead > 1.2 * row.height:
            return True
        if abs(row.height - before.height) > 0.15 * max(row.height, before.height) or _BULLET.match(row.words):
            return True
        if before.words[-1] in _HYPHENS:
            return False
        if before.left + 0.6 * row.height < row.left < left + 5 * row.height:
            return True
        first = len(row.words.split(maxsplit=1)[0]) + 1
        needed = first * (row.right - row.left) / len(row.words)
        roomy = right - before.right > 1.1 * needed  # the setter would have put the next word there
        return roomy and (bool(_ENDS.search(before.words[-9:])) or row.words[0].isupper())

    return [None, *(begins(before, row) for before, row in pairwise(rows))]


def _turns(before: Line, row: Line) -> bool:
    """Whether another paragraph begins where a column or page does."""
    if _ENDS.search(before.words[-9:]) or abs(row.height - before.height) > 0.15 * before.height:
        return True
    goes_on = row.words[0].islower() or before.words[-1] in _HYPHENS + ",;"
    return not goes_on and len(before.words) < 0.8 * len(row.words)  # a heading, as a line of text fills its column


def _joined(before: str, words: str, known: Counter[str]) -> str:
    """Two lines of one paragraph; a hyphen between them goes where the word is not written with it elsewhere."""
    if before[-1] not in _HYPHENS or not before[-2:-1].isalpha():
        return f"{before} {words}"
    if not words[0].islower():
        return before.rstrip(_SOFT) + words
    stem, rest = re.search(r"[^\W_]+$", before[-60:-1]), re.match(r"[^\W_]+", words)
    first, second = stem[0].lower() if stem else "", rest[0].lower() if rest else ""
    if known[first + second] or before[-1] == "\u00ad":
        return before[:-1] + words
    keep = known[f"{first}-{second}"] or first in _OWN
    return f"{before[:-1]}-{words}" if keep else before[:-1] + words


def _inner_words(words: str) -> list[str]:
    """Words of a line, with their hyphens; what stands at its ends may be half a word."""
    return re.findall(r"[^\W_]+(?:-[^\W_]+)*", words.rstrip(_HYPHENS))[1:-1]
