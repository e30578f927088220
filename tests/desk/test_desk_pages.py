"""The pages of the desk over HTTP: what they show, what can be filtered, turned and taken away, and that they are sound."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser

import pytest
from tests.archives import report
from tests.desk.browser.stories import HOSTILE, SAME_STRIKE, STRIKE, VISIT
from tests.desk.visitor import Visitor, archive, newcomer, visitor

from dragoman.desk.asked import Leaf
from dragoman.desk.taking_away import table
from dragoman.query.counting import Spot

__all__ = ["archive", "newcomer", "visitor"]

LISTS = (
    "/reports",
    "/timeline",
    "/who",
    "/commitments",
    "/positions",
    "/map",
    "/network",
    "/search",
    "/review",
    "/between",
)
PAGES = (
    "/", *LISTS, "/add", "/who/state/RUS", "/between?a=Russia&b=Iran", "/search?q=strikes", f"/reports/{VISIT.report.id}",
    f"/reports/{VISIT.events[0].id}", f"/reports/{VISIT.entities[0].id}", f"/events/{VISIT.events[0].id.replace('/event/', '/')}",
)  # fmt: skip
VOID = {"meta", "link", "input", "img", "br", "hr"}


class Sound(HTMLParser):
    """Reads a page; collects what is wrong with it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.tags.append(tag)
        self.ids += [named["id"]] if named.get("id") else []
        self.faults += [f"{tag} {name}" for name in named if name.startswith("on") or name == "style"]
        if tag == "style" or (tag == "script" and not (named.get("src") or "").startswith("/static/")):
            self.faults.append(f"inline {tag}")
        if (named.get("href") or "").lower().startswith("javascript:"):
            self.faults.append("a script for an address")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")


def sound(page: str) -> Sound:
    read = Sound()
    read.feed(page)
    read.close()
    return read


@pytest.mark.parametrize("path", [*PAGES, f"/reports/{HOSTILE.report.id}", f"/reports/{HOSTILE.events[0].id}"])
def test_every_page_is_sound_has_its_landmarks_and_nothing_inline(visitor: Visitor, path: str) -> None:
    read = sound(visitor.page(path))
    assert read.faults == []
    assert read.open == []
    assert sorted({name for name in read.ids if read.ids.count(name) > 1}) == []
    assert [read.tags.count(tag) for tag in ("main", "h1", "footer")] == [1, 1, 1]
    assert {"header", "nav"} <= set(read.tags)


@pytest.mark.parametrize("path", ["/", *LISTS])
def test_an_empty_archive_says_what_to_do(newcomer: Visitor, path: str) -> None:
    page = newcomer.page(path)
    assert 'class="empty"' in page
    assert sound(page).faults == []


@pytest.mark.parametrize(
    ("path", "there", "missing"),
    [
        ("/reports?publisher=Daily", "Strikes at dawn", "Talks in the Kremlin"),
        ("/reports?since=2025-06-20", "Talks in the Kremlin", "Strikes at dawn"),
        ("/timeline?who=France", "called for restraint", "“Russia stands by Iran”"),
        ("/timeline?type=ASSAULT", "struck", "called for restraint"),
        ("/timeline?type=ASSAULT&type=REQUEST", "called for restraint", "vowed"),
        ("/timeline?status=possible", "may answer", "struck sites"),
        ("/timeline?publisher=Post", "struck sites", "vowed"),
        ("/timeline?until=2024-12-31", "offered", "struck"),
        ("/commitments?status=fulfilled", "vowed to answer", "must consult Iran"),
        ("/commitments?kind=consultation", "must consult Iran", "vowed to answer"),
        ("/commitments?who=Iran&kind=other", "vowed to answer", "must consult Iran"),
        ("/positions?stance=opposes", "the escalation", "stands by"),
        ("/positions?on=escalation", "the escalation", "stands by"),
        ("/positions?by=Putin", "stands by", "the escalation"),
        ("/who?q=putin", "Vladimir Putin", "Emmanuel Macron"),
        ("/who?kind=person", "Emmanuel Macron", ">Israel<"),
        ("/search?q=restraint", "Israel strikes Iran", "Talks in the Kremlin"),
        ("/search?speaker=Putin", "Talks in the Kremlin", "An offer from Ankara"),
        ("/between?a=Israel&b=Iran", "struck", "called for restraint"),
    ],
)
def test_filters_choose(visitor: Visitor, path: str, there: str, missing: str) -> None:
    shown = visitor.page(path, **{"hx-request": "true", "hx-target": "list"})
    assert there in shown
    assert missing not in shown
    assert "<html" not in shown  # the list alone
    assert there in visitor.page(path)


