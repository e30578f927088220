"""From scores to attributions: which stretches of tokens are source, cue and content, and which belong together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dragoman.draft import Tagged
from dragoman.tagger.scores import ROLES, Floats, Scores

_SOURCE, _CUE, _CONTENT = range(len(ROLES))
_NONE, _TO_SOURCE, _TO_CONTENT = range(3)  # columns of a table of links
_IMPOSSIBLE = -1e9

# Mean logarithms over the tokens of a stretch where nothing else is said; set on PolNeAR's development half.
CONTENT_LINK = -1.2  # a content goes to the cue that claims it most, if that is more than this
SOURCE_LINK = -2.5  # log-odds; the same for a source
GROWTH = -1.5  # log-odds above which a content goes on into its neighbours
NEAR = 100  # tokens around a cue in which a source is looked for that the tags have missed
STRETCH_COST = 1.0  # of opening one there


def linked(scores: Scores, breaks: frozenset[int]) -> list[Tagged]:
    """The attributions of a report, in the order of their cues. `breaks` are the tokens that open a paragraph: no
    stretch runs across one. A cue that gets no content is none."""
    barred = np.array([i in breaks for i in range(len(scores.roles))], bool)
    cues = [cue for cue in _stretches(scores.roles[:, _CUE], barred) if cue.start in scores.links]
    sources = _stretches(scores.roles[:, _SOURCE], barred)
    contents: dict[range, list[range]] = {cue: [] for cue in cues}
    for content in _stretches(scores.roles[:, _CONTENT], barred):
        claims = [(_mean(scores.links[cue.start], content, _TO_CONTENT), cue.start, cue) for cue in cues]
        best = max(claims, default=None)
        if best is not None and best[0] > CONTENT_LINK:
            contents[best[2]].append(content)
    return [
        Tagged(_source(scores, cue, sources), cue, _grown(scores, cue, found, barred), _sure(scores, cue, found))
        for cue, found in contents.items()
        if found
    ]


def _stretches(layer: Floats, barred: NDArray[np.bool]) -> list[range]:
    """The likeliest stretches of one layer (tokens, 3: outside, begin, inside), by Viterbi: inside needs a begin."""
    count = len(layer)
    if not count:
        return []
    allowed = layer.astype(np.float64)
    allowed[barred, 2] = _IMPOSSIBLE
    allowed[0, 2] = _IMPOSSIBLE
    best = allowed[0].copy()
    came = np.zeros((count, 3), np.int64)
    for i in range(1, count):
        any_state = int(best.argmax())
        within = 1 if best[1] >= best[2] else 2
        came[i] = any_state, any_state, within
        best = best[came[i]] + allowed[i]
    states = np.zeros(count, np.int64)
    states[-1] = int(best.argmax())
    for i in range(count - 1, 0, -1):
        states[i - 1] = came[i, states[i]]
    begins = np.flatnonzero(states == 1)
    ends = np.append(np.flatnonzero(states != 2), count)
    return [range(int(b), int(ends[np.searchsorted(ends, b, side="right")])) for b in begins]


def _mean(table: Floats, tokens: range, column: int) -> float:
    return float(table[tokens.start : tokens.stop, column].mean())


def _odds(table: Floats, column: int) -> Floats:
    """Log-odds of one column against the other two."""
    first, second = (c for c in range(table.shape[1]) if c != column)
    odds: Floats = table[:, column] - np.logaddexp(table[:, first], table[:, second])
    return odds


def _grown(scores: Scores, cue: range, contents: list[range], barred: NDArray[np.bool]) -> tuple[range, ...]:
    """Contents with the neighbours that the cue claims too: of nested ones the tags show the inner alone."""
    odds = _odds(scores.links[cue.start], _TO_CONTENT)
    inside: set[int] = set()
    for content in contents:
        inside.update(content)
        start, stop = content.start, content.stop
        while stop < len(odds) and odds[stop] > GROWTH and stop not in cue and not barred[stop]:
            inside.add(stop)
            stop += 1
        while start > 0 and not barred[start] and odds[start - 1] > GROWTH and start - 1 not in cue:
            start -= 1
            inside.add(start)
    return _runs(sorted(inside))


def _runs(tokens: list[int]) -> tuple[range, ...]:
    runs: list[range] = []
    for i in tokens:
        if runs and runs[-1].stop == i:
            runs[-1] = range(runs[-1].start, i + 1)
        else:
            runs.append(range(i, i + 1))
    return tuple(runs)


def _source(scores: Scores, cue: range, sources: list[range]) -> tuple[range, ...]:
    """The tagged source that the cue claims most; where it claims none, the best stretch of its own table."""
    odds = _odds(scores.links[cue.start], _TO_SOURCE)
    apart = [s for s in sources if s.stop <= cue.start or s.start >= cue.stop]
    claims = [(float(odds[s.start : s.stop].mean()), -s.start, s) for s in apart]
    best = max(claims, default=None)
    if best is not None and best[0] > SOURCE_LINK:
        return (best[2],)
    lowest, highest = max(0, cue.start - NEAR), min(len(odds), cue.stop + NEAR)
    gains = odds[lowest:highest].copy()
    gains[cue.start - lowest : cue.stop - lowest] = _IMPOSSIBLE
    found = _best_sum(gains)
    return () if found is None else (range(found.start + lowest, found.stop + lowest),)


def _best_sum(gains: Floats) -> range | None:
    """The stretch with the highest sum, if that is worth its cost (Kadane's algorithm)."""
    best, best_at, running, start = STRETCH_COST, None, 0.0, 0
    for i, gain in enumerate(gains.tolist()):
        if running <= 0:
            running, start = 0.0, i
        running += gain
        if running > best:
            best, best_at = running, range(start, i + 1)
    return best_at


def _sure(scores: Scores, cue: range, contents: list[range]) -> float:
    """Probability of the cue times that of its link to its content."""
    of_cue = float(scores.roles[cue.start, _CUE, 1])
    links = scores.links[cue.start]
    of_link = max(_mean(links, content, _TO_CONTENT) for content in contents)
    return round(float(np.exp(of_cue + of_link)), 3)
