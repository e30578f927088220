"""Offices: what the text says of someone ("Iranian Foreign Minister"), and what the lexicon knows for that date."""

from __future__ import annotations

import re
from typing import NamedTuple

from dragoman.draft import Draft
from dragoman.knowledge.actor_entries import Office, Person, held, held_lately
from dragoman.knowledge.actors import Actors
from dragoman.knowledge.names import folded, of
from dragoman.model import Role, Span


class TextRole(NamedTuple):
    """An office as the text gives it."""

    title: str  # "Foreign Minister of Iran", "Kremlin spokesman"
    plain: str  # the title alone, folded: "foreign minister"
    country: str | None  # ISO 3166-1 alpha-3
    owner: str | None  # key of the state, organisation or group
    sectors: tuple[str, ...]


def read_role(draft: Draft, actors: Actors, span: Span) -> TextRole | None:
    """The office that the words at `span` name, or None where no known title stands there."""
    parts = _owner_first(actors, " ".join(draft.view[span.start : span.end].split()).split(" "))
    hits = [
        (actors.title_phrases[phrase], first, last)
        for first in range(len(parts))
        for last in range(len(parts), first, -1)
        if (phrase := _singular(" ".join(parts[first:last]).casefold().strip(",."), actors)) is not None
    ]
    if not hits:
        return None
    title, at, end = hits[0]
    while at and parts[at - 1].casefold() in _OTHER_OFFICE:
        at -= 1
    qualified = " ".join(parts[at:end]).casefold().split()[:1]
    plain = folded(title.title)
    if qualified and qualified[0] in _OTHER_OFFICE and not plain.startswith(qualified[0]):
        plain = f"{qualified[0]} {plain}"
    former = _FORMER.search(draft.view[: span.start]) is not None and not plain.startswith("former")
    owner = _owner(actors, parts, at)
    country, owner_name = _country(actors, owner)
    short = " ".join(parts[at:end]).casefold().strip(".") in _SHORT
    office = title.title if short else _capitalised(["Former", *parts[at:end]] if former else parts[at:end])
    name = f"{office} of {of(owner_name)}" if owner_name else office
    lead = _LEAD.sub("", " ".join(parts[:at]))
    if lead and ("spokes" in title.title.casefold() or "press secretary" in plain):
        name = f"{lead} {office.lower()}"
    sectors = ("ELI",) if former else title.sectors
    plain = f"former {plain}" if former else plain
    if owner is not None and owner.startswith("group/") and sectors in (("MIL",), ("GOV",)):
        sectors = actors.groups[owner.removeprefix("group/")].sectors  # "a commander of the Free Syrian Army"
    if sectors == ("GOV",):
        sectors = _body_sectors(actors, parts[end:], owner) or sectors
    return TextRole(name, plain, country, owner, sectors)


def _owner_first(actors: Actors, parts: list[str]) -> list[str]:
    """ "top American diplomat" as "American top diplomat": the title's words together."""
    for at in range(1, len(parts) - 1):
        after = range(len(parts), at + 1, -1)
        apart = any(_singular(" ".join([parts[at - 1], *parts[at + 1 : n]]).casefold(), actors) for n in after)
        if apart and parts[at][0].isupper() and any(s.key.startswith("state/") for s in actors.find(parts[at])):
            return [*parts[: at - 1], parts[at], parts[at - 1], *parts[at + 1 :]]
    return parts


def _body_sectors(actors: Actors, words: list[str], owner: str | None) -> tuple[str, ...]:
    """Of whom somebody is a spokesman or official: "spokesman for the Malian army", "an official of the Red Cross"."""
    kind, _, name = (owner or "").partition("/")
    if kind == "organization":
        return actors.organizations[name].sectors
    plain = [word.casefold() for word in words]
    for first in range(len(plain)):
        organ = actors.organ_phrases.get(" ".join(plain[first:]))
        if organ is not None and not organ.government:
            return organ.sectors
    return ()


_FORMER = re.compile(r"(?i)\b(?:former|one-time|ousted|deposed) (?:the )?$")  # "the former British prime minister"
_SHORT = frozenset("dr prof col maj gen lt capt sgt rev adm brig cmdr pm mp mep vp".split())
_LEAD = re.compile(r"^(?:the|a|an) | ?['’]s?$", re.IGNORECASE)


