"""Commitments as they are read from sentences and from short reports."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dragoman import knowledge
from dragoman.draft import Draft
from dragoman.model import Commitment
from dragoman.pipeline import document, draft_of
from dragoman.stages.binding.sequence import told_later

KNOWN = knowledge.load().obligations
REPORTS = msgspec.toml.decode((Path(__file__).parent / "bound_reports.toml").read_bytes())["report"]


@cache
def read(text: str) -> Draft:
    return draft_of(document(text.strip()))


def fired(text: str) -> set[str]:
    """Keys of the bonds and duties that made the commitments of `text`."""
    return {key for c in read(text).commitments for key in c.rule.partition("#")[2].split("+")}


def conditions(text: str) -> list[str]:
    draft = read(text)
    return [draft.text(c.condition).lower() for c in draft.commitments if c.condition]


@pytest.mark.parametrize("entry", [*KNOWN.bonds, *KNOWN.duties], ids=lambda e: e.key)
def test_each_example_fires_its_entry_and_no_counterexample_does(entry: Any) -> None:
    assert entry.examples
    for example in entry.examples:
        assert entry.key in fired(example), example
    for counterexample in entry.counterexamples:
        assert entry.key not in fired(counterexample), counterexample


@pytest.mark.parametrize("entry", KNOWN.conditions, ids=lambda e: e.key)
def test_each_condition_is_found(entry: Any) -> None:
    for example in entry.examples:
        assert any(c.startswith(entry.words) for c in conditions(example)), example
    for counterexample in entry.counterexamples:
        assert not any(c.startswith(entry.words) for c in conditions(counterexample)), counterexample


@pytest.mark.parametrize("entry", KNOWN.instruments.values(), ids=lambda e: e.key)
def test_each_instrument_is_named(entry: Any) -> None:
    for example in entry.examples:
        assert any(entry.key in (c.instrument or "").lower() for c in read(example).commitments), example


@pytest.mark.parametrize("entry", KNOWN.outcomes, ids=lambda e: e.key)
def test_each_outcome_is_what_became_of_the_promise(entry: Any) -> None:
    for example in entry.examples:
        assert any(c.status == entry.to for c in read(example).commitments), example


@pytest.mark.parametrize("entry", KNOWN.signs, ids=lambda e: e.key)
def test_each_sign_shows_what_became_of_a_duty(entry: Any) -> None:
    for example in entry.examples:
        assert any(c.status == entry.to for c in read(example).commitments), example
    for counterexample in entry.counterexamples:
        assert not any(c.status == entry.to for c in read(counterexample).commitments), counterexample


@pytest.mark.parametrize("sort", KNOWN.sorts, ids=lambda s: s.key)
def test_a_thing_of_the_same_sort_is_what_was_promised(sort: Any) -> None:
    for example in sort.examples:
        assert any(c.status == "fulfilled" for c in read(example).commitments), example


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("Although it had vowed to stay out of the war, Niger sent two battalions to Chad.", "breached", "sent"),
        ("Serbia failed to keep its promise to withdraw its police.", "breached", "keep"),
        ("Norway delivered the eight tanks that it had promised to Chad.", "fulfilled", "delivered"),
        ("Chad urged Serbia to keep its promise to withdraw its police.", "standing", ""),
        (
            "The last Nigerien soldiers left Chad on Sunday. In 1994 Niger had promised to leave Chad.",
            "fulfilled",
            "left",
        ),
        ("Chad promised to free the pilots. Niger said that Chad had freed the pilots.", "fulfilled", "freed"),
        (
            "Chad promised to free the pilots of Niger. A spokesman of Chad said that Chad had freed them.",
            "standing",
            "",
        ),
        ("Chad promised to leave the town by May. The deadline expired on Sunday.", "lapsed", "expired"),
        ("Chad promised to leave the town by May, a deadline that passed without a move.", "lapsed", "passed"),
        ("Chad promised to hold elections in the south. It held them in May.", "fulfilled", "held"),
        (
            "Norway promised to pay Chad 30 million dollars. Norway withdrew its team in 2007 and went home.",
            "standing",
            "",
        ),
        (
            "Under the pact Chad must help Niger if it comes under fire. Sudanese drones struck Niamey on Monday.",
            "triggered",
            "struck",
        ),
        ("Norway agreed to buy fish from Chad. Norway buys weapons from Sudan.", "standing", ""),
        ("Chad and Niger agreed to a ceasefire after Chad attacked Niger.", "standing", ""),
        (
            "“If Niger attacks Chad, we will strike Niger,” President Mahamat Idriss Deby of Chad said on Monday. "
            "Chad bombed Niger in 2008.",
            "standing",
            "",
        ),
    ],
)
def test_what_is_told_with_a_promise_moves_it(text: str, status: str, words: str) -> None:
    draft = read(text)
    assert status in [c.status for c in draft.commitments]
    steps = [s for c in draft.commitments for s in c.history]
    told = [" ".join(draft.text(e) for e in s.evidence) for s in steps]
    assert any(words in said for said in told) if words else not told


@pytest.mark.parametrize("entry", KNOWN.sequels, ids=lambda e: e.key)
def test_words_tell_what_came_later(entry: Any) -> None:
    for example in entry.examples:
        assert entry.later in told_later(read(example), KNOWN).values(), example


SENTENCES: dict[str, list[tuple[str, str, str]]] = {
    "Russia pledged to withdraw its forces from the plant by Friday.": [("withdrawal", "pledged", "Russia")],
    "Hamas will release ten hostages under the agreement.": [("release", "obliged", "Hamas")],
    "Ethiopia and Eritrea signed a peace treaty that commits both to respect the border.": [
        ("nonaggression", "obliged", "Eritrea Ethiopia")],
    "Japan and the Philippines agreed to share intelligence and to hold consultations in a crisis.": [
        ("cooperation", "pledged", "Japan Philippines"), ("consultation", "pledged", "Japan Philippines")],
    "NATO did not promise Ukraine membership.": [("cooperation", "excluded", "NATO")],
    "Egypt offered to mediate between Hamas and Israel.": [("mediation", "offered", "Egypt")],
    "Trump gave Hamas until Sunday to accept the plan.": [("ratification", "requested", "Hamas")],
    "Poland refused to accept refugees.": [("cooperation", "refused", "Poland")],
    "Germany ruled out sending troops to Ukraine.": [("aid", "refused", "Germany")],
    "The United Nations called on Israel and Hamas to free all captives.": [("release", "requested", "Hamas Israel")],
    "India said it would provide relief to Nepal.": [("aid", "pledged", "India")],
    "Analysts said Russia may withdraw its troops.": [],
    "Israel withdrew its troops from Gaza.": [],
    "The ministers met in Geneva and discussed a ceasefire.": [],
    "If Kyiv agreed to a truce, Moscow would stop its attacks.": [],
    "The treaty does not oblige Turkey to send troops.": [("aid", "excluded", "Turkey")],
    "The armistice prohibits both armies from attacking each other.": [("ceasefire", "forbidden", "")],
    "South Korea vowed to respond to any provocation.": [("offense", "pledged", "South Korea")],
    "The spokesman declined to say whether France had promised missiles.": [],
    "Brazil is willing to host talks between Venezuela and Guyana.": [("mediation", "offered", "Brazil")],
    "Sweden pledged not to station nuclear weapons on its territory.": [("restraint", "pledged", "Sweden")],
    "The European Union agreed to keep sanctions against Belarus.": [("sanctions", "pledged", "European Union")],
    "The memorandum commits Iraq and Turkey to cooperate on water.": [("cooperation", "obliged", "Iraq Turkey")],
    "Pakistan demanded the release of the pilots.": [("release", "requested", "")],
    "Members of the alliance are obliged to consult each other.": [("consultation", "obliged", "")],
    "Did Iran promise to release the sailors?": [],
    "China was expected to pledge aid to Pakistan.": [],
    "Georgia urged Russia to promise a withdrawal.": [("withdrawal", "requested", "Russia")],
    "Jordan might offer to mediate.": [],
    "The summit ended without a promise of aid.": [],
    "Under the pact, neither Russia nor Iran may attack the other.": [("nonaggression", "forbidden", "Iran Russia")],
    "Israel pledged not to attack Iran or threaten it.": [("nonaggression", "pledged", "Israel")],
    "Spain declined to comment on the pledge.": [],
    "Chad and Niger signed a border pact. Neither may send troops across the river.": [
        ("restraint", "forbidden", "Chad Niger")],
    "The United States is obliged under a treaty to defend Japan and keeps troops there.": [
        ("defense", "obliged", "United States")],
    "Serbia refused to withdraw its police.": [("withdrawal", "refused", "Serbia")],
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES.items(), ids=SENTENCES)
def test_a_sentence_binds_whom_it_binds(text: str, expected: list[tuple[str, str, str]]) -> None:
    draft = read(text)
    assert sorted((c.kind, c.force, " ".join(sorted(names(draft, c.bound)))) for c in draft.commitments) == sorted(
        expected
    )


def names(draft: Draft, ids: tuple[str, ...]) -> set[str]:
    return {draft.entity[i].name for i in ids}


PACT = (
    "Moscow and Tehran have signed a strategic partnership treaty, but it does not provide for military assistance in "
    "case any side is attacked. However, Tehran and Moscow under the treaty have an obligation not to take the side of "
    "the aggressor and enter into urgent political consultations."
)


def test_a_treaty_is_followed_across_sentences_and_its_duties_are_told_apart() -> None:
    draft = read(PACT)
    assert [(c.kind, c.force) for c in draft.commitments] == [
        ("defense", "excluded"), ("consultation", "obliged"), ("neutrality", "forbidden"),
    ] or [(c.kind, c.force) for c in draft.commitments] == [
        ("defense", "excluded"), ("neutrality", "forbidden"), ("consultation", "obliged"),
    ]  # fmt: skip
    for commitment in draft.commitments:
        assert commitment.instrument == "strategic partnership treaty"
        assert names(draft, commitment.parties) == {"Russia", "Iran"}
    assert draft.commitments[0].status == "excluded"


def test_we_is_the_state_of_the_speaker() -> None:
    draft = read("Russia is worried. “We have offered our mediation efforts,” Kremlin spokesman Dmitry Peskov said.")
    (offer,) = draft.commitments
    assert (offer.kind, offer.force, names(draft, offer.bound)) == ("mediation", "offered", {"Russia"})
    assert offer.said_in == draft.statements[0].id


@pytest.mark.parametrize("report", REPORTS, ids=lambda r: r["name"])
def test_reports_yield_the_commitments_a_desk_officer_would_record(report: dict[str, Any]) -> None:
    draft = read(report["text"])
    left = list(draft.commitments)
    for expected in report.get("commitment", []):
        found = next((c for c in left if matches(draft, c, expected)), None)
        assert found is not None, expected
        left.remove(found)
    assert left == []


def matches(draft: Draft, commitment: Commitment, expected: dict[str, Any]) -> bool:
    evidence = " ".join(draft.text(s) for s in commitment.evidence)
    return (
        commitment.kind in aslist(expected["kind"])
        and commitment.force in expected["force"]
        and expected["words"] in evidence
        and commitment.status == expected["status"]
        and set(expected.get("parties", [])) <= names(draft, commitment.parties)
        and set(expected.get("beneficiary", [])) <= names(draft, commitment.beneficiary)
        and expected.get("condition", "") in (draft.text(commitment.condition) if commitment.condition else "")
    )


def aslist(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


@pytest.mark.parametrize(
    "text", ["", "?!", "treaty treaty treaty will must pledged", "“We will", "Under the deal, will."]
)
def test_odd_text_passes_through(text: str) -> None:
    assert not any(p.stage == "commitments" for p in read(text).problems)
