"""How sure an event is: the share of such events that were found right in everything on real news.

Source: benchmarks/verdicts/events.jsonl, 200 events drawn at random from news of five public sets and judged by hand;
`python -m benchmarks.reliability` prints the counts. An event is right where its type, its actors, its recipients and
its status all are.
"""

from __future__ import annotations

_BOTH, _DOER, _UNDERGOER, _NOBODY = "both", "doer", "undergoer", "nobody"
# (right + 1) / (judged + 2) of each pattern that is still told; too few nouns were drawn to tell them apart from verbs
_SURE = {_BOTH: 0.66, _DOER: 0.3, _UNDERGOER: 0.52, _NOBODY: 0.5}


def confidence(actor: tuple[str, ...], recipient: tuple[str, ...]) -> float:
    """Probability, from 0 to 1, that an event with these parties is right in everything."""
    return _SURE[pattern(actor, recipient)]


def pattern(actor: tuple[str, ...], recipient: tuple[str, ...]) -> str:
    """Which sides are named: "both", "doer" alone, "undergoer" alone, "nobody". Two who met are both."""
    if (actor and recipient) or len(actor) > 1:
        return _BOTH
    if actor:
        return _DOER
    return _UNDERGOER if recipient else _NOBODY
