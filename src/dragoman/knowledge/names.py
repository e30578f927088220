"""Names as they are compared, and as they are written after "of"."""

from __future__ import annotations

import re
import unicodedata

_STROKES = str.maketrans("øØłŁđĐ", "oOlLdD")  # letters that no decomposition takes apart


def folded(name: str) -> str:
    """`name` without accents, case, dots, leading article and possessive: "The U.S.'s" is "us"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.translate(_STROKES)) if not unicodedata.combining(c))
    plain = re.sub(r"['’]s?$", "", plain.casefold().replace(".", "").replace("’", "'"))
    plain = re.sub(r"\s*[-–]\s*|\s+", " ", plain).strip()
    return plain.removeprefix("the ")


_ARTICLED = re.compile(
    r"(United|Democratic|Republic|People's) |.*(Republic|Islands|Emirates|Netherlands|Philippines|Bahamas|Maldives|"
    r"Comoros|Seychelles|Gambia|Union|Nations|League|Forces|Organization|Agency|Court|Bank)$"
)


def of(name: str) -> str:
    """`name` as it stands after "of": "the United States", "France"."""
    return f"the {name}" if _ARTICLED.match(name) else name
