"""An event that several reports tell of: how many, who, and written once; an agency's words under another name are one
voice."""

from __future__ import annotations

import io
import json

import pandas
import pytest
from tests.archives import address, event, postgres_server, report
from typer.testing import CliRunner

import dragoman
from dragoman.cli import app
from dragoman.errors import BadQuestion
from dragoman.export import gdelt, polecat
from dragoman.export.manner import Manner
from dragoman.keeping import Archive
from dragoman.model import Record

__all__ = ["address", "postgres_server"]

ONCE = Manner(once=True)


def struck(words: str, publisher: str, published: str) -> Record:
    told = event("ASSAULT", "Israel", "Iran", words=words.split()[1], day="2025-06-22", cameo="190", country="IRN")
    tail = "killing 12 people in the city and wounding others, state media reported from the capital on Sunday evening."
    where = f"https://{publisher.lower()}.example/1"
    return report(f"{words}, {tail}", told, published=published, publisher=publisher, url=where)


FIRST = struck("Israel struck Iran on Sunday", "Wire", "2025-06-22")
COPY = struck("Israel struck Iran on Sunday morning", "Daily", "2025-06-23")
OTHER = report(
    "Iran said Israel struck a harbour on Sunday, and twelve people died.",
    event("ASSAULT", "Israel", "Iran", words="struck", day="2025-06-22", cameo="190", country="IRN"),
    published="2025-06-24", publisher="Gazette", url="https://gazette.example/1",
)  # fmt: skip
MET = report(
    "Vladimir Putin met Emmanuel Macron.",
    event("CONSULT", "Vladimir Putin", "Emmanuel Macron", words="met", day="2025-06-22", cameo="040"),
    published="2025-06-22", publisher="Wire", url="https://wire.example/2",
)  # fmt: skip


@pytest.fixture
def archive(address: str):
    with dragoman.open_archive(address) as archive:
        archive.keep([FIRST, COPY, OTHER, MET])
        yield archive


def table(archive: Archive, form: str, manner: Manner = ONCE, **options: object) -> pandas.DataFrame:
    lines = io.BytesIO(b"".join(archive.export(form, manner=manner)))
    return pandas.read_csv(lines, dtype=str, keep_default_na=False, **options)


def test_gdelt_counts_mentions_sources_and_articles(archive: Archive) -> None:
    rows = table(archive, "gdelt", sep="\t", header=None, names=gdelt.COLUMNS)
    assert list(rows.EventCode) == ["190", "040"]
    counts = rows[["NumMentions", "NumSources", "NumArticles"]].to_numpy().tolist()
    assert counts == [["3", "2", "3"], ["1", "1", "1"]]  # the copy is an article, but no source of its own
    assert list(rows.SOURCEURL) == ["https://wire.example/1", "https://wire.example/2"]
    assert list(rows.DATEADDED) == ["20250622", "20250622"]


def test_a_line_for_each_account_counts_itself(archive: Archive) -> None:
    rows = table(archive, "gdelt", Manner(), sep="\t", header=None, names=gdelt.COLUMNS)
    assert list(rows.NumArticles) == ["1", "1", "1", "1"]
    assert rows.GLOBALEVENTID.is_unique


def test_the_same_words_at_another_address_are_an_article_and_no_voice(archive: Archive, tmp_path) -> None:
    again = {"text": FIRST.report.text, "url": "https://mirror.example/1", "publisher": "Mirror"}
    (tmp_path / "again.jsonl").write_text(json.dumps(again), "utf-8")
    archive.add(tmp_path / "again.jsonl")
    row = table(archive, "gdelt", sep="\t", header=None, names=gdelt.COLUMNS).iloc[0]
    assert (row.NumMentions, row.NumSources, row.NumArticles) == ("3", "2", "4")


def test_a_link_undone_parts_them(archive: Archive) -> None:
    for link in archive.links():
        if link.kind == "same" and OTHER.report.id in (link.report, link.to_report):
            archive.part(link.number, by="Mina")
    rows = table(archive, "gdelt", sep="\t", header=None, names=gdelt.COLUMNS)
    assert list(rows.NumArticles) == ["2", "1", "1"]


def test_polecat_and_icews_name_all_publishers(archive: Archive) -> None:
    rows = table(archive, "polecat", sep="\t")
    assert list(rows.columns) == list(polecat.COLUMNS)
    assert list(rows["Source"]) == ["Wire; Daily; Gazette", "Wire"]
    assert list(rows["Publication Date"]) == ["2025-06-22", "2025-06-22"]
    assert list(table(archive, "icews", sep="\t")["Publisher"]) == ["Wire; Daily; Gazette", "Wire"]


def test_what_is_chosen_stands_for_what_is_not(archive: Archive) -> None:
    chosen = archive.chosen(publisher="Gazette")
    (line,) = b"".join(archive.export("polecat", chosen, ONCE)).decode().splitlines()[1:]
    assert line.startswith(FIRST.events[0].id)
    assert "Wire; Daily; Gazette" in line


def test_json_lines_have_an_event_a_line_with_all_its_sources(archive: Archive) -> None:
    attack, meeting = map(json.loads, archive.export("jsonl", manner=ONCE))
    assert attack["format"] == "dragoman/1-event"
    assert attack["occurrence"]["id"] == FIRST.events[0].id
    assert attack["occurrence"]["accounts"] == [record.events[0].id for record in (FIRST, COPY, OTHER)]
    assert [source["publisher"] for source in attack["occurrence"]["sources"]] == ["Wire", "Daily", "Gazette"]
    assert attack["occurrence"]["voices"] == 2
    assert [entity["name"] for entity in attack["entities"]] == ["Israel", "Iran"]
    assert meeting["occurrence"]["accounts"] == [MET.events[0].id]


def test_records_and_rows_say_which_event_they_tell_of(archive: Archive) -> None:
    records = [json.loads(line) for line in archive.export("jsonl")]
    assert {event: told["id"] for event, told in records[1]["occurrences"].items()} == {
        COPY.events[0].id: FIRST.events[0].id
    }
    assert records[3]["occurrences"] == {}
    rows = table(archive, "csv", Manner()).query("layer == 'event'")
    assert list(rows.occurrence) == [FIRST.events[0].id] * 3 + [MET.events[0].id]
    assert list(rows.articles) == ["3", "3", "3", "1"]
    assert list(rows.voices) == ["2", "2", "2", "1"]


def test_other_formats_hold_what_each_report_tells(archive: Archive) -> None:
    with pytest.raises(BadQuestion, match="csv holds what each report tells"):
        list(archive.export("csv", manner=ONCE))


def test_the_command(tmp_path) -> None:
    place = str(tmp_path / "news.db")
    with dragoman.open_archive(place) as archive:
        archive.keep([FIRST, COPY, OTHER, MET])
    run = CliRunner().invoke
    done = run(app, ["export", "--format", "gdelt", "--once", "--archive", place])
    assert len(done.stdout.splitlines()) == 2
    refused = run(app, ["export", "--format", "csv", "--once", "--archive", place])
    assert refused.exit_code == 2
    assert "jsonl, polecat, icews, gdelt" in refused.output
