"""What the words of two mentions say for and against their being one event, as numbers from 0 to 1 by name. Pure."""

from __future__ import annotations

import math
from datetime import date

from dragoman.crossdoc.seen import Seen
from dragoman.crossdoc.wording import Wording, happenings, spoken

NAMES = (
    "one_family", "family_in_report", "family_share", "family_common", "family_of_speech", "other_speech",
    "one_kind", "kind_in_report", "kind_spoken", "near_words", "near_number", "other_near_number", "near_parties",
    "one_sentence", "sentences_between", "the_again", "whose_again", "named_again", "the_in_both", "one_or_many",
    "pronoun", "pronoun_next", "lead_again", "lead_other", "days_between_reports",
)  # fmt: skip
_COMMON = 6.0  # logarithm of how often the commonest verbs are met
_FAR = 8  # sentences
_LONG = 6.0  # logarithm of days: a year
_NEXT = 90  # characters to what a pronoun stands for


def rewording(one: Seen, other: Seen) -> dict[str, float]:
    """The value of each of NAMES that is not 0; of events whose words are not known there is none."""
    if one.wording is None or other.wording is None:
        return {}
    first, then = one.wording, other.wording
    together = one.report == other.report
    if together and first.at > then.at:
        first, then = then, first
    found = _families(first, then, together) | _near(one, other)
    found |= _in_report(first, then) if together else _across(one, other, first, then)
    found["pronoun"] = first.pronoun or then.pronoun
    return {name: float(value) for name, value in found.items() if value}


def _families(one: Wording, other: Wording, together: bool) -> dict[str, float]:
    shared = one.roots & other.roots
    common = max((family.common for root in shared if (family := happenings().families.get(root))), default=0.0)
    speech = _of_speech(one) or _of_speech(other)
    kinds = frozenset[str]() if shared else one.kinds & other.kinds
    return {
        "one_family": bool(shared),
        "family_in_report": bool(shared) and together,
        "family_share": len(shared) / max(1, min(len(one.roots), len(other.roots))),
        "family_common": min(1.0, common / _COMMON),
        "family_of_speech": bool(shared) and speech,
        "other_speech": speech and not shared,
        "one_kind": bool(kinds),
        "kind_in_report": bool(kinds) and together,
        "kind_spoken": spoken(kinds),
        "one_or_many": bool(shared) and one.plural != other.plural,
    }


def _of_speech(mention: Wording) -> bool:
    """Whether it is an act that consists of words: "said", "warned", but not "talks" or "agreed"."""
    if mention.kinds:
        return spoken(mention.kinds)
    return any((family := happenings().families.get(root)) and family.of == "speech" for root in mention.roots)


def _near(one: Seen, other: Seen) -> dict[str, float]:
    assert one.wording is not None
    assert other.wording is not None
    numbers = one.wording.numbers & other.wording.numbers
    return {
        "near_words": len(one.near & other.near) / max(1, min(len(one.near), len(other.near))),
        "near_number": bool(numbers),
        "other_near_number": bool(one.wording.numbers and other.wording.numbers and not numbers),
        "near_parties": len(one.beside & other.beside) > 1,
    }


def _in_report(first: Wording, then: Wording) -> dict[str, float]:
    alike = bool(first.roots & then.roots or first.kinds & then.kinds)
    between = then.sentence - first.sentence
    return {
        "one_sentence": between == 0,
        "sentences_between": min(1.0, between / _FAR),
        "the_again": then.before == "the",
        "whose_again": then.before == "whose",
        "named_again": alike and then.before in ("the", "whose"),
        "pronoun_next": then.pronoun and between <= 1 and then.at - first.at < _NEXT,
        "lead_again": first.lead and alike,
        "lead_other": first.lead and not alike,
    }


def _across(one: Seen, other: Seen, first: Wording, then: Wording) -> dict[str, float]:
    found = {"the_in_both": float({first.before, then.before} <= {"the", "whose"})}
    if one.published and other.published:
        days = abs(date.fromisoformat(one.published).toordinal() - date.fromisoformat(other.published).toordinal())
        found["days_between_reports"] = min(1.0, math.log1p(days) / _LONG)
    return found
