"""Correcting on the desk: right, wrong, changed, undone; the review; accounts that belong together or do not."""

from __future__ import annotations

import re

import msgspec
import pytest
from litestar.testing import TestClient
from tests.archives import event, report
from tests.desk.browser.stories import SAME_STRIKE, STRIKE, TALKS, VISIT
from tests.desk.visitor import HOME, Visitor, archive, newcomer, visitor

from dragoman.desk.app import desk
from dragoman.desk.changing import changes, fields
from dragoman.desk.settings import Settings
from dragoman.keeping import Archive

__all__ = ["archive", "newcomer", "visitor"]

EVENT = VISIT.events[0]
PUTIN, ARAGHCHI = (next(e for e in VISIT.entities if e.name == name) for name in ("Vladimir Putin", "Abbas Araghchi"))


def now(visitor: Visitor, key: str = EVENT.id):
    """The event as the archive has it now; None where it was said to be wrong."""
    record = visitor.archive.record(key.partition("/")[0])
    return next((e for e in (*record.events, *record.entities, *record.positions) if e.id == key), None)


def form_of(page: str) -> dict[str, list[str]]:
    """What a browser would send of the form that changes a claim, untouched."""
    form = page[page.index('<form class="change"') :].partition("</form>")[0]
    sent = {
        name: [value] for name, value in re.findall(r'<input type="(?:hidden|text)" name="(\w+)" value="([^"]*)"', form)
    }
    for name, options in re.findall(r'<select name="(\w+)">(.*?)</select>', form, re.S):
        sent[name] = re.findall(r'<option value="([^"]*)" selected>', options)
    for name, value in re.findall(r'<input type="checkbox" name="(\w+)" value="([^"]*)" checked>', form):
        sent.setdefault(name, []).append(value)
    return sent


def test_right_is_kept_and_undone(visitor: Visitor) -> None:
    answer = visitor.send("/corrections", 200, script=True, target=EVENT.id, verdict="right")
    assert "is-confirmed" in answer.text
    assert now(visitor).confidence == 1.0
    number = re.search(r'data-undo="(\d+)"', answer.text)[1]
    undone = visitor.send(f"/corrections/{number}/undo", 200, script=True)
    assert "is-confirmed" not in undone.text
    assert now(visitor).confidence == EVENT.confidence
    history = visitor.page(f"/reports/{VISIT.report.id}")
    assert 'class="undone"' in history
    assert history.count("<bdi>Mina</bdi>") >= 2


def test_wrong_takes_a_claim_away_and_undoing_brings_it_back(visitor: Visitor) -> None:
    answer = visitor.send("/corrections", 200, script=True, target=EVENT.id, verdict="wrong", note="no visit")
    assert "is-rejected" in answer.text
    assert "no visit" in answer.text
    assert now(visitor) is None
    assert EVENT.id not in visitor.page("/timeline?type=CONSULT")
    gone = visitor.page(f"/reports/{EVENT.id}")
    number = re.search(r'data-undo="(\d+)"', gone)[1]
    visitor.send(f"/corrections/{number}/undo")
    assert now(visitor) == EVENT
    assert EVENT.id in visitor.page("/timeline?type=CONSULT")


def test_an_untouched_form_changes_nothing(visitor: Visitor) -> None:
    for claim in (EVENT, VISIT.statements[0], VISIT.positions[0], VISIT.commitments[0], PUTIN):
        sent = form_of(visitor.page(f"/reports/{claim.id}/form"))
        sent.pop("sure", None)
        answer = visitor.client.post(
            "/corrections", data=sent | {"_csrf_token": visitor.token()}, follow_redirects=False
        )
        assert answer.status_code == 400, claim.id
        assert "nothing was changed" in answer.text
    assert visitor.archive.corrections() == []


def test_a_changed_form_changes_what_was_changed_and_the_rest_is_right(visitor: Visitor) -> None:
    sent = form_of(visitor.page(f"/reports/{EVENT.id}"))
    sent |= {
        "type": ["COOPERATE"],
        "status": ["planned"],
        "recipient": ["", PUTIN.id, ARAGHCHI.id],
        "note": ["said later"],
    }
    sent["_csrf_token"] = visitor.token()
    assert visitor.client.post("/corrections", data=sent, follow_redirects=False).status_code == 303
    changed = now(visitor)
    assert (changed.type, changed.quad, changed.mode, changed.status) == ("COOPERATE", 2, None, "planned")
    assert set(changed.recipient) == {PUTIN.id, ARAGHCHI.id}
    assert changed.actor == EVENT.actor
    assert changed.confidence == 1.0
    made = visitor.archive.corrections()
    assert {c.field for c in made} == {"type", "quad", "status", "recipient", "confidence"}
    assert {(c.by, c.note) for c in made} == {("Mina", "said later")}
    assert f"recipient</b>: <bdi>{PUTIN.id.partition('/')[2]}" in visitor.page(f"/reports/{EVENT.id}")


