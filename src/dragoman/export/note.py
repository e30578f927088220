"""The note: what a record says, in words and in order, before any format lays it out.

The brief, the Markdown note and the page are three layouts of this one note, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dragoman.export import wording
from dragoman.export.desk import Desk
from dragoman.model import Claim, Commitment, Entity, Event, Position, Record, Statement, Step

QUOTE = 110  # characters of a quotation in the short note
CAPS = {"who": 16, "happened": 16, "open": 12, "said": 12, "stands": 14, "bound": 14, "checks": 8}
_KINDS = ("person", "state", "organization", "group", "people", "other")
_DATED_BY = {
    "dateline": " (date line)",
    "given": " (as given)",
    "name": " (by the name of the file)",
    "created": " (when the file was made)",
}


class Row(NamedTuple):
    """One line of the note."""

    about: str  # id of the claim or entity it reports
    lead: str  # what the eye looks for: a name, a time, a status, a holder
    what: str  # who to whom, an office, a stance
    code: str = ""
    words: str = ""  # the report's own words, quoted short
    notes: tuple[str, ...] = ()
    confidence: float | None = None


class Group(NamedTuple):
    """Rows under one heading; most sections are a single group without one."""

    heading: str
    rows: tuple[Row, ...]


class Section(NamedTuple):
    name: str  # "who", "happened", "open", "said", "stands", "bound"
    title: str
    groups: tuple[Group, ...]
    left_out: int = 0  # rows not shown


class Note(NamedTuple):
    title: str
    facts: tuple[str, ...]  # publisher, length, date, place
    sections: tuple[Section, ...]  # none of them empty
    checks: tuple[str, ...]  # what a reader should look at again
    open_days: tuple[str, ...]  # days that only a date of publication can settle
    nothing: str  # why there is nothing to say, or ""


def note(record: Record, *, full: bool = False, source_name: str | None = None) -> Note:
    """The note of a record: short quotations and capped sections, or everything if `full`."""
    desk = Desk.of(record, len(record.report.text) if full else QUOTE)
    told = [e for e in record.events if full or _names_somebody(e)]
    happened = [e for e in told if _took_place(e)]
    unsettled = [e for e in told if not _took_place(e)]
    sections = (
        _section("who", "Who", [Group("", tuple(_people(desk)))], full),
        _section("happened", "What happened", [Group("", tuple(_event(desk, e) for e in happened))], full),
        _section("open", "Not established", [Group("", tuple(_unsettled(desk, e) for e in unsettled))], full),
        _section("said", "Who said what", [Group("", tuple(_statement(desk, s) for s in record.statements))], full),
        _section("stands", "Who stands where", [Group("", tuple(_positions(desk)))], full),
        _section("bound", "Who is bound", _commitments(desk), full),
    )
    days = _open_days(record)
    return Note(
        title=wording.clean(record.report.title or source_name or f"Report {record.report.id}"),
        facts=_facts(record, days, source_name),
        sections=tuple(s for s in sections if s.groups),
        checks=_checks(desk, full),
        open_days=days,
        nothing="" if any(s.groups for s in sections) else _why_nothing(record),
    )


def _section(name: str, title: str, groups: list[Group], full: bool) -> Section:
    """A section without empty groups, cut after as many rows as its cap allows."""
    room = cap = sum(len(g.rows) for g in groups) if full else CAPS[name]
    kept = []
    for group in groups:
        if group.rows[:room]:
            kept.append(Group(group.heading, group.rows[:room]))
        room = max(0, room - len(group.rows))
    return Section(name, title, tuple(kept), max(0, sum(len(g.rows) for g in groups) - cap))


def _took_place(event: Event) -> bool:
    return event.status in ("happened", "ongoing") and not event.negated


def _names_somebody(event: Event) -> bool:
    """Acts of nobody on nobody ("the shelling") are left to the full record: they crowd out what a reader looks for."""
    return bool(event.actor or event.recipient)


def _people(desk: Desk) -> Iterable[Row]:
    """Entities: persons first, then states, then the rest; within a kind the most named first."""
    for entity in sorted(desk.record.entities, key=lambda e: (_KINDS.index(e.kind), -len(e.mentions))):
        role = _role(desk, entity) or ("" if entity.kind in ("person", "state") else entity.kind)
        yield Row(
            about=entity.id,
            lead=wording.clean(entity.name),
            what=role,
            code=wording.clean(entity.code or entity.country or ""),
            notes=_naming(desk, entity),
        )


def _role(desk: Desk, entity: Entity) -> str:
    if entity.role is None:
        return ""
    role = entity.role
    title = wording.office_in_words(role.title, desk.states.get(role.country or "", role.country))
    return wording.clean(", ".join(p for p in (title, wording.term_in_words(role.since, role.until)) if p))


def _naming(desk: Desk, entity: Entity) -> tuple[str, ...]:
    """How the report names an entity: how often, by which other names, spelt how."""
    if not entity.mentions:
        return ("implied, not named",)
    pronouns = [m for m in entity.mentions if m.form == "pronoun"]
    named = f"named {wording.count_in_words(len(entity.mentions))}"
    if pronouns:
        named += f", {wording.count_in_words(len(pronouns))} as {wording.quoted(desk.text(pronouns[0].span).lower())}"
    other = dict.fromkeys(
        desk.text(m.span)
        for m in entity.mentions
        if not m.misspelt and m.form not in ("pronoun", "demonym") and not _same(desk.text(m.span), entity.name)
    )
    spelt = dict.fromkeys(wording.quoted(desk.text(m.span)) for m in entity.mentions if m.misspelt)
    return tuple(
        part
        for part in (
            named,
            f"also as {wording.listed(other, most=4)}" if other else "",
            f"spelt {wording.listed(spelt, most=3)}" if spelt else "",
        )
        if part
    )


def _same(words: str, name: str) -> bool:
    """Whether `words` only repeat words of the canonical name and so need no telling."""
    return set(words.lower().split()) <= set(wording.clean(name).lower().split())


def _event(desk: Desk, event: Event) -> Row:
    place = desk.places.get(event.place or "")
    notes = (desk.owner(event), f"in {place}" if place else "", *_aside(event))
    return Row(
        about=event.id,
        lead=desk.times.get(event.time or "", "–"),
        what=desk.towards(event.actor, event.recipient),
        code=_code(event),
        words=desk.words(event.evidence, event.trigger),
        notes=tuple(n for n in notes if n),
        confidence=event.confidence,
    )


def _aside(event: Event) -> tuple[str, str]:
    return "still going on" if event.status == "ongoing" else "", "in the past" if event.historical else ""


def _code(event: Event) -> str:
    code = f"{event.type} {event.mode}" if event.mode else event.type
    return wording.clean(code if event.act == event.type else f"{code} (act {event.act})")


def _unsettled(desk: Desk, event: Event) -> Row:
    row, when = _event(desk, event), desk.times.get(event.time or "")
    return row._replace(lead=wording.standing_in_words(event), notes=(*row.notes, *([when] if when else [])))


def _statement(desk: Desk, statement: Statement) -> Row:
    manner = wording.manner_in_words(statement.act, desk.parties(statement.addressee))
    if statement.setting:
        manner += f", {wording.clean(statement.setting)}"
    return Row(
        about=statement.id,
        lead=desk.speaker(statement),
        what=manner,
        code=wording.FORMS[statement.form],
        words=desk.words(statement.content),
        notes=tuple(n for n in (desk.owner(statement), "did not, or declined to" if statement.negated else "") if n),
        confidence=statement.confidence,
    )


def _positions(desk: Desk) -> Iterable[Row]:
    """Positions holder by holder, in the order in which the holders first take one."""
    order = {holder: n for n, holder in enumerate(dict.fromkeys(p.holder for p in desk.record.positions))}
    for position in sorted(desk.record.positions, key=lambda p: order[p.holder]):
        yield Row(
            about=position.id,
            lead=desk.parties([position.holder]),
            what=f"{position.stance} {_toward(desk, position)}",
            words=desk.words(position.evidence),
            notes=tuple(n for n in [desk.owner(position, unless=position.holder)] if n),
            confidence=position.confidence,
        )


def _toward(desk: Desk, position: Position) -> str:
    toward = position.toward
    if toward.event:
        return desk.event(toward.event)
    if toward.entity:
        return desk.parties([toward.entity])
    return desk.words([toward.span], most=60) if toward.span else "something not named"


def _commitments(desk: Desk) -> list[Group]:
    """Commitments by instrument, in the order in which the instruments come up; those without one at the end."""
    instruments = dict.fromkeys(c.instrument for c in desk.record.commitments)
    groups = []
    for instrument in sorted(instruments, key=lambda i: i is None):
        bundle = [c for c in desk.record.commitments if c.instrument == instrument]
        parties = tuple(dict.fromkeys(p for c in bundle for p in c.parties))
        heading = wording.sentence_case(instrument or ("under no named instrument" if len(instruments) > 1 else ""))
        if instrument and parties:
            heading += f": {desk.parties(parties)}"
        groups.append(Group(heading, tuple(_commitment(desk, c) for c in bundle)))
    return groups


def _commitment(desk: Desk, commitment: Commitment) -> Row:
    words = [commitment.terms] if commitment.terms else commitment.evidence
    condition = commitment.condition
    apart = condition is not None and not any(s.covers(condition) for s in words)
    notes = [desk.owner(commitment), *_moves(desk, commitment.history)]
    if apart and condition is not None:
        notes.insert(0, f"condition {desk.words([condition], most=90)}")
    if not commitment.history and commitment.status not in ("unknown", commitment.force):
        notes.append("stands" if commitment.status == "standing" else commitment.status)
    return Row(
        about=commitment.id,
        lead=commitment.kind,
        what=desk.towards(commitment.bound or commitment.parties, commitment.beneficiary),
        code=commitment.force,
        words=desk.words(words),
        notes=tuple(n for n in notes if n),
        confidence=commitment.confidence,
    )


def _moves(desk: Desk, history: tuple[Step, ...]) -> list[str]:
    """What moved a commitment, in order: "triggered by “the strikes”, Sunday dawn"."""
    return [
        f"{wording.STEPS[status]} {wording.listed([_moved_by(desk, s) for s in history if s.status == status])}"
        for status in dict.fromkeys(step.status for step in history)
    ]


def _moved_by(desk: Desk, step: Step) -> str:
    return desk.event(step.event) if step.event else desk.words(step.evidence)


def _facts(record: Record, days: tuple[str, ...], source_name: str | None) -> tuple[str, ...]:
    report = record.report
    if report.published:
        origin = _DATED_BY.get(report.published_from or "", "")
        dated = f"{wording.day_in_words(report.published)}{origin}"
    else:
        stay = f"{wording.listed(days)} {'stays' if len(days) == 1 else 'stay'} open"
        dated = f"undated: {stay}" if days else "undated"
    place = next((p.name for p in record.places if report.dateline and p.id == report.dateline.place), "")
    name = source_name if report.title else None
    facts = (name, report.publisher, wording.plural(len(report.text.split()), "word"), dated, place)
    return tuple(wording.clean(f) for f in facts if f)


def _open_days(record: Record) -> tuple[str, ...]:
    """Days and dates of the report that have no place in the calendar yet, in its own order."""
    if record.report.published:
        return ()
    text = record.report.text
    unsettled = (t for t in record.times if t.type in ("DATE", "TIME") and t.start is None and "XXXX" in t.value)
    words = (wording.time_in_words(t, text[t.span.start : t.span.end], None) for t in unsettled)
    return tuple(dict.fromkeys(w.split()[0] if w.split()[0] in wording.WEEKDAYS else w for w in words if w))


def _checks(desk: Desk, full: bool) -> tuple[str, ...]:
    record = desk.record
    checks = [wording.clean(p.message) for p in record.problems]
    misspelt = sorted((m.span, e.name) for e in record.entities for m in e.mentions if m.misspelt)
    readings = (f"{wording.quoted(desk.text(span))} read as {wording.clean(name)}" for span, name in misspelt)
    checks.extend(dict.fromkeys(readings))
    if not record.report.published and record.report.text.strip():
        checks.append("no date of publication")
    claims: tuple[Claim, ...] = (*record.events, *record.statements, *record.positions, *record.commitments)
    doubtful = sum(c.confidence < wording.LOW_CONFIDENCE for c in claims)
    if doubtful:
        checks.append(f"{wording.plural(doubtful, 'claim')} less sure than even, marked ?")
    nameless = sum(not _names_somebody(e) for e in record.events)
    if nameless and not full:
        checks.append(f"{wording.plural(nameless, 'act')} without a named party left out here")
    cap = len(checks) if full else CAPS["checks"]
    more = [f"and {len(checks) - cap} more"] if len(checks) > cap else []
    return (*checks[:cap], *more)


def _why_nothing(record: Record) -> str:
    if not record.report.text.strip():
        return "Nothing was found: the report holds no text."
    if not record.report.language.lower().startswith("en"):
        language = wording.clean(record.report.language)
        return f"Nothing was found: the report is marked as {language}, and only English is read so far."
    if record.problems:
        return "Nothing was found: something went wrong with this report, see below."
    return "Nothing was found: no actor, act or statement in it was recognised. Is it English news on world affairs?"
