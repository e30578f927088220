"""What the archive answers with: frozen nouns, each with the report it comes from and that report's own words."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from dragoman.model import (
    CommitmentKind,
    CommitmentStatus,
    EntityKind,
    Force,
    Span,
    Stance,
    StatementForm,
    Status,
)


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A report, as the source of something."""

    id: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None  # ISO date
    language: str = "en"


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Someone who can act, the same in every report."""

    key: str  # "state/RUS", "person/RUS/Sergei Lavrov"; of one that our data does not know: kind, country and name
    name: str
    kind: EntityKind
    country: str | None = None  # ISO 3166-1 alpha-3
    code: str | None = None  # CAMEO


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What every claim of a report carries when it is told again."""

    id: str  # of the claim in its report's record
    source: Source
    words: str  # the report's own, from the first to the last evidence, cut where they are long
    spans: tuple[Span, ...]
    said_by: Actor | None = None  # whose claim it is; None: the reporter's own, or a speaker's who is not known
    said: bool = False  # whether it is somebody's claim, known or not
    rule: str
    confidence: float


class Happening(Told, frozen=True, kw_only=True):
    """An event as one report tells it."""

    day: str | None = None  # ISO date it began, where the report says so
    until: str | None = None
    day_from: str | None = None  # id of another account of it that the day was taken from, where this one says none
    when: str | None = None  # in the report's words
    type: str  # PLOVER
    act: str
    mode: str | None = None
    cameo: str | None = None
    quad: int
    score: float
    status: Status
    negated: bool = False
    actor: tuple[Actor, ...] = ()
    recipient: tuple[Actor, ...] = ()
    place: str | None = None
    country: str | None = None


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """What says that claims of two reports belong together, or that two texts are copies; it holds until undone."""

    number: int
    kind: str  # same, announces, contradicts, recalls, copy
    report: str
    claim: str  # id; empty of a copy
    to_report: str
    to_claim: str
    confidence: float
    why: str
    by: str
    at: str  # ISO date and time, UTC
    undone_by: str | None = None
    undone_at: str | None = None


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """An event that several accounts tell of: what their links alone say of it, for exports."""

    id: str  # of the account that was reported first; the event's own name, so to speak
    accounts: tuple[str, ...]  # ids of events, in the order in which they were reported
    sources: tuple[Source, ...]  # reports, each once, in that order; behind each where its very words were met again
    voices: int  # reports of one publisher, and copies of one text, counted once


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """Two reports that cannot both be right: both sides with their words."""

    one: Told  # Happening, or Saying where a quotation is denied
    other: Told
    why: str
    confidence: float
    link: int  # number of the link


class Recalled(msgspec.Struct, frozen=True, kw_only=True):
    """Where a report takes up an event that others tell of, without telling of it: "the strikes", "Monday's attack"."""

    source: Source
    words: str  # around the noun, cut where they are long
    span: Span  # of the noun
    confidence: float


class Occurrence(msgspec.Struct, frozen=True, kw_only=True):
    """What happened, once, however many reports tell of it; each account stays as it is."""

    canonical: Happening  # the account that says most, in the reporter's own voice where there is one
    day: str | None = None  # ISO date; where accounts differ, the one that most give
    day_from: str | None = None  # id of the claim that the day was taken from, where the canonical one does not say it
    accounts: tuple[Happening, ...]  # all of them, by day of report
    first: Source  # report
    last: Source
    voices: int  # reports, copies of one text counted once
    recalled: tuple[Recalled, ...] = ()  # where other reports take it up with a noun alone
    announced: tuple[Happening, ...] = ()
    contradicted: tuple[Contradiction, ...] = ()
    confidence: float  # of the weakest link it rests on; 1 for a single account


class Saying(Told, frozen=True, kw_only=True):
    """A statement."""

    speaker: Actor | None = None
    addressee: tuple[Actor, ...] = ()
    act: str  # says, denies, demands ...
    form: StatementForm
    negated: bool = False
    setting: str | None = None


class Stand(Told, frozen=True, kw_only=True):
    """A position."""

    holder: Actor
    stance: Stance
    toward: Actor | None = None
    about: str = ""  # the report's words for what it is about, where that is no actor


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """What moved a commitment."""

    status: CommitmentStatus
    why: str
    words: str  # that tell of it
    event: str | None = None  # id; None where they tell of nothing that the codebook of events knows


