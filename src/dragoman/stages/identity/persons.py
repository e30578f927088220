"""Whom a personal name means: by office and date, by surname, by a near spelling."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from dragoman.knowledge.actor_entries import Office, held, held_lately, sectors_on
from dragoman.knowledge.actors import Actors
from dragoman.knowledge.names import folded, of
from dragoman.knowledge.succession import several
from dragoman.stages.identity.clusters import Clusters
from dragoman.stages.identity.roles import TextRole, same_office

_SIMILAR = 80  # of 100: a name so spelt is the same, where surname and country agree
_AKIN = 60  # what first names must have in common, however like the whole is: "Dean" is not "David"
_SLIPS = 88  # of 100: how like a name with a slip in each of its words still is
_VERY_SIMILAR = 85  # where only the office does
PROVISIONAL = re.compile(r"^(?:acting|interim|transitional|provisional|caretaker|outgoing|new) ")
_SHORTEST_SLIP = 5  # letters
_PRIVATE = frozenset(("LEG", "CVL", "BUS", "JRN", "EDU", "ELI", "REL"))
_LONG = 40  # the same, for somebody named in full
_MANY = 10  # people of a state in the lexicon that is often in the news
_FAR = 15  # years from office: further away a bare surname is somebody else's


def known_person(
    actors: Actors, clusters: Clusters, words: str, role: TextRole | None, date: str | None, spoken_of: frozenset[str]
) -> str | None:
    """Key of the lexicon's person that `words` mean in a report of `date` (ISO or None), or None.

    A full name may be spelt a little otherwise. A bare surname means whoever the text has named so; else the one
    whose office the text gives; else, of those in office that day, the only one or the most prominent, first among
    the countries and bodies `spoken_of` (their keys).
    """
    if " " in words:
        return _by_full_name(actors, words, role, date)
    keys = _bearers(actors, words, common=role is not None)
    if named := next((k for k in keys if k in clusters), None):
        return named
    if any(c.called(words) for c in clusters.values()):
        return None  # the text itself names someone else so
    if not keys and role is None and (slip := _slip(actors, clusters, words)):
        return slip
    if role is not None:
        return _by_office(actors, [k for k in keys if _agrees(actors, k, role)], role, date)
    if not keys and not actors.find(words):
        alike = [(k, _last_days(actors, k, date)) for k in actors.spelt_like(words)]
        keys = [k for k, then in alike if then is not None and _rank(actors, k, then) <= 1]
    in_office = [k for k in keys if held(actors.people[k][0], date)]
    at_home = [k for k in in_office if _owner_named(actors, k, spoken_of)]
    if date is None:
        return _foremost(actors, at_home or [k for k in in_office if _rank(actors, k, date) == 0], date)
    bearers = _bearers(actors, words, common=True)
    holding = [k for k in bearers if held(actors.people[k][0], date)]
    ranked = [
        [k for k in bearers if _rank(actors, k, date) <= 1],  # at the head of a state or of its diplomacy
        [k for k in holding if _led(actors, k, date)],  # in another office now
        [k for k in holding if _rank(actors, k, date) <= 2],  # with an office of their own
        _around(
            actors, [k for k in bearers or keys if _led(actors, k, date)], date, _LONG
        ),  # who were so eminent not long ago
    ]
    here = [[k for k in group if _owner_named(actors, k, spoken_of)] for group in (*ranked, holding)]
    known = [[k for k in group if _in_the_news(actors, k)] for group in (*ranked, in_office, holding)]
    groups = (*here, *known, *ranked, in_office, holding, _around(actors, bearers or keys, date))
    return next((k for group in groups if (k := _foremost(actors, group, date)) is not None), None)


def _slip(actors: Actors, clusters: Clusters, words: str) -> str | None:
    """The person whom the text also names rightly, a slip away from `words`: "Lavorv"."""
    plain = folded(words)
    if len(plain) < _SHORTEST_SLIP or actors.find(words):
        return None
    known = (k for k in clusters if k in actors.people)
    return next((k for k in known if OSA.distance(plain, _surname(actors, k), score_cutoff=1) == 1), None)


def _surname(actors: Actors, key: str) -> str:
    person = actors.people[key][0]
    return folded(person.surname or person.name.split()[-1])


def _around(actors: Actors, keys: list[str], date: str, far: int = _FAR) -> list[str]:
    """Those of `keys` who held an office within some years of `date`: "Carter crossed the line at Panmunjom"; of
    several, the one whose office is nearest in time."""
    year = int(date[:4])
    years = [(min((_years_off(o, year) for o in actors.people[k][0].office), default=far), k) for k in keys]
    near = sorted((off, k) for off, k in years if off < far)
    return [near[0][1]] if near and (len(near) == 1 or near[0][0] < near[1][0]) else []


def _led(actors: Actors, key: str, date: str) -> bool:
    """Whether someone had been at the head of a state, a body or diplomacy by `date`."""
    begun = (office.since for office in actors.people[key][0].office if office.since and office.since <= date)
    return any(_rank(actors, key, since) <= 1 for since in begun)


def _years_off(office: Office, year: int) -> int:
    first = int(office.since[:4]) if office.since else year
    last = int(office.until[:4]) if office.until else max(first, year)
    return max(first - year, year - last, 0)


def _bearers(actors: Actors, surname: str, common: bool) -> list[str]:
    """People with that surname; with `common` also where it mostly means something else ("May", "Rice")."""
    known = [s.key for s in actors.find(surname) if s.key.startswith("person/")]
    return list(dict.fromkeys([*known, *(actors.common_surnames.get(folded(surname), ()) if common else ())]))


def _by_full_name(actors: Actors, words: str, role: TextRole | None, date: str | None) -> str | None:
    surname = words.rsplit(maxsplit=1)[-1]
    exact = [s.key for s in actors.find(words) if s.key.startswith("person/")]
    keys = exact or [k for k in _bearers(actors, surname, common=True) if _near(actors, k, words)]
    keys = keys or _sounding(actors, words) or _similar(actors, words, role, date) or _misspelt(actors, words, date)
    keys = [k for k in keys if _agrees(actors, k, role)]
    if role is not None:
        return _by_office(actors, keys, role, date) if len(keys) > 1 else next(iter(keys), None)
    dated = [k for k in keys if held(actors.people[k][0], date)]
    if not dated and len(keys) == 1 and date is not None and _known_then(actors, keys[0], date, _LONG):
        return keys[0]
    return dated[0] if len(dated) == 1 else _foremost(actors, dated, date)


def _sounding(actors: Actors, words: str) -> list[str]:
    """People of the same first name and a surname that sounds the same: "Alexander Turchinov"."""
    first, *_, last = words.split()
    return [k for k in actors.sounding_like(last) if _same_first(actors, k, first)]


def _same_first(actors: Actors, key: str, first: str) -> bool:
    person, form = actors.people[key][0], actors.same_given_names
    names = {folded(name).split()[0] for name in (person.name, *person.aliases)}
    word = folded(first)
    return word in names or (word in form and any(form.get(name) == form[word] for name in names))


def _misspelt(actors: Actors, words: str, date: str | None) -> list[str]:
    """People whose first name is spelt like the one in `words` and whose long surname is a slip away from its own."""
    surname = words.rsplit(maxsplit=1)[-1]
    alike = actors.spelt_like(surname) or actors.sounding_like(surname)
    keys = [k for k in alike if _near(actors, k, words)]
    keys = keys or _slip_of_the_eminent(actors, words, date) or _slips_of_the_eminent(actors, words, date)
    return keys if date is None else [k for k in keys if _known_then(actors, k, date)]


def _slip_of_the_eminent(actors: Actors, words: str, date: str | None) -> list[str]:
    """Those at the head of a state or its diplomacy whose first name is spelt right and whose surname has one slip."""
    first, _, last = folded(words).partition(" ")
    if len(last) < _SHORTEST_SLIP:
        return []
    alike = (k for k in actors.given_names_of.get(first, ()) if OSA.distance(last, _surname(actors, k)) == 1)
    return [k for k in alike if held(actors.people[k][0], date) and _rank(actors, k, date) <= 1]


def _slips_of_the_eminent(actors: Actors, words: str, date: str | None) -> list[str]:
    """The same, where there is a slip in each of two names: "Mahmud Abas"."""
    parts = folded(words).split()
    near = process.extract(" ".join(parts), actors.full_names, scorer=fuzz.ratio, score_cutoff=_SLIPS, limit=None)
    return [
        key
        for name, _, key in sorted(near)
        if all(fuzz.ratio(a, b) >= _AKIN and a[0] == b[0] for a, b in zip(parts, name.split(), strict=False))
        and (_rank(actors, key, None) <= 1 if date is None else _led_about(actors, key, date))
    ]


def _led_about(actors: Actors, key: str, date: str) -> bool:
    """Whether someone was at the head of a state, a body or diplomacy within a year of `date`: before he was sworn in,
    he is in the news already."""
    near = (o.since for o in actors.people[key][0].office if o.since and _years_off(o, int(date[:4])) <= 1)
    return any(_rank(actors, key, since) <= 1 for since in near)


def _known_then(actors: Actors, key: str, date: str, years: int = _FAR) -> bool:
    return any(_years_off(office, int(date[:4])) < years for office in actors.people[key][0].office)


def _last_days(actors: Actors, key: str, date: str | None) -> str | None:
    """`date`, or where the last office ended in the days before it, its last day; None where none was held then."""
    person = actors.people[key][0]
    if date is None or held(person, date) is not None:
        return date
    office = held_lately(person, date)
    return office.until if office is not None else None


def _by_office(actors: Actors, keys: list[str], role: TextRole, date: str | None) -> str | None:
    """Of people who agree with the text's country, the one who held that office."""
    dated = [k for k in keys if held(actors.people[k][0], date)]
    fitting = [k for k in dated or keys if any(same_office(role.plain, o.title) for o in actors.people[k][0].office)]
    if fitting:
        return _foremost(actors, fitting, date)
    return keys[0] if len(keys) == 1 and (role.country or role.owner) else None


