"""What became of a commitment, as later clauses of a report tell it."""

from __future__ import annotations

from functools import cache

import pytest

from dragoman.model import Commitment
from dragoman.pipeline import document, draft_of


@cache
def steps(text: str) -> frozenset[str]:
    """What the commitments of `text` came to, with the words that tell it: "triggered: fell"."""
    draft = draft_of(document(text))
    return frozenset(f"{s.status}: {draft.text(e)}" for c in draft.commitments for s in c.history for e in s.evidence)


def statuses(text: str) -> set[str]:
    commitments: tuple[Commitment, ...] = draft_of(document(text)).commitments
    return {s.status for c in commitments for s in c.history} | {c.status for c in commitments if c.status == "lapsed"}


@pytest.mark.parametrize(
    "text",
    [
        # the thing that the condition names
        "Israel vowed to strike Beirut if another rocket hit Haifa. Two rockets landed in the city on Friday.",
        # those whom it names
        "Chad threatened to close the border if Niger moved its army to Agadez. Niger sent two brigades there in May.",
        # "did so", "they were"
        "Chad promised to free the pilots if Niger reopened the border. Niger did so on Monday.",
        "Chad promised to free the pilots if the roads were open for three days. They were.",
        # not what must not be
        "Chad threatened to expel the ambassador unless Niger paid the fine by Friday. The deadline passed.",
    ],
)
def test_a_condition_that_comes_about_triggers(text: str) -> None:
    assert "triggered" in statuses(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chad threatened to close the border if Niger moved its army to Agadez. Niger did not do so.",
        "Chad threatened to close the border if Niger moved its army to Agadez. Niger said its army would stay put.",
        "Chad threatened to close the border if Niger moved its army to Agadez. Norway paid Mali for the wells.",
        "Chad will keep its troops in Agadez as long as Niger arms the rebels. Niger bought rifles in May.",
    ],
)
def test_nothing_else_triggers(text: str) -> None:
    assert "triggered" not in statuses(text)


def test_did_so_takes_up_what_was_told_last() -> None:
    text = "If Niger reopened the border, Chad was to free the pilots, and it did so in May."
    assert statuses(text) == {"fulfilled"}


def test_who_is_no_thing_that_was_owed() -> None:
    assert statuses("Norway promised to deliver eight tanks to Chad. He arrived in Oslo on Monday.") == set()


def test_what_the_bound_do_then_is_what_they_had_said() -> None:
    text = "Chad threatened to close the border if Niger moved its army to Agadez. Niger sent two brigades there. "
    assert "fulfilled" in statuses(text + "Chad lowered the gates on Monday.")
    assert "fulfilled" not in statuses(text + "Chad said the gates were rusty.")


@pytest.mark.parametrize(
    "text",
    [
        "Chad gave Niger until Friday to release the pilots. Niger let the ultimatum pass.",
        "Chad gave Niger until the end of February to release the pilots. February ended.",
        "Niger was to release the pilots by Friday. It missed the deadline.",
    ],
)
def test_time_that_is_up_lets_a_duty_lapse(text: str) -> None:
    assert "lapsed" in statuses(text)


def test_the_deadline_of_one_duty_is_not_that_of_another() -> None:
    text = "Niger must keep out of the war of Chad. Mali is to leave Agadez within thirty days, a term that ran out in May."
    draft = draft_of(document(text))
    first = min(draft.commitments, key=lambda c: c.evidence[0])
    assert first.status == "standing"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Niger was due to release the pilots by Friday. It did.", "fulfilled"),
        ("Niger was due to release the pilots by Friday. It did not.", "breached"),
        ("Niger promised to send Chad grain. Niger did not send a single sack.", "breached"),
        ("Niger promised to free the pilots. It has yet to free them.", "breached"),
        ("Niger promised to scrap the pact with Chad. In May Niger declared it void.", "fulfilled"),
        ("Niger undertook to hand over its mortars. The last were cut up in May.", "fulfilled"),
        ("Norway offered to mediate between Chad and Niger. Chad said no.", "lapsed"),
        ("Niger promised to release the pilots. The release of the pilots came on Friday.", "fulfilled"),
    ],
)
def test_a_deed_may_be_taken_up_without_its_words(text: str, status: str) -> None:
    assert status in statuses(text)
