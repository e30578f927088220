"""How an actor is coded under the conventions of a profile: RUS, RUSGOV, IGOUNO, SYRREB."""

from __future__ import annotations

from typing import Final, NamedTuple

from dragoman.export.profile import Profile
from dragoman.export.told import Told
from dragoman.model import Entity, Span

_ORGANISATIONS = ("IGO", "NGO", "IMG", "MNC")  # what CAMEO codes of no country begin with
_GOVERNMENTS = ("government", "administration", "cabinet", "authorities", "regime")
_BODIES = frozenset(
    {"congress", "parliament", "senate", "legislature", "army", "navy", "air force", "military", "police", "court"}
)
_NAMED = frozenset({"name", "alias", "demonym", "metonym", "pronoun"})  # forms of mentions that do not say what one is


class Party(NamedTuple):
    """An actor as a coding has it."""

    name: str
    code: str  # CAMEO: country or kind of organisation, then sectors, three letters each
    country: str  # three letters, or empty
    sectors: tuple[str, ...]
    group: str = ""  # of an organisation of no country, the rest of its code: "UNO"


NOBODY: Final = Party("", "", "", ())


def party(about: Told, key: str | None, profile: Profile, near: Span | None = None) -> Party:
    """The entity with this id, as `profile` codes who is called as it is. What a state is called counts only `near` the
    event: one report speaks of Georgia and of its government."""
    named = about.named(key)
    if not named:
        return NOBODY
    entity = named[0]
    code, called = entity.code or "", _called(about, entity, near if entity.kind == "state" else None)
    if not entity.country and code.startswith(_ORGANISATIONS):
        return Party(entity.name, code, "", (code[:3],), code[3:6])
    country = code[:3] if entity.country and code else entity.country or ""
    if profile.homes == "named" and not _is_placed(about, entity):
        country = ""
    sectors = _sectors(entity, called, profile)
    head = country or (profile.nowhere if sectors else "")
    return Party(entity.name, head + "".join(sectors), country, sectors)


def country_party(name: str, code: str) -> Party:
    """A country that takes part by being where it happens."""
    return Party(name, code, code, ())


def _sectors(entity: Entity, called: tuple[str, ...], profile: Profile) -> tuple[str, ...]:
    """Three-letter sectors: what the profile says of the words, else those of the code, else those of the record."""
    if entity.kind == "state":
        ruling = profile.governments == "sector" and any(c.endswith(_GOVERNMENTS) for c in called)
        return ("GOV",) if ruling else ()
    if (listed := profile.sectors_of(*called)) is not None:
        return listed
    code = (entity.code or "")[3 if entity.country else 0 :]
    sectors = tuple(code[i : i + 3] for i in range(0, len(code), 3)) or (() if entity.code else entity.sectors)
    national = entity.kind in ("person", "people", "group") and entity.country is not None
    if national and sectors in ((), ("CVL",)):
        return ("CVL",) if profile.nationals == "civilians" else ()
    if profile.officials == "country" and entity.country and entity.kind == "person":
        return ()
    return sectors


def _is_placed(about: Told, entity: Entity) -> bool:
    """Whether unnamed people are called by their country ("Malian gunmen"), not only told of in it; so too the bodies
    that every state has ("Congress", "the police")."""
    people = entity.lexicon is None and entity.kind in ("person", "group") and entity.mentions
    if not (people and all(m.form == "nominal" for m in entity.mentions)) and not _is_general(about, entity):
        return True
    states = (e for e in about.record.entities if e.country == entity.country and e.id != entity.id)
    named = [m.span for e in states for m in e.mentions] + [m.span for p in about.record.places for m in p.mentions]
    return any(span.overlaps(m.span) for span in named for m in entity.mentions)


def _is_general(about: Told, entity: Entity) -> bool:
    """Whether it is a body of a state that the report calls only by a general word."""
    text = about.record.report.text
    words = {text[m.span.start : m.span.end].casefold() for m in entity.mentions if m.form != "pronoun"}
    return _is_body(entity) and words <= _BODIES


def _is_body(entity: Entity) -> bool:
    return (entity.lexicon or "").startswith("organ/")


def _called(about: Told, entity: Entity, near: Span | None) -> tuple[str, ...]:
    """What the report calls the entity, in lower case: the nouns that stand for it, and the title it gives a person."""
    text = about.record.report.text
    spans = [m.span for m in entity.mentions if m.form not in _NAMED]
    nouns = [text[s.start : s.end].casefold() for s in spans if near is None or s.overlaps(near)]
    title = entity.role.title.casefold() if entity.role and entity.role.origin == "text" else ""
    return tuple(filter(None, (*nouns, title)))
