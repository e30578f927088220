"""Sentences and reports of our own on who is bound to what and who stands where; codebook: docs/commitments.md.

    python -m benchmarks.bonds_gold      # check every file of all parts; prints how many there are, nothing of them

Sentences are marked in words (TOML), reports in characters (the layout of the other gold reports). Both become `Item`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from dragoman.model import CommitmentKind, CommitmentStatus, Force, Span, Stance

GOLD = Path(__file__).parent / "gold" / "bonds"
Part = Literal["dev", "opened", "kept"]
Fact = Literal["bound", "to", "condition"]
Trap = Literal[
    "ability", "comment", "denial", "event", "history", "homonym", "hope", "hostile", "plan", "praise", "prediction",
    "reporting", "title", "vague",
]  # fmt: skip
Who = tuple[Span, ...]  # every place in the text that stands for one party


class BadAnnotation(ValueError):
    """Words that cannot be found, or not once, in the text they are marked in; a label that is none."""


class Moved(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What became of a commitment, and the words of the event that made it so."""

    to: CommitmentStatus | tuple[CommitmentStatus, ...]
    by: str
    optional: bool = False


class MarkedDuty(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A commitment in the words of the text."""

    cue: str
    terms: str
    kind: CommitmentKind | tuple[CommitmentKind, ...]
    force: Force | tuple[Force, ...]
    bound: tuple[str, ...]
    to: tuple[str, ...] = ()
    condition: str | None = None
    instrument: str | None = None
    deadline: str | None = None
    moved: tuple[Moved, ...] = ()
    optional: bool = False
    free: tuple[Fact, ...] = ()


class MarkedStand(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A position in the words of the text."""

    holder: tuple[str, ...]
    cue: str
    toward: str | None = None
    stance: Stance | tuple[Stance, ...]
    optional: bool = False


class MarkedItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One to three sentences and all that they hold; a trap is what looks like it and holds nothing."""

    id: str
    agreement: str
    text: str
    commitment: tuple[MarkedDuty, ...] = ()
    position: tuple[MarkedStand, ...] = ()
    trap: Trap | None = None


class _Agreements(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    opened_up_to: str
    order: tuple[tuple[str, int, str], ...]


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """A step of a commitment: any of the statuses, by the event with these words."""

    to: tuple[str, ...]
    by: tuple[Span, ...]
    optional: bool


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """A commitment to be found; tuples of labels are alternatives, of parties all are meant."""

    terms: tuple[Span, ...]
    cue: tuple[Span, ...]
    kinds: tuple[str, ...]
    forces: tuple[str, ...]
    bound: tuple[Who, ...]  # those with a name in the text
    unnamed: tuple[Who, ...]  # "the rebels", "both sides": right where they are found, no fault where they are not
    to: tuple[Who, ...]
    condition: tuple[Span, ...]
    deadline: tuple[Span, ...]
    moved: tuple[Move, ...]
    optional: bool
    free: tuple[str, ...]  # facts about which either answer can be defended


class Stand(msgspec.Struct, frozen=True, kw_only=True):
    """A position to be found, of one holder."""

    words: tuple[Span, ...]
    holder: Who
    stances: tuple[str, ...]
    optional: bool


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A text and everything that is to be found in it."""

    id: str
    text: str
    duties: tuple[Duty, ...]
    stands: tuple[Stand, ...]
    trap: str | None = None


def sentences(part: Part) -> tuple[Item, ...]:
    """The sentences of a part. BadAnnotation names the item whose words are not in its text."""
    return tuple(_item(marked) for marked in marked_sentences(part))


def marked_sentences(part: Part) -> tuple[MarkedItem, ...]:
    """The sentences of a part as they are written down."""
    content = (GOLD / part / "sentences.toml").read_bytes()
    return msgspec.toml.decode(content, type=dict[str, tuple[MarkedItem, ...]])["item"]


def reports(part: Part) -> tuple[Item, ...]:
    """The reports of a part. BadAnnotation names the report with a label that is none."""
    return tuple(_report(path) for path in sorted((GOLD / part / "reports").glob("*.gold.json")))


def parts() -> tuple[Part, ...]:
    """The parts that there are: one is not there while it is being written."""
    return tuple(part for part in get_args(Part) if (GOLD / part / "sentences.toml").exists())


def part_of(agreement: str) -> Part:
    """The part an agreement belongs to: every third of the list is not for developers, until it is opened. Raises
    ValueError where it is not listed."""
    known = msgspec.toml.decode((GOLD / "agreements.toml").read_bytes(), type=_Agreements)
    order = [key for key, _, _ in known.order]
    place = order.index(agreement)
    if place % 3 != 2:
        return "dev"
    return "opened" if place <= order.index(known.opened_up_to) else "kept"


def place(text: str, words: str) -> tuple[Span, ...]:
    """Where words stand: " ... " parts pieces that follow one another; |bars| mark the words within a context.

    Each word or phrase must stand once in the text (a later piece: once after the one before, or the first there).
    """
    found: list[Span] = []
    for piece in words.split(" ... "):
        after = found[-1].end if found else 0
        hits = [m.start() for m in re.finditer(_pattern(piece.replace("|", "")), text) if m.start() >= after]
        if not hits or (len(hits) > 1 and not found):
            raise BadAnnotation(f"{piece!r} stands {len(hits)} times in {text!r}")
        start, marked = hits[0], piece.split("|")
        offset, length = (len(marked[0]), len(marked[1])) if len(marked) == 3 else (0, len(piece))
        found.append(Span(start + offset, start + offset + length))
    return tuple(found)


def _item(marked: MarkedItem) -> Item:
    text = marked.text
    try:
        duties = tuple(_duty(text, duty) for duty in marked.commitment)
        stands = tuple(stand for position in marked.position for stand in _stands(text, position))
    except BadAnnotation as error:
        raise BadAnnotation(f"{marked.id}: {error}") from error
    if marked.trap and not (all(d.optional for d in duties) and all(s.optional for s in stands)):
        raise BadAnnotation(f"{marked.id}: a trap holds nothing that must be found")
    return Item(id=marked.id, text=text, duties=duties, stands=stands, trap=marked.trap)


def _duty(text: str, marked: MarkedDuty) -> Duty:
    if marked.instrument:
        place(text, marked.instrument)
    return Duty(
        terms=place(text, marked.terms),
        cue=place(text, marked.cue),
        kinds=_several(marked.kind),
        forces=_several(marked.force),
        bound=tuple(_everywhere(text, name) for name in marked.bound if _is_name(name)),
        unnamed=tuple(_everywhere(text, name) for name in marked.bound if not _is_name(name)),
        to=tuple(_everywhere(text, name) for name in marked.to if _is_name(name)),
        condition=place(text, marked.condition) if marked.condition else (),
        deadline=place(text, marked.deadline) if marked.deadline else (),
        moved=tuple(Move(to=_several(m.to), by=place(text, m.by), optional=m.optional) for m in marked.moved),
        optional=marked.optional,
        free=marked.free,
    )


def _stands(text: str, marked: MarkedStand) -> Iterator[Stand]:
    words = (*place(text, marked.cue), *(place(text, marked.toward) if marked.toward else ()))
    for name in marked.holder:
        holder = _everywhere(text, name)
        yield Stand(words=words, holder=holder, stances=_several(marked.stance), optional=marked.optional)


def _is_name(name: str) -> bool:
    """Whether one of the ways to call a party is a name; "We" and "He" begin sentences."""
    return any(way[:1].isupper() and way not in ("We", "He", "They", "It", "She") for way in name.split("|"))


def _everywhere(text: str, name: str) -> Who:
    spans = [Span(*m.span()) for way in name.split("|") for m in re.finditer(_pattern(way), text)]
    if not spans:
        raise BadAnnotation(f"{name!r} is not in {text!r}")
    return tuple(sorted(spans))


def _pattern(words: str) -> str:
    return rf"(?<!\w){re.escape(words)}(?!\w)" if words[-1:].isalnum() else rf"(?<!\w){re.escape(words)}"


def _several(label: str | tuple[str, ...]) -> tuple[str, ...]:
    return (label,) if isinstance(label, str) else tuple(label)


def _report(path: Path) -> Item:
    gold = msgspec.json.decode(path.read_bytes())
    text = (path.parent / gold["report"]).read_text("utf-8")
    known = {entity["id"]: tuple(Span(*span) for span in entity["mentions"]) for entity in gold["entities"]}
    triggers = {event["id"]: Span(*event["trigger"]) for event in gold["events"]}
    duties = tuple(_reported_duty(raw, known, triggers) for raw in gold["commitments"])
    # A list of holders is one position: the speaker, or the state he speaks for.
    stands = tuple(
        Stand(
            words=(Span(*raw["evidence"]),),
            holder=tuple(span for holder in raw["holder"] for span in known[holder]),
            stances=_labels(raw["stance"], Stance, path),
            optional=raw.get("optional", False),
        )
        for raw in gold["positions"]
    )
    for duty in duties:
        _labels(list(duty.kinds), CommitmentKind, path)
        _labels(list(duty.forces), Force, path)
    return Item(id=path.name.removesuffix(".gold.json"), text=text, duties=duties, stands=stands)


def _reported_duty(raw: dict[str, Any], known: dict[str, Who], triggers: dict[str, Span]) -> Duty:
    moved = tuple(
        Move(to=_several(_as_tuple(m["to"])), by=(triggers[m["event"]],), optional=m.get("optional", False))
        for m in raw.get("moved", ())
    )
    speaker = known[raw["speaker"]] if "speaker" in raw else ()  # who promises for the party: as right as the party
    return Duty(
        terms=(Span(*raw["evidence"]),),
        cue=(),
        kinds=_several(_as_tuple(raw["kind"])),
        forces=_several(_as_tuple(raw["force"])),
        bound=tuple((*known[key], *speaker) for key in raw.get("parties", ())),
        unnamed=(),
        to=tuple(known[key] for key in raw.get("beneficiary", ())),
        condition=(Span(*raw["condition"]),) if raw.get("condition") else (),
        deadline=(Span(*raw["deadline"]),) if raw.get("deadline") else (),
        moved=moved,
        optional=raw.get("optional", False),
        free=tuple(raw.get("free", ())),
    )


def _as_tuple(label: str | list[str]) -> tuple[str, ...]:
    return (label,) if isinstance(label, str) else tuple(label)


def _labels(given: str | list[str], kind: Any, path: Path) -> tuple[str, ...]:
    labels = _as_tuple(given)
    if not set(labels) <= set(get_args(kind)):
        raise BadAnnotation(f"{path.name}: {labels} are not all among {get_args(kind)}")
    return labels


def main() -> None:
    for part in parts():
        items, told = sentences(part), reports(part)
        print(
            f"{part}: {len(items)} sentences with {sum(len(i.duties) for i in items)} commitments and "
            f"{sum(len(i.stands) for i in items)} positions, {sum(i.trap is not None for i in items)} of them traps; "
            f"{len(told)} reports with {sum(len(i.duties) for i in told)} and {sum(len(i.stands) for i in told)}"
        )


if __name__ == "__main__":
    main()
