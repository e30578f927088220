"""Names as they are compared, and as they are written after "of"."""

from __future__ import annotations

import re
import unicodedata

_STROKES = str.maketrans("øØłŁđĐ", "oOlLdD")  # letters that no decomposition takes apart
_POSSESSIVE = re.compile(r"['’]s?$")
_BREAK = re.compile(r"\s*[-–]\s*|\s+")


def folded(name: str) -> str:
    """`name` without accents, case, dots, leading article and possessive: "The U.S.'s" is "us"."""
    plain = name
    if not name.isascii():
        apart = unicodedata.normalize("NFKD", name.translate(_STROKES))
        plain = "".join(c for c in apart if not unicodedata.combining(c))
    plain = _POSSESSIVE.sub("", plain.casefold().replace(".", "").replace("’", "'"))
    plain = _BREAK.sub(" ", plain).strip()
    return plain.removeprefix("the ")


_ARTICLED = re.compile(
    r"(United|Democratic|Republic|People's) |.*(Republic|Islands|Emirates|Netherlands|Philippines|Bahamas|Maldives|"
    r"Comoros|Seychelles|Gambia|Union|Nations|League|Forces|Organization|Agency|Court|Bank)$"
)


def of(name: str) -> str:
    """`name` as it stands after "of": "the United States", "France"."""
    return f"the {name}" if _ARTICLED.match(name) else name


# Letters of German, French and other romanisations, in the order in which they are read as one plain one.
_ROMANIZED = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"^[yj]e", "e"), (r"tsch$|(?<!s)ch?$", "ch"), (r"a[yij]?ev$", "aiv"), (r"dh", "d"),
        (r"dsch|dj|dzh", "j"), (r"schtsch|shch|chtch", "sh"), (r"tsch|tch|cz", "ch"), (r"sch", "sh"), (r"ou", "u"),
        (r"kh|gh", "h"), (r"ck|q", "k"), (r"ph|ff", "f"), (r"w", "v"), (r"x", "ks"), (r"tz|ts|c(?=[iey])", "s"),
        (r"zh|z", "s"), (r"[iyj]+", "i"), (r"(?<=i)e|e(?=i)", ""), (r"(.)\1", r"\1"), (r"[eo]v$", "ov"),
        (r"(?<=i)n?e$", "n"), (r"sh", "s"),
    )
)  # fmt: skip


def sounding(name: str) -> str:
    """`name` by its sound, much the same in all romanisations: "Schewardnadse" and "Shevardnadze" are one."""
    plain = folded(name)
    for pattern, letters in _ROMANIZED:
        plain = pattern.sub(letters, plain)
    return plain
