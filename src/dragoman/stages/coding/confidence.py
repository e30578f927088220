"""How sure an event is: the share of such events that were found right in everything on real news.

Source: benchmarks/verdicts/events.jsonl, 200 events drawn at random from news of five public sets and judged by hand;
`python -m benchmarks.reliability` prints the counts. An event is right where its type, its actors, its recipients and
its status all are.
"""

from __future__ import annotations

from dragoman.draft import Draft

_BOTH, _DOER, _UNDERGOER, _NOBODY = "both", "doer", "undergoer", "nobody"
_STATES = 3  # named in a report, from which on it is read as one on foreign affairs
# (right + 1) / (judged + 2) of each pattern that is still told, in such reports and in others; too few nouns were drawn
# to tell them apart from verbs
_SURE = {
    (_BOTH, True): 0.74, (_DOER, True): 0.32, (_UNDERGOER, True): 0.58, (_NOBODY, True): 0.56,
    (_BOTH, False): 0.53, (_DOER, False): 0.28, (_UNDERGOER, False): 0.46, (_NOBODY, False): 0.33,
}  # fmt: skip


def confidence(draft: Draft, actor: tuple[str, ...], recipient: tuple[str, ...]) -> float:
    """Probability, from 0 to 1, that an event with these parties is right in everything."""
    states = sum(e.kind == "state" and bool(e.mentions) for e in draft.entities)
    return of_pattern(pattern(actor, recipient), foreign=states >= _STATES)


def of_pattern(name: str, *, foreign: bool) -> float:
    """The same for a pattern, in a report on foreign affairs or another."""
    return _SURE[name, foreign]


def pattern(actor: tuple[str, ...], recipient: tuple[str, ...]) -> str:
    """Which sides are named: "both", "doer" alone, "undergoer" alone, "nobody". Two who met are both."""
    if (actor and recipient) or len(actor) > 1:
        return _BOTH
    if actor:
        return _DOER
    return _UNDERGOER if recipient else _NOBODY
