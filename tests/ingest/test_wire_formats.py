"""NewsML-G2, NITF and ninjs: how news agencies hand over what they write."""

import json
import time
from pathlib import Path

import pytest

from dragoman.errors import Unreadable
from dragoman.ingest import reports_in, take_in

SAMPLES = Path(__file__).parent / "samples"
NINJS = {
    "uri": "https://wire.example/talks",
    "type": "text",
    "versioncreated": "2024-06-19T10:00:00Z",
    "pubstatus": "usable",
    "headline": "Talks resume",
    "provider": "The Wire",
    "body_xhtml": "<p>The ministers met in Geneva &amp; agreed.</p><p>They meet again.</p>",
}
NINJS_3 = {
    "uri": "tag:wire.example,2024:talks",
    "standard": {"name": "ninjs", "version": "3.0"},
    "contentcreated": "2024-06-19T10:00:00Z",
    "headlines": [{"role": "short", "value": "Talks"}, {"role": "main", "value": "Talks resume"}],
    "bodies": [{"contenttype": "text/html", "value": "<p>The ministers met in Geneva &amp; agreed.</p>"}],
    "provider": {"name": "The Wire", "uri": "https://wire.example"},
}


def test_the_items_of_a_newsml_message(taken):
    source = str(SAMPLES / "talks.newsml")
    found = list(reports_in(source))
    assert [str(f.name).rpartition(":")[2] for f in found] == ["talks", "vote", "killed", "picture"]
    talks, vote, killed, picture = taken(found)
    report = talks.document
    assert report.text == (
        "GENEVA, June 19 (TW) — The ministers of Iran and the E3 met on Wednesday.\n\nThey agreed to meet again."
    )
    assert (report.title, report.publisher, report.url) == ("Talks resume", "The Wire", "https://wire.example/talks")
    assert (report.published, report.published_from, report.published_in) == (
        "2024-06-19",
        "metadata",
        "versionCreated",
    )
    assert (vote.document.text, vote.document.publisher) == ("The Council voted.", "TW")
    assert killed == "withdrawn by its publisher (pubStatus canceled)"
    assert picture == "a news item without a text in it (itemClass picture)"


def test_a_single_newsml_item_has_the_name_of_its_file(file):
    item = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><contentSet>'
        '<inlineData contenttype="text/html">&lt;p&gt;The Council voted.&lt;/p&gt;</inlineData></contentSet></newsItem>'
    )
    source = file(item, "vote.xml")
    (found,) = reports_in(source)
    assert (found.name, found.take().document.text) == (source, "The Council voted.")


def test_nitf():
    report, problems = take_in((SAMPLES / "talks.nitf").read_bytes(), name="talks.xml")
    assert report.text == (
        "GENEVA, June 19 - The ministers of the two countries met in Geneva — for the second time.\n\n"
        "“No,” one of them said."
    )
    assert (report.title, report.publisher) == ("Ministers meet in Geneva", "Daily Example")
    assert (report.published, report.published_in) == ("2024-06-19", "date.issue")
    assert problems == ()


@pytest.mark.parametrize("item", [NINJS, NINJS_3])
def test_ninjs(item):
    report, _ = take_in(json.dumps(item, indent=1).encode())
    assert report.text.startswith("The ministers met in Geneva & agreed.")
    assert (report.title, report.publisher, report.published) == ("Talks resume", "The Wire", "2024-06-19")
    assert report.url == (item["uri"] if item is NINJS else None)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (json.dumps(NINJS | {"pubstatus": "withheld"}), "withdrawn"),
        (json.dumps(NINJS | {"body_xhtml": "", "type": "picture"}), r"without a text in it \(type picture\)"),
        (json.dumps(NINJS)[:-30], "damaged or cut short"),
        (json.dumps(NINJS)[:-1] + ', "x": ' + "[" * 100_000, "nested too deep"),
        ("<nitf><body><body.content/></body></nitf>", "without a text"),
        ("<nitf><body><body.content><p>The talks", "damaged or cut short"),
        ('<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"/>', "without news items"),
        ('<?xml version="1.0"?><NewsML><NewsItem/></NewsML>', "a kind that is not read"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', "<svg>"),
    ],
)
def test_what_cannot_be_taken_in(raw, why):
    with pytest.raises(Unreadable, match=why):
        take_in(raw.encode())


def test_json_that_is_something_else():
    with pytest.raises(Unreadable, match="a kind that is not read"):
        take_in(b'["a", "b"]', name="list.json")


def test_entities_are_neither_multiplied_nor_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    for declared in (
        '<!ENTITY a "ha">'
        + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
        f'<!ENTITY i SYSTEM "file://{secret}">',
        f'<!ENTITY % p SYSTEM "file://{secret}"> %p;',
    ):
        document = f"<!DOCTYPE nitf [{declared}]><nitf><body><body.content><p>&i;</p></body.content></body></nitf>"
        with pytest.raises(Unreadable, match=r"defines entities of its own|damaged"):
            take_in(document.encode())


def test_depth_and_prologues_without_end_do_not_hold_us_up():
    begun = time.process_time()
    with pytest.raises(Unreadable, match="damaged"):
        take_in(b"<nitf>" + b"<p>" * 100_000)
    for prologue in (b"<!-- -->" * 8_000, b"<?a?> " * 10_000, b"<!doctype x [" * 4_000, b"<!-- " * 10_000):
        assert "words" in take_in(prologue + b"words").document.text
    assert time.process_time() - begun < 5
