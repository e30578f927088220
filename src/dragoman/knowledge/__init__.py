"""What words mean and who there is, read once from data/ into one frozen object."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dragoman.errors import BadKnowledge
from dragoman.knowledge.actors import Actors, load_actors
from dragoman.knowledge.checks import check
from dragoman.knowledge.codebook import Codebook, load_codebook
from dragoman.knowledge.cues import Cues, load_cues
from dragoman.knowledge.gazetteer import Gazetteer, load_gazetteer
from dragoman.knowledge.languages import Languages, load_languages
from dragoman.knowledge.moods import Moods, load_moods
from dragoman.knowledge.nominals import Nominals, Standins, load_nominals, load_standins
from dragoman.knowledge.obligations import Obligations, load_obligations
from dragoman.knowledge.overlay import Overlay, Source
from dragoman.knowledge.place_words import PlaceWords, load_place_words
from dragoman.knowledge.predicates import Predicates, load_predicates
from dragoman.knowledge.stances import Stances, load_stances
from dragoman.knowledge.succession import succeeded
from dragoman.knowledge.sureness import Sureness, load_sureness
from dragoman.knowledge.times import Times, load_times
from dragoman.knowledge.toml import DATA
from dragoman.knowledge.word_classes import NameWords, ReadingWords, load_name_words, load_reading_words


@dataclass(frozen=True)
class Knowledge:
    """All that the stages know. One part a file of this folder; each is read from data/ by its own loader."""

    actors: Actors
    times: Times
    cues: Cues
    nominals: Nominals
    standins: Standins
    languages: Languages
    gazetteer: Gazetteer
    place_words: PlaceWords
    name_words: NameWords
    reading_words: ReadingWords
    codebook: Codebook
    predicates: Predicates
    moods: Moods
    obligations: Obligations
    stances: Stances
    sureness: Sureness


@cache
def load(folder: Path = DATA, own: Path | None = None) -> Knowledge:
    """Read the knowledge in `folder`, and over it that in a user's folder `own`, which is checked.

    BadKnowledge names file, line and reason of all that is wrong with `own`. Read once a process.
    """
    if own is None:
        return _read(folder)
    if faults := check(own, folder).faults:
        raise BadKnowledge("\n".join(map(str, faults)))
    return _read(Overlay(folder, own))


def _read(folder: Source) -> Knowledge:
    codebook = load_codebook(folder)
    return Knowledge(
        actors=succeeded(load_actors(folder)) if isinstance(folder, Overlay) else load_actors(folder),
        times=load_times(folder / "en/times.toml"),
        cues=load_cues(folder),
        nominals=load_nominals(folder),
        standins=load_standins(folder),
        languages=load_languages(folder),
        gazetteer=load_gazetteer(folder),
        place_words=load_place_words(folder),
        name_words=load_name_words(folder),
        reading_words=load_reading_words(folder),
        codebook=codebook,
        predicates=load_predicates(folder, frozenset(codebook.types)),
        moods=load_moods(folder / "en/modality.toml"),
        obligations=load_obligations(folder),
        stances=load_stances(folder),
        sureness=load_sureness(),
    )