def _capitalised(words: list[str]) -> str:
    """ "foreign minister" as an office is written: "Foreign Minister"."""
    small = ("of", "and", "for", "to", "the")
    plain = (w.strip(",.") for w in words)
    return " ".join(w if w in small or w[:1].isupper() else w[:1].upper() + w[1:] for w in plain)


_OTHER_OFFICE = frozenset(("vice", "deputy", "former", "acting", "assistant", "elect"))


_OF_WHOM = re.compile(r" (?:to|for) ")


def same_office(plain: str, title: str, whole: bool = False) -> bool:
    """Whether the words `plain` ("minister") name the office `title` ("Foreign Minister of Turkey").

    With `whole` they must be all of it but the country.
    """
    office = folded(title)
    head = _OF_WHOM.split(office, maxsplit=1)[0] if whole is False and " of " not in office else office
    head = office.rsplit(" of ", 1)[0] if " of " in office else head
    if head == plain or office == plain:
        return True
    lead = head.removesuffix(" " + plain)
    return not whole and lead != head and not _OTHER_OFFICE.intersection(lead.split())


def _singular(phrase: str, actors: Actors) -> str | None:
    if phrase in actors.title_phrases:
        return phrase
    return phrase[:-1] if phrase.endswith("s") and phrase[:-1] in actors.title_phrases else None


def _owner(actors: Actors, parts: list[str], at: int) -> str | None:
    """The first state, organisation or group named in the words before the title, else in those after it."""
    for words in (parts[:at], parts[at:]):
        for first in range(len(words)):
            for last in range(len(words), first, -1):
                name = " ".join(words[first:last])
                if not (name[0].isupper() or name.startswith("al-")):
                    continue
                for sense in actors.find(name):
                    if sense.key.split("/", 1)[0] in ("state", "organization", "group", "organ"):
                        return sense.key
    return None


def _country(actors: Actors, owner: str | None) -> tuple[str | None, str | None]:
    """ISO code and name of the actor that `owner` is the key of."""
    kind, _, rest = (owner or "").partition("/")
    if kind == "state":
        return rest, actors.states[rest].name
    if kind == "organ":
        iso3 = rest.partition("/")[0]
        return iso3, actors.states[iso3].name
    if kind == "organization":
        return actors.organizations[rest].country, rest
    return (actors.groups[rest].country, rest) if kind == "group" else (None, None)


def role_of(actors: Actors, key: str, roles: list[TextRole], published: str | None) -> Role | None:
    """The role to record: the text's own words win; the lexicon adds since when, or speaks where the text is silent."""
    person, owner, country = actors.people.get(key, (None, None, None))
    best = max(roles, key=lambda r: r.country is not None or r.owner is not None, default=None)
    if best is None:
        office = held_lately(person, published) if person else None
        if office is None:
            return _former(actors, person, country, published) if person else None
        return Role(
            title=office.title, country=country, since=office.since or None, until=office.until, origin="lexicon"
        )
    same = held(person, published) if person and owner == best.owner and _loose(actors, best) else None
    if same is not None:  # "Cuban leader": the office says it better
        return Role(title=same.title, country=country, since=same.since or None, until=same.until, origin="text")
    if person is not None and best.owner in (None, owner):
        same = next((o for o in _offices(person.office, published) if same_office(best.plain, o.title)), None)
    title = best.title
    if best.owner is None:
        home = best.country or country
        title = same.title if same else f"{title} of {of(actors.states[home].name)}" if home in actors.states else title
    return Role(title=title, country=best.country or country, since=(same.since or None) if same else None,
                until=same.until if same else None, origin="text")  # fmt: skip


def _former(actors: Actors, person: Person, country: str | None, published: str | None) -> Role | None:
    """The office at the head of a state or of its diplomacy that `person` held last before that day."""
    eminent = (*actors.offices.words("foremost"), *actors.offices.words("next"))
    past = (o for o in _offices(person.office, published) if folded(o.title).startswith(eminent))
    office = next(past, None)
    return Role(title=f"Former {office.title}", country=country, origin="lexicon") if office else None


def _loose(actors: Actors, role: TextRole) -> bool:
    return (role.owner or "").startswith("state/") and actors.offices.loose("leader", role.plain)


def _offices(offices: tuple[Office, ...], published: str | None) -> list[Office]:
    valid = [o for o in offices if published is None or o.since <= published]
    return sorted(valid, key=lambda o: o.since, reverse=True)