def _foremost(actors: Actors, keys: list[str], date: str | None) -> str | None:
    """The only one, or the one whose office ranks above all others'."""
    ranked = sorted(
        (_rank(actors, k, date), not (date and _led(actors, k, date)), _since(actors, k, date), k) for k in keys
    )
    if not ranked or (len(ranked) > 1 and ranked[0][:3] == ranked[1][:3]):
        return None
    return ranked[0][3]


def _since(actors: Actors, key: str, date: str | None) -> str:
    """Since when someone has led a state: of two namesakes who do, the one of longer standing is better known."""
    office = held(actors.people[key][0], date)
    return office.since if office and office.since != date and _rank(actors, key, date) == 0 else ""


def _rank(actors: Actors, key: str, date: str | None) -> int:
    """0 for those at the head of a state or of the United Nations, 1 for other heads and chief diplomats, 2 for other
    holders of an office of their own, 3 for everybody else: spokesmen, deputies, members, private people."""
    office = held(actors.people[key][0], date)
    title = PROVISIONAL.sub("", folded(office.title)) if office else ""
    lead = next((w for w in map(folded, actors.offices.words("foremost")) if title.startswith(f"{w} of ")), None)
    if lead is not None:
        kind, _, whose = actors.people[key][1].partition("/")
        plain = title.count(" of ") == 1  # not "President of the Presidium of ..."
        of_state = kind == "state" and (plain or title == f"{lead} of {of(actors.states[whose].name)}".casefold())
        if lead == "secretary general":
            return 0 if kind == "organization" else 2
        return 0 if of_state else 1
    if title.startswith(actors.offices.words("next")):
        return 1
    minor = office is None or several(office.title) or office.shared
    return 3 if minor or _PRIVATE.issuperset(sectors_on(actors.people[key][0], date)) else 2


