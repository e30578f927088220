"""Records made up to be like news, any number of them, to fill an archive with: the same every time.

Each is one of our own reports with other actors, days and words. Most tell of something of their own; some tell of
what an earlier one told, in other words or as an agency's copy, so that there is something to link. Few actors and
words make most of it, and reports come in the order of their days, 25 a day.
"""

from __future__ import annotations

import hashlib
import itertools
import random
import re
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import structs

from dragoman.knowledge import load
from dragoman.knowledge.actor_entries import State
from dragoman.model import Entity, Record

FIRST_DAY, A_DAY = date(2015, 1, 1), 25
COPIES, RETOLD = 0.02, 0.05  # shares of reports: an agency's words under another name; an earlier story in other words
_KEPT = {"copy": 0.97, "retold": 0.4}  # of the earlier story's words
_LATELY = 3 * A_DAY  # reports: what is told again is no older
_WORD = re.compile(r"\b[a-z]{4,}\b")
_RARE = 3_000  # words that only a few reports have, of each length
_COMMON = 0.6  # of the words are those of our reports


def generated(templates: Sequence[Record], number: int, seed: int = 1) -> Iterator[Record]:
    """`number` records like the templates, in order of days."""
    dice = random.Random(seed)
    world, vocabulary = _World(dice), _Vocabulary(templates, dice)
    lately: deque[Record] = deque(maxlen=_LATELY)
    for n in range(number):
        day = FIRST_DAY + timedelta(days=n // A_DAY)
        fate = dice.random()
        if lately and fate < COPIES + RETOLD:
            kept = _KEPT["copy" if fate < COPIES else "retold"]
            yield _again(dice.choice(lately), day, kept, dice, vocabulary)
        else:
            record = _new(dice.choice(templates), day, dice, world, vocabulary)
            lately.append(record)
            yield record


class _World:
    """Who there is: states and people, each drawn as often as in the news (Zipf)."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        states = load().actors.states
        first = ["USA", "RUS", "CHN", "IRN", "ISR", "UKR", "GBR", "FRA", "DEU", "TUR"]
        rest = sorted(set(states) - set(first))
        dice.shuffle(rest)
        self.states = [states[c] for c in (*first, *rest)]
        self._state_odds = list(itertools.accumulate(1 / (n + 1) for n in range(len(self.states))))
        syllables = ["ka", "ro", "mi", "len", "sta", "vic", "dor", "pe", "tan", "zu", "ber", "gri", "hol", "nas"]
        self.people = [
            " ".join("".join(dice.choices(syllables, k=dice.randint(2, 3))).title() for _ in range(2))
            for _ in range(20_000)
        ]
        self._people_odds = list(itertools.accumulate(1 / (n + 5) for n in range(len(self.people))))

    def state(self) -> State:
        return self.dice.choices(self.states, cum_weights=self._state_odds)[0]

    def person(self) -> tuple[str, str]:
        """A name and its country, always the same one."""
        n = self.dice.choices(range(len(self.people)), cum_weights=self._people_odds)[0]
        return self.people[n], self.states[n * 7919 % len(self.states)].iso3


class _Vocabulary:
    """Words by their length: those of our reports, each as often as there, and rare ones made up of their halves."""

    def __init__(self, templates: Sequence[Record], dice: random.Random) -> None:
        self._dice = dice
        words = [word for record in templates for word in _WORD.findall(record.report.text)]
        self._common: dict[int, list[str]] = {}
        for word in words:
            self._common.setdefault(len(word), []).append(word)
        self._rare = {n: [self._made_up(words, n) for _ in range(_RARE)] for n in self._common}

    def other(self, word: str) -> str:
        """Another word of the same length."""
        there = self._common if self._dice.random() < _COMMON else self._rare
        return self._dice.choice(there.get(len(word), [word]))

    def _made_up(self, words: Sequence[str], length: int) -> str:
        made = "".join(self._dice.choice(words)[: self._dice.randint(2, 4)] for _ in range(length))
        return made[:length]


def _new(template: Record, day: date, dice: random.Random, world: _World, vocabulary: _Vocabulary) -> Record:
    """A record of something that no other told of."""
    text = _WORD.sub(lambda found: vocabulary.other(found[0]), template.report.text)
    record = _moved(template, text, day, dice)
    days = (s := (day - timedelta(days=dice.randrange(4))).isoformat(), s)
    times = tuple(structs.replace(t, start=days[0], end=days[1]) if t.start else t for t in record.times)
    return structs.replace(record, times=times, entities=tuple(_other(e, world) for e in record.entities))


def _again(earlier: Record, day: date, kept: float, dice: random.Random, vocabulary: _Vocabulary) -> Record:
    """What an earlier record told, by somebody else, with a share of its words `kept`."""

    def word(found: re.Match[str]) -> str:
        return found[0] if dice.random() < kept else vocabulary.other(found[0])

    return _moved(earlier, _WORD.sub(word, earlier.report.text), day, dice)


def _moved(record: Record, text: str, day: date, dice: random.Random) -> Record:
    """A record as one of another text of the same length, published on `day`."""
    key = hashlib.sha256(text.encode()).hexdigest()[:16]
    moved = Record.from_json(record.to_json().replace(record.report.id, key))
    report = structs.replace(
        moved.report, text=text, published=day.isoformat(), published_from="metadata",
        title=" ".join(text.split()[:8]), publisher=f"Agency {int(dice.paretovariate(0.6)) % 300}",
        url=f"https://news.example/{day:%Y/%m/%d}/{key}",
    )  # fmt: skip
    return structs.replace(moved, report=report)


def _other(entity: Entity, world: _World) -> Entity:
    """Somebody else of the same kind, where the kind is a state or a person; others get another country."""
    state = world.state()
    unnamed = tuple(structs.replace(m, form="nominal") for m in entity.mentions)  # their words name whom it was
    entity = structs.replace(entity, mentions=unnamed)
    if entity.kind == "state":
        return structs.replace(
            entity, name=state.name, country=state.iso3, code=state.iso3, lexicon=f"state/{state.iso3}", wikidata=None
        )
    if entity.kind == "person":
        name, country = world.person()
        return structs.replace(entity, name=name, country=country, code=f"{country}GOV", lexicon=None, wikidata=None)
    return structs.replace(entity, country=state.iso3, lexicon=None) if entity.country else entity
