"""An answer of the archive in words, before any format lays it out: terminal, Markdown and page say the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import structs

from dragoman.answers import (
    Actor,
    Bond,
    Contradiction,
    Dossier,
    Entry,
    Happening,
    Hit,
    Occurrence,
    Office,
    Saying,
    Source,
    Stand,
    Tie,
    Turn,
)
from dragoman.export import wording

_WORDS = 160  # characters of a quotation


class Line(NamedTuple):
    """One answer."""

    day: str  # in brackets where it is that of the report alone
    lead: str  # who, to whom
    code: str  # what kind of thing it is
    words: str  # the report's own, in quotation marks
    notes: tuple[str, ...]
    source: Source | None
    id: str = ""  # of the claim


class Part(NamedTuple):
    """A part of a dossier."""

    title: str
    lines: tuple[Line, ...]


def retold(answer: object) -> Line:
    """An answer as a line."""
    match answer:
        case Happening():
            return _happening(answer)
        case Occurrence():
            return _occurrence(answer)
        case Contradiction():
            return _contradiction(answer)
        case Saying():
            return _saying(answer)
        case Stand():
            return _stand(answer)
        case Bond():
            return _bond(answer)
        case Entry():
            return _entry(answer)
        case Hit():
            return _hit(answer)
        case Tie():
            return _tie(answer)
        case Office():
            return _office(answer)
        case _:
            raise TypeError(f"no line for {type(answer).__name__}")


def parts(dossier: Dossier) -> list[Part]:
    """A dossier in its order, without its empty parts."""
    named = (
        ("Offices", dossier.offices),
        ("What happened", dossier.happenings),
        ("Words", dossier.sayings),
        ("Positions", dossier.stands),
        ("Commitments", dossier.bonds),
        ("Ties", dossier.ties),
    )
    return [Part(title, tuple(map(retold, answers))) for title, answers in named if answers]


def about(dossier: Dossier) -> tuple[str, ...]:
    """What stands at the head of a dossier."""
    actor = dossier.actor
    kind = " ".join(p for p in (actor.kind, actor.code or actor.country or "") if p)
    stretch = f"{dossier.first} to {dossier.last}" if dossier.first and dossier.last else ""
    others = [name for name in dossier.names if name != actor.name.lower()]
    return tuple(
        wording.clean(fact)
        for fact in (
            kind,
            f"named in {wording.plural(dossier.reports, 'report')}",
            stretch,
            f"also as {wording.listed(others, most=8)}" if others else "",
        )
        if fact
    )


def source_in_words(source: Source | None) -> str:
    """ "Wire, 2025-06-23: Talks in the Kremlin"; a report of which neither is known goes by its id."""
    if source is None:
        return ""
    head = ", ".join(p for p in (source.publisher, source.published) if p)
    nameless = not (source.publisher or source.title)
    return wording.clean(": ".join(p for p in (head, f"report {source.id}" if nameless else source.title) if p))


def _happening(event: Happening) -> Line:
    status = "" if event.status == "happened" and not event.negated else _standing(event)
    code = " ".join(p for p in (event.type, event.mode or "", status) if p)
    place = f"in {event.place}" if event.place else ""
    settled = f"the day is from {event.day_from}" if event.day_from else ""
    when = event.when if event.when and (settled or not event.day) else ""
    notes = (_owner(event), place, when, settled)
    return _line(event, _toward(event.actor, event.recipient), code, notes, day=event.day)


def _occurrence(occurrence: Occurrence) -> Line:
    """The canonical account, and how many tell of it."""
    line = _happening(occurrence.canonical)
    accounts = wording.plural(len(occurrence.accounts), "account")
    told = f"{accounts}, {wording.plural(occurrence.voices, 'voice')}" if len(occurrence.accounts) > 1 else ""
    settled = f"the day is from {occurrence.day_from}" if occurrence.day_from else ""
    recalled = dict.fromkeys(f"taken up by {source_in_words(there.source)}" for there in occurrence.recalled)
    announced = [f"announced by {source_in_words(event.source)}" for event in occurrence.announced]
    ours = {account.id for account in occurrence.accounts}
    others = [c.one if c.other.id in ours else c.other for c in occurrence.contradicted]
    disputed = dict.fromkeys(f"contradicted by {source_in_words(other.source)}" for other in others)
    notes = (*line.notes, *(note for note in (told, settled, *recalled, *announced, *disputed) if note))
    return line._replace(day=occurrence.day or line.day, notes=notes)


def _contradiction(found: Contradiction) -> Line:
    """One side, and in the notes the other with its words and its source."""
    line, other = retold(found.one), retold(found.other)
    against = f"against {other.words} ({source_in_words(other.source)})"
    return line._replace(code=found.why.partition(";")[0], notes=(*line.notes, against))


def _standing(event: Happening) -> str:
    return f"({'not ' if event.negated else ''}{event.status})"


def _saying(saying: Saying) -> Line:
    speaker = saying.speaker.name if saying.speaker else "somebody not named"
    manner = wording.manner_in_words(saying.act, _names(saying.addressee))
    notes = (saying.setting or "", "did not, or declined to" if saying.negated else "")
    return _line(saying, speaker, manner, notes)


def _stand(stand: Stand) -> Line:
    toward = (
        stand.toward.name if stand.toward else wording.quoted(stand.about) if stand.about else "something not named"
    )
    return _line(stand, f"{stand.holder.name} {stand.stance} {toward}", "", (_owner(stand),))


def _bond(bond: Bond) -> Line:
    code = f"{bond.kind}, {bond.force}: {bond.status}"
    moves = [f"{wording.STEPS[m.status]} {wording.quoted(m.words)}" for m in bond.history]
    condition = f"condition {wording.quoted(bond.condition)}" if bond.condition else ""
    notes = (bond.instrument or "", condition, *moves, _owner(bond))
    return _line(bond, _toward(bond.bound or bond.parties, bond.beneficiary), code, notes)


def _entry(entry: Entry) -> Line:
    """The first account, what moved it as a chain with its sources, and who else tells of it."""
    unnamed = tuple(move for move in entry.bond.history if move.event is None)  # the others are in the chain
    line = _bond(structs.replace(entry.bond, status=entry.status, history=unnamed))
    chain = [_turn(turn) for turn in entry.turns]
    told = [f"also told by {source_in_words(bond.source)}" for bond in entry.accounts[1:]]
    return line._replace(notes=(*line.notes, *(wording.clean(note) for note in (*chain, *told))))


def _turn(turn: Turn) -> str:
    also = f"; {wording.plural(len(turn.also), 'other account')}" if turn.also else ""
    link = f"; link {turn.link}" if turn.link else ""
    told = f"{source_in_words(turn.event.source)}{also}; {turn.why}{link}"
    return f"{wording.STEPS[turn.status]} {wording.quoted(turn.event.words)} ({told})"


def _hit(hit: Hit) -> Line:
    found = [f"{e.type} {wording.quoted(e.words)}" for e in hit.events]
    found += [f"{s.speaker.name if s.speaker else ''} {wording.quoted(s.words)}" for s in hit.statements]
    notes = tuple(wording.clean(note) for note in found)
    day = f"({hit.source.published})" if hit.source.published else ""
    return Line(day, "", "", wording.clean(hit.words), notes, hit.source)


def _tie(tie: Tie) -> Line:
    kinds = {
        "words of cooperation": tie.verbal_cooperation,
        "acts of cooperation": tie.material_cooperation,
        "words of conflict": tie.verbal_conflict,
        "acts of conflict": tie.material_conflict,
    }
    counted = ", ".join(f"{number} {name}" for name, number in kinds.items() if number)
    lead = wording.clean(f"{tie.one.name} – {tie.other.name}")
    return Line("", lead, wording.plural(tie.events, "event"), "", (counted, f"mean score {tie.score:+.1f}"), None)


def _office(office: Office) -> Line:
    title = wording.office_in_words(office.title, office.country)
    term = wording.term_in_words(office.since, office.until)
    known = "said in the report" if office.known_from == "text" else "known of old"
    return Line(term, title, "", "", (known,), office.source)


def _line(
    told: Happening | Saying | Stand | Bond, lead: str, code: str, notes: Iterable[str], day: str | None = None
) -> Line:
    words = told.words if len(told.words) <= _WORDS else f"{told.words[: told.words.rfind(' ', 0, _WORDS)]} …"
    when = day or (f"({told.source.published})" if told.source.published else "")
    doubt = "doubtful" if told.confidence < wording.LOW_CONFIDENCE else ""
    kept = tuple(wording.clean(note) for note in (*notes, doubt) if note)
    return Line(when, wording.clean(lead), wording.clean(code), wording.quoted(words), kept, told.source, told.id)


def _owner(told: Happening | Stand | Bond) -> str:
    if told.said_by:
        return f"says {told.said_by.name}"
    return "as somebody says" if told.said else ""


def _toward(ones: tuple[Actor, ...], others: tuple[Actor, ...]) -> str:
    return f"{_names(ones) or '–'} → {_names(others)}" if others else _names(ones) or "–"


def _names(actors: Iterable[Actor]) -> str:
    return wording.listed((actor.name for actor in actors), most=3)
