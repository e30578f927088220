"""What happened, once each, with all accounts of it; and where accounts contradict each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import structs
from sqlalchemy import Connection

from dragoman.answers import Contradiction, Happening, Link, Occurrence, Recalled, Told
from dragoman.archive import loading
from dragoman.archive.rows import numbered
from dragoman.archive.writing import numbers
from dragoman.crossdoc import links
from dragoman.errors import BadQuestion
from dragoman.model import Span
from dragoman.query import choosing
from dragoman.query.choosing import Days, Kinds
from dragoman.query.telling import Place, recalled_in, tell
from dragoman.query.who import whom

_HOPS = 4  # links from the event asked about: a longer chain of likenesses leads astray
_SURE = 0.5  # likelihood that two accounts tell of one event, from which one takes its day from the other


def occurrences(connection: Connection, who: str, days: Days, kinds: Kinds, most: int) -> list[Occurrence]:
    """The events among the latest `most` claims about `who`, each once, with all accounts of it, in order of days."""
    places = choosing.events_of(connection, whom(connection, who)[0].n, days, kinds, most)
    asked = [event.id for event in tell(connection, places)]
    made = _gathered(connection, asked)
    return sorted(made, key=lambda o: (o.day or o.first.published or "", o.canonical.id))


def occurrence(connection: Connection, claim: str) -> Occurrence:
    """The event with the id `claim`, with all other accounts of it; BadQuestion if there is none."""
    made = _gathered(connection, [claim])
    if not made:
        raise BadQuestion(f"there is no event {claim!r} in this archive")
    return made[0]


def settled(connection: Connection, events: Iterable[Happening], days: Days) -> list[Happening]:
    """`events`, which are in order of days: one that gives no day has that of another account of it, which `day_from`
    names, and stands where that puts it. What then lies outside `days` is left out.
    """
    events = list(events)
    known = dict(_days_of(connection, [event.id for event in events if event.day is None]))
    ordered = [event for event in events if event.id not in known]
    for event in (structs.replace(event, **known[event.id]) for event in events if event.id in known):
        day = str(event.day)
        later = (i for i, other in enumerate(ordered) if (other.day or other.source.published or "") > day)
        if (days.since or "") <= day <= (days.until or "9"):
            ordered.insert(next(later, len(ordered)), event)
    return ordered


def contradictions(connection: Connection, most: int) -> list[Contradiction]:
    """The latest places where reports contradict each other, both sides with their words."""
    found = links.of_kind(connection, "contradicts", most)
    return _contradictions(found, _claims(connection, {i for link in found for i in (link.claim, link.to_claim)}))


def _days_of(connection: Connection, undated: list[str]) -> Iterator[tuple[str, dict[str, str | None]]]:
    """For events without a day what another account says of it: only of those linked with themselves, and surely."""
    for occurrence in _gathered(connection, undated, hops=1) if undated else ():
        source = next((a for a in occurrence.accounts if a.day and a.day == occurrence.day), None)
        if source and occurrence.confidence >= _SURE:
            day = {"day": source.day, "until": source.until, "day_from": source.id}
            yield from ((account.id, day) for account in occurrence.accounts if account.day is None)


def _gathered(connection: Connection, asked: list[str], hops: int = _HOPS) -> list[Occurrence]:
    """The events with these ids, each once, with all accounts of it."""
    found = _around(connection, asked, hops)
    groups = _groups(asked, [link for link in found if link.kind == "same"])
    wanted = {claim for link in found for claim in (link.claim, link.to_claim) if claim}
    told = _told(connection, wanted | set(asked))
    accounts = [[told[i] for i in group if i in told] for group in groups]
    taken_up = _taken_up(connection, [link for link in found if link.kind == "recalls"])
    return [_occurrence(group, found, told, taken_up) for group in accounts if group]


def _around(connection: Connection, claims: Iterable[str], hops: int) -> list[Link]:
    """The links that hold of these claims, and of what they are the same as."""
    reached, frontier, found = set(claims), set(claims), dict[int, Link]()
    for _ in range(hops):
        there = numbers(connection, {claim.partition("/")[0] for claim in frontier})
        near = links.holding(connection, there.values())
        new = {
            link.number: link
            for link in near
            if link.kind == "copy" or not frontier.isdisjoint((link.claim, link.to_claim))
        }
        found |= new
        same = {claim for link in new.values() if link.kind == "same" for claim in (link.claim, link.to_claim)}
        frontier = same - reached
        reached |= frontier
        if not frontier:
            break
    return list(found.values())


def _groups(claims: Iterable[str], same: Iterable[Link]) -> list[list[str]]:
    """The claims, and those linked with them, in groups of what is one event; in the order of `claims`."""
    group = {claim: {claim} for claim in claims}
    for link in same:
        joined = group.get(link.claim, {link.claim}) | group.get(link.to_claim, {link.to_claim})
        group |= dict.fromkeys(joined, joined)
    return list({id(members): sorted(members) for members in group.values()}.values())


def _taken_up(connection: Connection, recalls: Iterable[Link]) -> dict[str, list[Recalled]]:
    """Id of an event -> where other reports take it up with a noun, in the order of the links."""
    recalls = [link for link in recalls if link.report != link.to_report]
    there = numbers(connection, {link.report for link in recalls})
    records = loading.records(connection, sorted(there.values()))
    found: dict[str, list[Recalled]] = defaultdict(list)
    for link in recalls:
        report = records[there[link.report]].report
        start, _, end = link.claim.rpartition("/")[2].partition("-")
        found[link.to_claim].append(recalled_in(report, Span(int(start), int(end)), link.confidence))
    return found


def _occurrence(
    accounts: list[Happening], found: list[Link], told: dict[str, Happening], taken_up: Mapping[str, list[Recalled]]
) -> Occurrence:
    accounts = sorted(accounts, key=lambda a: (a.source.published or "9", a.id))
    ids = {account.id for account in accounts}
    canonical = max(accounts, key=_says)
    given = Counter(account.day for account in accounts if account.day)
    day = canonical.day or (given.most_common(1)[0][0] if given else None)
    day_from = None if canonical.day else next((a.id for a in accounts if day and a.day == day), None)
    same = [link.confidence for link in found if link.kind == "same" and link.claim in ids]
    announced = [link.claim for link in found if link.kind == "announces" and link.to_claim in ids]
    against = [link for link in found if link.kind == "contradicts"]
    disputed = [link for link in against if not ids.isdisjoint((link.claim, link.to_claim))]
    return Occurrence(
        canonical=canonical,
        day=day,
        day_from=day_from,
        accounts=tuple(accounts),
        first=accounts[0].source,
        last=accounts[-1].source,
        voices=_voices({account.source.id for account in accounts}, found),
        recalled=tuple(there for account in accounts for there in taken_up.get(account.id, ())),
        announced=tuple(told[i] for i in dict.fromkeys(announced) if i in told),
        contradicted=tuple(_contradictions(disputed, told)),
        confidence=min(same, default=1.0),
    )


def _says(account: Happening) -> tuple[bool, int, float, str]:
    """How much an account says: the reporter's own voice first, then parties, day and place."""
    known = len(account.actor) + len(account.recipient) + 2 * bool(account.day) + bool(account.place)
    return not account.said, known, account.confidence, account.id


