"""What happened, who said what, who stands where, who is bound; whom a name means."""

import pytest
from sqlalchemy import Connection
from tests.archives import event, keep, report
from tests.query.conftest import TALKS, VISIT

from dragoman.archive.store import Store
from dragoman.errors import BadQuestion
from dragoman.query import asking, overview
from dragoman.query.choosing import Days, Kinds
from dragoman.query.who import whom

ALL = (Days(), Kinds(), 50)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Vladimir Putin", "person/RUS/Vladimir Putin"), ("vladimir putin", "person/RUS/Vladimir Putin"), ("Putin", "person/RUS/Vladimir Putin"),
        ("Russia", "state/RUS"), ("RUS", "state/RUS"), ("rus", "state/RUS"), ("state/RUS", "state/RUS"), ("the Russia", "state/RUS"),
        ("Erdogan", "person/TUR/Recep Tayyip Erdoğan"), ("Recep", "person/TUR/Recep Tayyip Erdoğan"), ("TURGOV", "person/TUR/Recep Tayyip Erdoğan"),
    ],
)  # fmt: skip
def test_whom_a_name_means(story: Connection, name: str, key: str) -> None:
    assert whom(story, name)[0].actor.key == key


@pytest.mark.parametrize(
    ("who", "events"),
    [
        ("Putin", ["CONSULT 2025-06-22"]), ("Russia", ["COOPERATE None", "AGREE None", "CONSULT 2025-06-22"]), ("Ukraine", ["COOPERATE None", "AGREE None"]),
        ("Israel", ["ASSAULT 2025-06-13", "THREATEN None"]), ("Turkey", ["AGREE None"]), ("Macron", []),
    ],
)  # fmt: skip
def test_a_timeline_is_in_order_and_a_states_holds_what_its_people_do(
    story: Connection, who: str, events: list[str]
) -> None:
    assert [f"{e.type} {e.day}" for e in asking.timeline(story, who, *ALL)] == events


@pytest.mark.parametrize(
    ("days", "kinds", "types"),
    [
        (Days("2025-06-13", "2025-06-13"), Kinds(), ["ASSAULT"]), (Days("2025-06-14"), Kinds(), ["THREATEN", "CONSULT"]),
        (Days(until="2025-06-13"), Kinds(), ["ASSAULT"]), (Days(), Kinds(("CONSULT",)), ["CONSULT"]), (Days(), Kinds((), ("possible",)), ["THREATEN"]),
        (Days("2026-01-01"), Kinds(), []),
    ],
)  # fmt: skip
def test_a_timeline_of_some_days_and_kinds(story: Connection, days: Days, kinds: Kinds, types: list[str]) -> None:
    assert [e.type for e in asking.timeline(story, "Iran", days, kinds, 50)] == types


def test_a_limit_keeps_the_latest(story: Connection) -> None:
    assert [e.type for e in asking.timeline(story, "Russia", Days(), Kinds(), 1)] == ["CONSULT"]


@pytest.mark.parametrize(
    ("one", "other", "types"),
    [
        ("Russia", "Iran", ["CONSULT"]), ("Iran", "Russia", ["CONSULT"]), ("Putin", "Iran", ["CONSULT"]), ("Israel", "Iran", ["ASSAULT", "THREATEN"]),
        ("Israel", "Russia", []), ("Russia", "Ukraine", ["COOPERATE", "AGREE"]),
    ],
)  # fmt: skip
def test_between(story: Connection, one: str, other: str, types: list[str]) -> None:
    assert [e.type for e in asking.between(story, one, other, *ALL)] == types


def test_between_somebody_and_himself(story: Connection) -> None:
    with pytest.raises(BadQuestion, match="the same to this archive"):
        asking.between(story, "Russia", "RUS", *ALL)


def test_an_event_is_told_with_its_source(story: Connection) -> None:
    (told,) = asking.timeline(story, "Putin", *ALL)
    assert (told.id, told.words, told.day, told.when, told.country) == (
        VISIT.events[0].id,
        "received",
        "2025-06-22",
        "received",
        "RUS",
    )
    assert [a.name for a in (*told.actor, *told.recipient)] == ["Vladimir Putin", "Abbas Araghchi"]
    assert (told.source.title, told.source.publisher, told.source.url, told.source.published) == (
        "Talks in the Kremlin", "Wire", "https://example.org/visit", "2025-06-23",
    )  # fmt: skip


def test_statements(story: Connection) -> None:
    for by in ("Putin", "Russia"):
        assert [(s.speaker.name, s.act, s.words) for s in asking.statements(story, by, Days(), 50)] == [
            ("Vladimir Putin", "says", "“Russia stands by Iran”")
        ]
    assert asking.statements(story, "Iran", Days(), 50) == []
    assert asking.statements(story, "Putin", Days(until="2025-06-22"), 50) == []


