"""The nouns: everything dragoman says about a report is one of these frozen records.

Offsets count Unicode code points of `Document.text`, half-open, and that text never changes, so
`document.text[span.start:span.end]` is the evidence. The field names are those of docs/record.md, which is
generated from this file. Words for who acts on whom are PLOVER's; source, cue and content are PARC's; `Timex`
follows TIMEX3; obligations follow the Alliance Treaty Obligations and Provisions project (ATOP).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

import msgspec

from dragoman.errors import BadRecord

FORMAT = "dragoman/1"

Form = Literal["name", "alias", "metonym", "demonym", "title", "nominal", "pronoun"]
EntityKind = Literal["person", "state", "organization", "group", "people", "other"]
Reading = Literal["place", "government", "demonym"]
Status = Literal["happened", "ongoing", "planned", "possible", "hypothetical", "asked"]
StatementForm = Literal["direct", "indirect", "mixed"]
Stance = Literal["supports", "opposes", "neutral", "demands", "offers"]
CommitmentKind = Literal[
    "defense", "offense", "neutrality", "nonaggression", "consultation",
    "mediation", "aid", "support", "cooperation", "withdrawal", "ceasefire", "release",
    "sanctions", "ratification", "meeting", "restraint", "other",
]  # fmt: skip
Force = Literal["obliged", "forbidden", "permitted", "excluded", "offered", "pledged", "requested", "refused"]
CommitmentStatus = Literal["standing", "excluded", "triggered", "fulfilled", "breached", "lapsed", "unknown"]


class Span(NamedTuple):
    """Half-open range of code points of a report's text."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """The place (and often date) a wire report opens with: "MOSCOW, June 23 -"."""

    span: Span
    place: str | None = None  # id of the place, when it is known


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A report as it was taken in."""

    id: str  # first 16 hex digits of the SHA-256 of the text in UTF-8
    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str = "en"
    published: str | None = None  # ISO date; never today by default
    published_from: str | None = None  # how the date is known: "given", "metadata", "dateline", "name", "created"
    published_in: str | None = None  # the field that states it, by its own name: "pubDate", "versionCreated"
    dateline: Dateline | None = None


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """An office: who holds it, for whom, since when, and whether the report or the lexicon says so."""

    title: str
    country: str | None = None  # ISO 3166-1 alpha-3
    since: str | None = None
    until: str | None = None
    origin: Literal["text", "lexicon"] = msgspec.field(default="text", name="from")


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """One place in the text that stands for an entity."""

    span: Span
    form: Form
    misspelt: bool = False


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """Someone or something that can act."""

    id: str
    name: str
    kind: EntityKind
    country: str | None = None  # ISO 3166-1 alpha-3
    sectors: tuple[str, ...] = ()  # PLOVER sectors: GOV, MIL, REB, IGO ...
    code: str | None = None  # CAMEO actor code: "RUSGOV"
    lexicon: str | None = None  # key of its entry in our data, the same in every report: "person/RUS/Sergei Lavrov"
    wikidata: str | None = None
    role: Role | None = None
    mentions: tuple[Mention, ...] = ()


class PlaceMention(msgspec.Struct, frozen=True, kw_only=True):
    """One place in the text that names a toponym, and how it is read there."""

    span: Span
    reading: Reading


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A toponym. Coordinates are WGS 84 degrees; a country's are a point inside it."""

    id: str
    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    mentions: tuple[PlaceMention, ...] = ()