def test_what_the_form_does_not_offer_is_not_taken() -> None:
    assert changes(EVENT, VISIT, {"type": ["NONSENSE"], "actor": [TALKS.entities[0].id], "confidence": ["0.1"]}) == {}
    assert changes(EVENT, VISIT, {"negated": ["", "yes"]}) == {"negated": True}
    assert {field.name for field in fields(EVENT, VISIT)} >= {"type", "status", "actor", "recipient", "said_in"}


def test_two_names_become_one_and_are_parted_again(visitor: Visitor) -> None:
    visitor.send("/corrections", target=ARAGHCHI.id, same=PUTIN.id)
    merged = now(visitor, ARAGHCHI.id)
    assert (merged.lexicon, merged.name) == (PUTIN.lexicon, PUTIN.name)
    assert EVENT.id in visitor.page("/timeline?who=Putin")
    visitor.send("/corrections", target=ARAGHCHI.id, same="-", name="Another Envoy")
    parted = now(visitor, ARAGHCHI.id)
    assert (parted.lexicon, parted.name) == (None, "Another Envoy")
    assert "Another Envoy" in visitor.page("/who?q=another")
    for correction in visitor.archive.corrections():
        visitor.send(f"/corrections/{correction.number}/undo")
    assert now(visitor, ARAGHCHI.id) == ARAGHCHI


def test_without_a_name_nothing_is_said_and_a_name_is_remembered(archive: Archive) -> None:
    with TestClient(desk(archive, Settings(by="")), base_url=HOME) as client:
        nobody = Visitor(client, archive)
        refused = nobody.send("/corrections", 400, target=EVENT.id, verdict="right")
        assert "needs a name" in refused.text
        nobody.send("/name", by="Zoë Ünal")
        nobody.send("/corrections", target=EVENT.id, verdict="right")
        assert [c.by for c in archive.corrections()] == ["Zoë Ünal"]
        assert 'value="Zoë Ünal"' in nobody.page("/")


@pytest.mark.parametrize("target", ["nonsense", "0000/event/1", f"{VISIT.report.id}/event/99999"])
def test_what_is_not_there_cannot_be_corrected(visitor: Visitor, target: str) -> None:
    token = visitor.token()
    answer = visitor.client.post("/corrections", data={"target": target, "verdict": "wrong", "_csrf_token": token})
    assert answer.status_code in (400, 404)
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize("address", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_a_form_leads_back_to_this_desk_only(visitor: Visitor, address: str) -> None:
    answer = visitor.send("/corrections", target=EVENT.id, verdict="right", next=address)
    assert answer.headers["location"].startswith(f"/reports/{VISIT.report.id}")


def test_the_review_goes_from_the_least_sure_and_counts_what_is_judged(newcomer: Visitor) -> None:
    doubtful = report(
        "Russia met Iran. Iran warned Israel. France thanked Turkey. Ukraine left.",
        event("CONSULT", "Russia", "Iran", words="met"),
        event("THREATEN", "Iran", "Israel", words="warned"),
        event("SUPPORT", "France", "Turkey", words="thanked"),
        title="Doubts",
    )
    sure = (0.4, 0.2, 0.9)
    events = tuple(msgspec.structs.replace(e, confidence=c) for e, c in zip(doubtful.events, sure, strict=True))
    newcomer.archive.keep([msgspec.structs.replace(doubtful, events=events)])
    met, warned, thanked = (e.id for e in events)

    def in_hand(path: str = "/review") -> str:
        return re.search(r'class="card [^"]*in-hand" data-claim="[^"]+" data-id="([^"]+)"', newcomer.page(path))[1]

    assert in_hand() == warned
    assert in_hand("/review?page=2") == met
    assert 'rel="next"' in newcomer.page("/review")
    assert 'rel="prev"' in newcomer.page("/review?page=2")
    answer = newcomer.send("/corrections", target=warned, verdict="right", next="/review?page=1")
    assert answer.headers["location"] == "/review?page=1"
    assert in_hand() == met
    assert "1 judged" in newcomer.page("/review")
    newcomer.send("/corrections", target=met, verdict="wrong")
    assert "Nothing is in doubt" in newcomer.page("/review")
    assert thanked not in newcomer.page("/review")
    assert [item["id"] for item in newcomer.json("/review?format=json")["items"]] == []


def test_accounts_are_parted_and_joined(visitor: Visitor) -> None:
    one, other = STRIKE.events[0].id, SAME_STRIKE.events[0].id
    page = f"/events/{one.replace('/event/', '/')}"
    same = (
        visitor.page(page).partition("What holds them together")[2].partition(">same<")[2]
    )  # not a noun that recalls it
    number = re.search(r'action="/links/(\d+)/undo"', same)[1]
    visitor.send(f"/links/{number}/undo")
    assert "1 account of 1 voice" in visitor.page(page)
    visitor.send(
        "/links", one=one, other=f"/reports/{other.replace('/event/', '#claim-event-')}", note="the same night"
    )
    joined = visitor.page(page)
    assert "2 accounts of 2 voices" in joined
    assert "the same night" in joined