def _owner_named(actors: Actors, key: str, spoken_of: frozenset[str]) -> bool:
    _, owner, country = actors.people[key]
    return owner in spoken_of or (country is not None and f"state/{country}" in spoken_of)


def _in_the_news(actors: Actors, key: str) -> bool:
    """Whether reports speak often enough of his state or body to leave out which one it is: not of a very small one."""
    owner = actors.people[key][1]
    return not owner.startswith("state/") or len(actors.people_of.get(owner, ())) >= _MANY


def _near(actors: Actors, key: str, words: str) -> bool:
    person = actors.people[key][0]
    first = folded(words).split()[0]
    if _same_first(actors, key, first):
        return True
    for name in map(folded, (person.name, *person.aliases)):
        alike = fuzz.ratio(name.split()[0], first)
        if alike >= _SIMILAR or (alike >= _AKIN and fuzz.ratio(name, folded(words)) >= _SIMILAR):
            return True
    return False


def _similar(actors: Actors, words: str, role: TextRole | None, date: str | None) -> list[str]:
    """People whose whole name is nearly spelt so and who are of the role's country, or held that very office."""
    if role is None:
        return []
    near = process.extract(folded(words), actors.full_names, scorer=fuzz.ratio, score_cutoff=_VERY_SIMILAR, limit=None)
    return [
        key
        for key in sorted(key for _, _, key in near)
        if (actors.people[key][2] == role.country if role.country else _held_so(actors, key, role, date))
    ]


