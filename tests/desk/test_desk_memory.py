"""What the desk remembers: nobody waits for an answer that is there, ten readers wait for one, a change is seen at once."""

from __future__ import annotations

import threading
import time

import pytest

from dragoman.desk.memory import Memory


def test_an_answer_is_made_once() -> None:
    memory, made = Memory(), []
    assert [memory.recall("a", 60, lambda: made.append(1) or len(made)) for _ in range(3)] == [1, 1, 1]
    assert memory.recall("b", 60, lambda: "other") == "other"


def test_an_old_answer_is_given_while_a_new_one_is_made() -> None:
    memory, may_answer = Memory(), threading.Event()
    assert memory.recall("a", 0, lambda: "old") == "old"

    def slow() -> str:
        may_answer.wait(5)
        return "new"

    assert memory.recall("a", 0, slow) == "old"
    assert memory.recall("a", 0, lambda: "never: one is being made") == "old"
    may_answer.set()
    for _ in range(500):
        if memory.recall("a", 60, slow) == "new":
            return
        time.sleep(0.01)
    pytest.fail("the new answer never came")


def test_ten_readers_wait_for_one() -> None:
    memory, made, together = Memory(), [], threading.Barrier(10)

    def ask() -> None:
        together.wait()
        memory.recall("a", 60, lambda: (made.append(1), time.sleep(0.05)))

    readers = [threading.Thread(target=ask) for _ in range(10)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert made == [1]


def test_a_change_is_seen_at_once_and_counts_of_the_whole_stay() -> None:
    memory = Memory()
    memory.recall("list", 5, lambda: "before")
    memory.recall("count", 60, lambda: "before")
    memory.forget(5)
    assert memory.recall("list", 5, lambda: "after") == "after"
    assert memory.recall("count", 60, lambda: "after") == "before"


def test_what_was_asked_before_a_change_is_not_kept() -> None:
    memory = Memory()

    def overtaken() -> str:
        memory.forget(5)
        return "before"

    assert memory.recall("list", 5, overtaken) == "before"
    assert memory.recall("list", 5, lambda: "after") == "after"


def test_a_mistake_is_not_remembered() -> None:
    memory = Memory()
    with pytest.raises(ValueError, match="no"):
        memory.recall("a", 60, lambda: int("no"))
    assert memory.recall("a", 60, lambda: 1) == 1


def test_only_so_many_answers_are_kept() -> None:
    memory = Memory()
    for n in range(1000):
        memory.recall(n, 60, lambda: "x")
    assert len(memory._kept) <= 256
    assert len(memory._making) <= 257
