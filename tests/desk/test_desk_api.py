"""The JSON interface of the desk, its description, and that docs/desk.md tells of all there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.archives import event, report
from tests.desk.browser.stories import SAME_STRIKE, STRIKE, VISIT
from tests.desk.visitor import Visitor, archive, newcomer, visitor

from dragoman.desk.app import litestar
from dragoman.desk.settings import Settings
from dragoman.model import Record

__all__ = ["archive", "newcomer", "visitor"]

PAGE = Path(__file__).parents[2].joinpath("docs", "desk.md").read_text(encoding="utf-8")
TARGET = VISIT.events[0].id


def test_a_report_is_its_record(visitor: Visitor) -> None:
    answer = visitor.client.get(f"/api/reports/{VISIT.report.id}")
    assert Record.from_json(answer.content) == VISIT


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("/api/reports", 5),
        ("/api/reports?publisher=Wire", 2),
        ("/api/timeline?who=Israel&type=ASSAULT", 2),
        ("/api/timeline?who=&type=&status=&since=", 9),
        ("/api/statements?by=Putin", 2),
        ("/api/positions?on=Iran", 1),
        ("/api/commitments?status=fulfilled", 1),
        ("/api/between?a=ISR&b=IRN", 4),
        ("/api/search?q=restraint", 1),
    ],
)
def test_lists_hold_what_fits(visitor: Visitor, path: str, count: int) -> None:
    found = visitor.json(path)
    assert len(found["items"]) == count
    assert found["next"] is None


def test_events_are_counted_by_day_and_class(visitor: Visitor) -> None:
    days = visitor.json("/api/days?who=Israel&type=ASSAULT")
    assert days == [{"day": "2025-06-13", "quad": 4, "number": 2, "score": -9.0}]
    both = visitor.json("/api/days?who=ISR&other=IRN")
    assert {(day["quad"], day["number"]) for day in both} == {(4, 2)}  # what did not take place is not counted
    whole = sum(day["number"] for day in visitor.json("/api/days"))
    assert whole == len(
        [e for e in visitor.json("/api/timeline?limit=200")["items"] if e["day"] or e["source"]["published"]]
    )


def test_ties_and_places_and_names(visitor: Visitor) -> None:
    ties = visitor.json("/api/network")["ties"]
    assert ("Israel", "Iran", 2) in {(t["one"]["name"], t["other"]["name"], t["events"]) for t in ties} | {
        (t["other"]["name"], t["one"]["name"], t["events"]) for t in ties
    }
    places = visitor.json("/api/places")
    assert (places[0]["name"], places[0]["reports"]) == ("IRN", 2)
    assert [place["reports"] for place in places[1:]] == [1]
    assert [one["actor"]["name"] for one in visitor.json("/api/actors?q=puti")] == ["Vladimir Putin"]
    assert visitor.json("/api/who/state/IRN")["actor"]["name"] == "Iran"


def test_corrections_are_made_listed_and_undone(visitor: Visitor) -> None:
    told = {"target": TARGET, "field": "status", "value": "planned", "by": "Zoë"}
    made = visitor.client.post("/api/corrections", json=told)
    assert (made.status_code, made.json()["was"]) == (201, "happened")
    number = made.json()["number"]
    assert visitor.client.delete(f"/api/corrections/{number}?by=Zoë").json()["undone_by"] == "Zoë"
    assert [c["number"] for c in visitor.json(f"/api/corrections?report={VISIT.report.id}")] == [number]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"target": TARGET, "field": "status", "value": "no such", "by": "Zoë"}, "status cannot be"),
        ({"target": TARGET, "field": "evidence", "value": [], "by": "Zoë"}, "no field"),
        ({"target": TARGET, "field": "status", "value": "planned", "by": " "}, "needs a name"),
        ({"target": TARGET, "field": "actor", "value": ["x"], "by": "Zoë"}, "there is no x"),
        ({"target": "x", "field": "status", "value": "planned", "by": "Zoë"}, "no report"),
        ({"target": TARGET}, ""),
    ],
)
def test_what_cannot_be_is_told_in_json(visitor: Visitor, told: dict, words: str) -> None:
    answer = visitor.client.post("/api/corrections", json=told)
    assert answer.status_code == 400
    assert words in answer.json()["error"]


@pytest.mark.parametrize("path", ["/api/reports/0000", "/api/who/nobody", "/api/nowhere"])
def test_what_is_not_there_is_told_in_json(visitor: Visitor, path: str) -> None:
    assert visitor.json(path, 404)["error"]


@pytest.mark.parametrize("path", ["/api/reports?limit=0", "/api/reports?limit=201", "/api/reports?offset=-1", "/api/timeline?since=x", "/api/between?a=ISR", "/api/timeline?who=Zzyzx"])  # fmt: skip
def test_what_cannot_be_understood_is_told_in_json(visitor: Visitor, path: str) -> None:
    assert visitor.json(path, 400)["error"]


def test_an_empty_archive_answers_with_nothing(newcomer: Visitor) -> None:
    for path in ("reports", "timeline", "positions", "commitments", "search?q=x"):
        assert newcomer.json(f"/api/{path}") == {"items": [], "next": None}
    for path in ("days", "places", "contradictions", "corrections", "actors"):
        assert newcomer.json(f"/api/{path}") == []


def test_contradictions_have_both_sides(visitor: Visitor) -> None:
    denied = report(
        "Iran said that Israel had not struck targets in Iran.",
        event("ASSAULT", "Israel", "Iran", words="had not struck targets", day="2025-06-13", country="IRN", quad=4, score=-9.0, negated=True),
        published="2025-06-14", publisher="Denial",
    )  # fmt: skip
    visitor.archive.keep([denied])
    visitor.archive.link()
    found = visitor.json("/api/contradictions")
    assert {side["source"]["publisher"] for one in found for side in (one["one"], one["other"])} >= {"Denial"}
    assert {STRIKE.report.id, SAME_STRIKE.report.id} & {
        one[side]["source"]["id"] for one in found for side in ("one", "other")
    }


def test_the_description_and_the_page_tell_of_everything(visitor: Visitor) -> None:
    described = visitor.json("/api/schema/openapi.json")["paths"]
    assert all(path.startswith("/api/") for path in described)
    plain = {re.sub(r"\{(\w+)(:\w+)?\}", r"{\1}", path) for path in described}
    for path in plain:
        shown = path.replace("{report}", "{id}")
        assert f"`{shown}" in PAGE or f" {shown}" in PAGE, f"docs/desk.md does not tell of {shown}"
    for verb, path in re.findall(r"`(GET|POST|DELETE) (/api/[^`?]+)", PAGE):
        known = {p.replace("{report}", "{id}") for p in plain}
        assert path in known, f"docs/desk.md tells of {verb} {path}, which is not there"


def test_the_page_tells_of_every_page(visitor: Visitor) -> None:
    routes = {
        route.path for route in litestar(visitor.archive, Settings()).routes if "GET" in getattr(route, "methods", ())
    }
    for path in routes:
        if path.startswith(("/api", "/static", "/enter", "/add/")) or path.endswith("/form"):
            continue
        shown = re.sub(r"\{(\w+):\w+\}", r"{\1}", path)
        shown = shown.replace("/reports/{report}", "/reports/{id}").replace("/{number}", "/{n}")
        assert f"`{shown}" in PAGE, f"docs/desk.md does not tell of {shown}"