def _held_so(actors: Actors, key: str, role: TextRole, date: str | None) -> bool:
    office = held(actors.people[key][0], date)
    return office is not None and same_office(role.plain, office.title)


def _agrees(actors: Actors, key: str, role: TextRole | None) -> bool:
    _, owner, country = actors.people[key]
    if role is None or (role.country is None and role.owner is None):
        return True
    return (country is not None and country == role.country) or owner == role.owner


def held_office(actors: Actors, key: str, role: TextRole) -> bool:
    """Whether the person `key` ever held an office that the words of `role` name."""
    return any(same_office(role.plain, office.title) for office in actors.people[key][0].office)


def day_of(actors: Actors, key: str, role: TextRole | None) -> str | None:
    """A day on which the person `key` held the office that `role` names; None where the lexicon knows of none."""
    if role is None or key not in actors.people:
        return None
    terms = (o for o in actors.people[key][0].office if same_office(role.plain, o.title))
    return max((o.since for o in terms if role.owner in (None, *actors.owners_of(o.title))), default=None) or None


def spelt_right(actors: Actors, key: str, words: str) -> bool:
    """Whether `words` are a name of the person as the lexicon spells it, middle names aside."""
    person = actors.people[key][0]
    known = {folded(name) for name in (person.name, *person.aliases)}
    ends = {(name.split()[0], name.split()[-1]) for name in known}
    known |= {folded(person.surname or person.name.split()[-1])} | {last for _, last in ends}
    parts = folded(words).split()
    return folded(words) in known or (parts[0], parts[-1]) in ends


def same_surname(clusters: Clusters, words: str) -> str | None:
    """Key of the person in the text that a bare surname (or a family name that comes first) goes back to."""
    if " " in words:
        return None
    named = [key for key, cluster in clusters.items() if cluster.called(words)]
    people = ((key, cluster) for key, cluster in clusters.items() if cluster.kind == "person" and " " in cluster.name)
    family_first = [key for key, cluster in people if folded(cluster.name).split()[0] == folded(words)]
    return next(iter(named or family_first), None)  # "Kim" is Kim Jong Un