@pytest.mark.parametrize(
    ("on", "by", "stances", "said"),
    [
        ("Iran", None, (), ["supports Iran"]), ("escalation", None, (), ["opposes the escalation"]), (None, "Macron", (), ["opposes the escalation"]),
        (None, "FRA", (), ["opposes the escalation"]), (None, None, (), ["opposes the escalation", "supports Iran"]), (None, None, ("supports",), ["supports Iran"]),
        ("Iran", "Macron", (), []), ("nobody's concern", None, (), []),
    ],
)  # fmt: skip
def test_positions(
    story: Connection, on: str | None, by: str | None, stances: tuple[str, ...], said: list[str]
) -> None:
    found = asking.positions(story, on, by, stances, Days(), 50)
    assert [f"{p.stance} {p.toward.name if p.toward else p.about}" for p in found] == said


@pytest.mark.parametrize(
    ("of", "open_only", "kinds", "said"),
    [
        (None, False, (), ["mediation", "other", "consultation"]), (None, True, (), ["mediation", "consultation"]), ("Russia", True, (), ["consultation"]),
        ("Turkey", True, (), ["mediation"]), (None, False, ("other",), ["other"]), ("Ukraine", False, (), []),
    ],
)  # fmt: skip
def test_commitments(
    story: Connection, of: str | None, open_only: bool, kinds: tuple[str, ...], said: list[str]
) -> None:
    assert [c.kind for c in asking.commitments(story, of, open_only, kinds, Days(), 50)] == said


def test_a_dossier(story: Connection) -> None:
    dossier = overview.dossier(story, "Russia", 10)
    assert (dossier.actor.key, dossier.reports, dossier.first, dossier.last) == (
        "state/RUS",
        3,
        "2024-11-02",
        "2025-06-23",
    )
    assert [e.type for e in dossier.happenings] == ["COOPERATE", "AGREE", "CONSULT"]
    assert (
        [s.words for s in dossier.sayings],
        [p.stance for p in dossier.stands],
        [b.kind for b in dossier.bonds],
    ) == (["“Russia stands by Iran”"], ["supports"], ["consultation"])
    assert [(t.other.name, t.events, t.score) for t in dossier.ties] == [("Iran", 1, 2.5), ("Ukraine", 1, 7.0)]
    assert dossier.names == ("russia",)


def test_a_network(story: Connection) -> None:
    ties = overview.network(story, Days(), 10).ties
    assert {(t.one.name, t.other.name) for t in ties} == {
        ("Russia", "Iran"), ("Vladimir Putin", "Abbas Araghchi"), ("Iran", "Israel"), ("Russia", "Ukraine"),
    } or len(ties) == 4  # fmt: skip
    assert [t.material_conflict for t in overview.network(story, Days("2025-06-13", "2025-06-13"), 10).ties] == [1]


def test_stats(story: Connection) -> None:
    stats = overview.stats(story)
    assert (stats.reports, stats.undated, stats.first, stats.last) == (4, 1, "2024-11-02", "2025-06-23")
    assert (stats.events, stats.statements, stats.positions, stats.commitments) == (5, 1, 2, 3)
    assert [(c.of, c.number) for c in stats.publishers] == [("Wire", 2), ("Daily", 1)]
    assert stats.bytes > 10_000


def test_two_of_one_name_are_told_apart_by_how_often_they_are_named(store: Store) -> None:
    def about(n: int, country: str) -> object:
        import msgspec

        record = report(f"Emmanuel Macron spoke, {n}.", event("CONSULT", "Emmanuel Macron", words="spoke"))
        (entity,) = record.entities
        other = msgspec.structs.replace(entity, name="Ali Hassan", country=country, lexicon=None)
        return msgspec.structs.replace(record, entities=(other,))

    keep(store, about(1, "IRQ"), about(2, "SYR"), about(3, "SYR"))
    with store.reading() as connection:
        assert [(f.actor.country, f.reports) for f in whom(connection, "Ali Hassan")] == [("SYR", 2), ("IRQ", 1)]
        assert len(asking.timeline(connection, "person/IRQ/ali hassan", *ALL)) == 1


def test_an_empty_archive(store: Store) -> None:
    with store.reading() as connection:
        assert overview.stats(connection).reports == 0
        assert overview.network(connection, Days(), 10).ties == ()
        assert asking.positions(connection, None, None, (), Days(), 10) == []
        with pytest.raises(BadQuestion, match="nobody in this archive"):
            overview.dossier(connection, TALKS.entities[0].name, 10)