def test_a_report_shows_its_text_with_claims_nested_and_their_cards(visitor: Visitor) -> None:
    page = visitor.page(f"/reports/{VISIT.report.id}")
    outer, inner = (s.id.partition("/")[2].replace("/", "-").replace(".", "-") for s in VISIT.statements[1:3])
    assert re.search(rf'<mark [^>]*data-claim="{outer}"[^>]*>(?:(?!</p>).)*<mark [^>]*data-claim="{inner}"', page)
    cards = re.findall(r'<article id="claim-([\w-]+)" class="card', page)
    assert {"event", "statement", "position", "commitment", "entity"} == {card.partition("-")[0] for card in cards}
    assert set(re.findall(r'data-claim="([\w-]+)"', page)) <= set(cards)
    for fact in ("PLOVER", "CONSULT", "status", "claimed by", "tests#hand", "confidence"):
        assert fact in page


def test_one_event_stands_with_all_its_sources(visitor: Visitor) -> None:
    struck = STRIKE.events[0].id
    assert "2 sources" in visitor.page("/timeline?type=ASSAULT")
    page = visitor.page(f"/events/{struck.replace('/event/', '/')}")
    for account in (STRIKE, SAME_STRIKE):
        assert account.report.title in page
    assert "2 accounts of 2 voices" in page


def test_a_name_that_nobody_has_leaves_the_filters_and_says_so(visitor: Visitor) -> None:
    page = visitor.page("/timeline?who=Zzyzx", 400)
    assert "nobody in this archive is called" in page
    assert 'value="Zzyzx"' in page
    assert "nobody" in visitor.page("/timeline?who=Zzyzx", **{"hx-request": "true", "hx-target": "list"})


@pytest.mark.parametrize("path", ["/timeline?since=yesterday", "/reports?page=0", "/reports?page=x", "/search?q=-war", "/timeline?format=xml"])  # fmt: skip
def test_what_cannot_be_understood_is_said_in_words(visitor: Visitor, path: str) -> None:
    page = visitor.page(path, 400)
    assert 'role="alert"' in page
    assert sound(page).faults == []


@pytest.mark.parametrize("path", ["/reports/0000", "/who/nobody", "/nowhere", f"/events/{VISIT.report.id}/99", f"/reports/{VISIT.report.id}/event/99"])  # fmt: skip
def test_what_is_not_there_is_not_found(visitor: Visitor, path: str) -> None:
    assert "Not found" in visitor.page(path, 404)


@pytest.mark.parametrize("path", ["/reports", "/timeline", "/who", "/commitments", "/positions", "/map", "/network", "/search?q=strikes", "/between?a=Israel&b=Iran"])  # fmt: skip
def test_lists_can_be_taken_away(visitor: Visitor, path: str) -> None:
    join = "&" if "?" in path else "?"
    items = visitor.json(f"{path}{join}format=json")["items"]
    answer = visitor.client.get(f"{path}{join}format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(items) == len(rows) > 0
    assert "attachment" in answer.headers["content-disposition"]
    assert "format=csv" in visitor.page(path)


def test_a_cell_cannot_be_a_formula() -> None:
    spot = Spot(name='=HYPERLINK("x")', country=None, lat=-1.0, lon=2.0, geonames=1, reports=1)
    row = next(csv.DictReader(io.StringIO(table(Leaf(items=(spot,))))))
    assert row["name"] == '\'=HYPERLINK("x")'
    assert row["lat"] == "-1.0"


@pytest.mark.parametrize(
    "query", ["", "&who=Iran", "&publisher=Wire", "&type=ASSAULT&type=THREATEN&type=CONSULT&type=AGREE"]
)
def test_lists_are_turned_without_a_gap(visitor: Visitor, query: str) -> None:
    whole = visitor.json(f"/api/timeline?limit=50{query}")["items"]
    turned, offset = [], 0
    while offset is not None:
        part = visitor.json(f"/api/timeline?limit=2&offset={offset}{query}")
        turned += part["items"]
        offset = part["next"]
    assert turned == whole
    assert len(whole) > 2
    days = [event["day"] or event["source"]["published"] for event in whole]
    assert days == sorted(days, reverse=True)


def test_reports_without_a_title_are_called_by_their_first_words(newcomer: Visitor) -> None:
    made = report("Envoys of Russia left Ankara\n\nNo more was said of it.")
    newcomer.archive.keep([made])
    assert "Envoys of Russia left Ankara</bdi>" in newcomer.page("/reports")
    assert "Envoys of Russia left Ankara</bdi></h1>" in newcomer.page(f"/reports/{made.report.id}")
