from collections.abc import Iterator

import pytest
from sqlalchemy import Connection
from tests.archives import (
    address,
    commitment,
    event,
    fresh_address,
    keep,
    position,
    postgres_server,
    report,
    statement,
    store,
)

from dragoman.archive.store import open_store

__all__ = ["address", "postgres_server", "store"]

VISIT = report(
    "Vladimir Putin received Abbas Araghchi in Moscow. He said: “Russia stands by Iran”. Russia must consult Iran at once.",
    event("CONSULT", "Vladimir Putin", "Abbas Araghchi", words="received", day="2025-06-22", country="RUS", quad=1, score=2.5),
    statement("Vladimir Putin", "“Russia stands by Iran”", act="says"),
    position("Vladimir Putin", "supports", "Iran", "stands by"),
    commitment("Russia", "consultation", words="Russia must consult Iran"),
    published="2025-06-23", title="Talks in the Kremlin", publisher="Wire", url="https://example.org/visit",
)  # fmt: skip
STRIKE = report(
    "Israel struck targets in Iran at dawn. Iran vowed to answer the strikes. Emmanuel Macron condemned the escalation.",
    event("ASSAULT", "Israel", "Iran", words="struck", day="2025-06-13", country="IRN", quad=4, score=-9.0),
    event("THREATEN", "Iran", "Israel", words="vowed", status="possible", quad=3, score=-6.0),
    position("Emmanuel Macron", "opposes", "the escalation", "the escalation"),
    commitment("Iran", "other", "pledged", "vowed to answer", status="fulfilled"),
    published="2025-06-14", publisher="Daily",
)  # fmt: skip
TALKS = report(
    "Recep Tayyip Erdoğan offered to host negotiations between Russia and Ukraine. The U.S. was not mentioned. Prisoner swaps went on.",
    event("AGREE", "Recep Tayyip Erdoğan", "Russia, Ukraine", words="offered", status="planned", quad=1, score=4.0),
    commitment("Recep Tayyip Erdoğan", "mediation", "offered", "offered to host"),
    published="2024-11-02", title="An offer from Ankara", publisher="Wire",
)  # fmt: skip
UNDATED = report("Russia and Ukraine swapped prisoners. Ukraine thanked Turkey.",
    event("COOPERATE", "Russia", "Ukraine", words="swapped", quad=2, score=7.0), published=None)  # fmt: skip
STORY = (VISIT, STRIKE, TALKS, UNDATED)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def story(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """An archive of four reports, on each database, to be asked only."""
    opened = open_store(fresh_address(request, request.param, tmp_path_factory.mktemp("story")))
    keep(opened, *STORY)
    with opened.reading() as connection:
        yield connection
    opened.close()