def _voices(reports: set[str], found: Iterable[Link]) -> int:
    """How many speak: reports whose texts are copies of one another are one."""
    group = {report: {report} for report in reports}
    for link in found:
        if link.kind == "copy" and {link.report, link.to_report} <= reports:
            joined = group[link.report] | group[link.to_report]
            group |= dict.fromkeys(joined, joined)
    return len({id(members) for members in group.values()})


def _contradictions(found: Iterable[Link], told: Mapping[str, Told]) -> list[Contradiction]:
    return [
        Contradiction(
            one=told[link.claim], other=told[link.to_claim], why=link.why, confidence=link.confidence, link=link.number
        )
        for link in found
        if link.claim in told and link.to_claim in told
    ]


def _told(connection: Connection, claims: set[str]) -> dict[str, Happening]:
    """The events with these ids, as far as they are still there."""
    return {i: told for i, told in _claims(connection, claims).items() if isinstance(told, Happening)}


def _claims(connection: Connection, claims: set[str]) -> dict[str, Told]:
    """The claims with these ids, as far as they are still there."""
    there = numbers(connection, {claim.partition("/")[0] for claim in claims})
    records = loading.records(connection, sorted(there.values()))
    places = [Place(n, at.n) for n, record in records.items() for at in numbered(record) if at.claim.id in claims]
    return {told.id: told for told in tell(connection, places)}