class Bond(Told, frozen=True, kw_only=True):
    """A commitment."""

    instrument: str | None = None
    kind: CommitmentKind
    force: Force
    status: CommitmentStatus
    parties: tuple[Actor, ...] = ()
    bound: tuple[Actor, ...] = ()
    beneficiary: tuple[Actor, ...] = ()
    terms: str = ""
    condition: str = ""
    history: tuple[Move, ...] = ()


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """What moved an entry of the ledger: a reading of an event, to be contested, never a verdict."""

    status: CommitmentStatus
    why: str
    event: Happening  # with its report and words
    also: tuple[Happening, ...] = ()  # other accounts of the same event that say so, by day of report
    confidence: float  # of the surest account
    link: int | None = None  # number of the link that says so; None: the report of the commitment does itself
    by: str | None = None  # who made that link


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A commitment, once, however many reports tell of it, with what events of any report made of it."""

    bond: Bond  # the first account
    accounts: tuple[Bond, ...]  # all of them, by day of report
    status: CommitmentStatus
    turns: tuple[Turn, ...] = ()  # in order of days: what triggered, fulfilled, breached it
    first: Source  # report
    last: Source
    confidence: float  # of the weakest link it rests on; 1 for a single account


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A report that a search found."""

    source: Source
    words: str  # a passage with what was looked for between ‹ and ›; the report's beginning where no words were
    events: tuple[Happening, ...] = ()  # those that were looked for, the first few
    statements: tuple[Saying, ...] = ()


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """What two actors did with each other, as far as it took place: counted over all reports."""

    one: Actor
    other: Actor
    events: int
    verbal_cooperation: int = 0
    material_cooperation: int = 0
    verbal_conflict: int = 0
    material_conflict: int = 0
    score: float  # mean of PLOVER's scale, -10 conflict to 10 cooperation


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """An office that reports give somebody."""

    title: str
    country: str | None = None
    since: str | None = None
    until: str | None = None
    source: Source  # the latest report that says so, of those looked at
    known_from: Literal["text", "lexicon"]


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """What the archive has on somebody; the lists hold the latest, `events` and the like count them all."""

    actor: Actor
    names: tuple[str, ...] = ()
    reports: int = 0
    first: str | None = None  # day of the first and the last dated report
    last: str | None = None
    offices: tuple[Office, ...] = ()
    happenings: tuple[Happening, ...] = ()
    sayings: tuple[Saying, ...] = ()
    stands: tuple[Stand, ...] = ()
    bonds: tuple[Bond, ...] = ()
    ties: tuple[Tie, ...] = ()


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """Who has most to do with whom."""

    actors: tuple[Actor, ...] = ()
    ties: tuple[Tie, ...] = ()


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How often something occurs."""

    of: str
    number: int


class Stats(msgspec.Struct, frozen=True, kw_only=True):
    """What is in an archive."""

    reports: int
    first: str | None = None
    last: str | None = None
    undated: int = 0
    actors: int = 0
    events: int = 0
    statements: int = 0
    positions: int = 0
    commitments: int = 0
    corrections: int = 0
    failures: int = 0
    publishers: tuple[Count, ...] = ()
    languages: tuple[Count, ...] = ()
    types: tuple[Count, ...] = ()  # of events
    versions: tuple[Count, ...] = ()  # of dragoman that read the reports
    bytes: int | None = None  # on disk


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody put right; it outranks the machine until it is undone."""

    number: int
    report: str
    target: str  # id of the entity or claim, as it was then
    start: int  # its words then
    end: int
    field: str  # a field of the noun, or "rejected"
    value: Any
    was: Any  # what the machine had said
    by: str
    at: str  # ISO date and time, UTC
    note: str | None = None
    undone_by: str | None = None
    undone_at: str | None = None


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A correction to learn from: what a field was and what it is, and the words that say so."""

    report: str
    target: str
    kind: str  # entity, event, statement, position, commitment
    field: str
    was: Any
    value: Any
    context: str  # the report's words around it
    start: int  # of the words themselves, in the context
    end: int
    by: str
    at: str
    note: str | None = None


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """A file, or an item of one, that could not be taken in or read."""

    path: str
    item: str = ""
    message: str = ""