class Timex(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression with its TIMEX3 value, and the days it covers where those are known."""

    id: str
    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str  # "2025-06-23", "XXXX-WXX-1" for a Monday of an unknown week
    start: str | None = None  # ISO date or date and time, inclusive
    end: str | None = None
    anchor: str | None = None  # "published", or the id of the time it was counted from


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What every claim carries: where it stands, whose claim it is, why it was read so, how sure that is."""

    id: str
    evidence: tuple[Span, ...]
    said_in: str | None = None  # id of the statement it was made in; None is the reporter's own voice
    rule: str  # "en/events/ACCUSE#condemn", the entry, rule or model that decided
    confidence: float


class Event(Claim, frozen=True, kw_only=True):
    """Who did what to whom, in PLOVER and CAMEO, and whether it took place."""

    act: str  # PLOVER type of the act itself, whether or not it took place
    type: str  # PLOVER type by the codebook: a planned CONSULT is AGREE
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    act_cameo: str | None = None  # CAMEO code of the act itself, whether or not it took place
    quad: int  # 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
    score: float  # PLOVER conflict-cooperation scale, -10 to 10
    actor: tuple[str, ...] = ()  # entity ids
    recipient: tuple[str, ...] = ()
    trigger: Span  # the word or words that name the event
    status: Status = "happened"
    negated: bool = False
    historical: bool = False
    time: str | None = None  # id of a time
    place: str | None = None  # id of a place


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """In which relation two given mentions of a text stand. Not part of a record."""

    actor: Span
    recipient: Span
    type: str  # PLOVER type by the codebook, the likeliest if they stand in any relation
    mode: str | None = None
    cameo: str | None = None  # where the lexicon knows the words, their code, else the type's general one
    quad: int  # as of an event, but 2 for CONCEDE too: CAMEO's class of giving way
    status: Status = "happened"
    negated: bool = False
    related: float  # how likely it is that they stand in any relation, this way round
    confidence: float  # how likely it is that they stand in this one
    trigger: Span | None = None  # words of the lexicon that name the relation
    evidence: tuple[Span, ...]
    rule: str


class Statement(Claim, frozen=True, kw_only=True):
    """An attribution: source, cue and content, with the speaker resolved."""

    form: StatementForm
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...]  # with its quotation marks
    speaker: str | None = None  # entity id
    addressee: tuple[str, ...] = ()
    setting: str | None = None
    act: str = "says"  # what the cue does: says, asks, denies, promises, demands, warns ...
    negated: bool = False  # "declined to say", "did not say"


class Toward(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a position is about: exactly one of an event, an entity, or the words of the text."""

    event: str | None = None
    entity: str | None = None
    span: Span | None = None


class Position(Claim, frozen=True, kw_only=True):
    """Where someone stands on someone or something."""

    holder: str  # entity id
    stance: Stance
    toward: Toward


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What moved a commitment: a reading of named words, to be contested, never a verdict."""

    status: CommitmentStatus
    event: str | None = None  # None where the words tell of nothing that the codebook of events knows
    evidence: tuple[Span, ...] = ()  # the words; none where the event is of another report
    why: str


class Commitment(Claim, frozen=True, kw_only=True):
    """Who is bound to do, or not to do, what; and what moved it."""

    instrument: str | None = None  # the treaty, pact, resolution, pledge
    parties: tuple[str, ...] = ()
    bound: tuple[str, ...] = ()
    beneficiary: tuple[str, ...] = ()
    kind: CommitmentKind
    force: Force
    terms: Span | None = None
    condition: Span | None = None
    status: CommitmentStatus = "standing"
    history: tuple[Step, ...] = ()


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong with this report, and what to do about it."""

    stage: str
    message: str
    span: Span | None = None


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What one report becomes: the public contract (docs/record.md)."""

    format: str = FORMAT
    report: Document
    entities: tuple[Entity, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Timex, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    positions: tuple[Position, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    problems: tuple[Problem, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The record as plain dicts, lists, strings and numbers: what `json.loads(record.to_json())` gives."""
        plain: dict[str, Any] = msgspec.json.decode(self.to_json())
        return plain

    def to_json(self) -> str:
        """The record on one line of JSON, fields in the order of this file: equal records give equal bytes."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> Record:
        """The record that `to_json` wrote; BadRecord names the path of what is wrong with it."""
        try:
            record = msgspec.json.decode(text, type=cls)
        except (msgspec.DecodeError, UnicodeError) as error:
            raise BadRecord(str(error)) from error
        if record.format != FORMAT:
            raise BadRecord(f"expected {FORMAT!r}, got {record.format!r} - at `$.format`")
        return record

    def _repr_html_(self) -> str:
        """What a notebook shows: the report with its claims marked."""
        # The one place where the nouns know an export, and only when asked: IPython looks for this name here.
        from dragoman.export.html import fragment

        return fragment(self)


def enclosing(spans: Iterable[Span]) -> Span:
    """The smallest span that covers all `spans`; there must be at least one."""
    listed = list(spans)
    return Span(min(s.start for s in listed), max(s.end for s in listed))
