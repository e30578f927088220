import sys

import pytest

from dragoman.ingest import reports_in

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Wire</title>
<item><guid>tag:1</guid><title>Talks &amp;amp; tea</title><link>https://wire.example/1</link>
<pubDate>Wed, 19 Jun 2024 22:00:00 -0400</pubDate>
<description>Ministers met.</description>
<content:encoded><![CDATA[<p>The ministers met in <b>Geneva</b>.</p><script>x()</script><p>They agreed.</p>]]></content:encoded></item>
<item><title>Vote</title><link>https://wire.example/2</link><description>The Council &lt;i&gt;voted&lt;/i&gt;.</description></item>
<item><title>Nothing</title><link>https://wire.example/3</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Wire</title>
<entry><id>tag:1</id><title type="html">Talks &lt;b&gt;resume&lt;/b&gt;</title><link href="https://wire.example/1"/>
<updated>2024-06-20T08:00:00Z</updated><published>2024-06-19T08:00:00Z</published>
<content type="text">The ministers met: 3 &lt; 4.</content></entry></feed>"""


def test_the_entries_of_a_feed(file, taken):
    source = file(RSS, "feed.xml")
    found = list(reports_in(source))
    assert [f.name for f in found] == [
        f"{source}#{key}" for key in ("tag:1", *(f"https://wire.example/{n}" for n in (2, 3)))
    ]
    talks, vote, nothing = taken(found)
    report = talks.document
    assert report.text == "The ministers met in Geneva.\n\nThey agreed."
    assert (report.title, report.publisher, report.url) == ("Talks & tea", "The Wire", "https://wire.example/1")
    assert (report.published, report.published_from, report.published_in) == ("2024-06-19", "metadata", "pubDate")
    assert vote.document.text == "The Council voted."
    assert vote.document.published is None
    assert "the report is at https://wire.example/2" in vote.problems[0].message
    assert nothing == "the feed has no text of it; its report may be at https://wire.example/3"


def test_atom(file, taken):
    (talks,) = taken(reports_in(file(ATOM, "known-by-its-content.txt")))
    report = talks.document
    assert (report.text, report.title) == ("The ministers met: 3 < 4.", "Talks resume")
    assert (report.published, report.published_in) == ("2024-06-19", "published")


def test_a_feed_that_breaks_off_gives_what_is_before(file, taken):
    talks, *_, why = taken(reports_in(file(RSS[: RSS.index("<item><title>Vote")] + "<item><tit", "feed.xml")))
    assert talks.document.title == "Talks & tea"
    assert "reports after it may be missing" in why


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ('<rss version="2.0"><channel><title>x</title></channel></rss>', "a feed without entries"),
        ('<rss version="2.0"><chan', "a feed that is damaged"),
    ],
)
def test_a_feed_without_reports(file, taken, raw, why):
    (found,) = taken(reports_in(file(raw, "feed.xml")))
    assert why in found


def test_entities_are_neither_multiplied_nor_fetched(file, taken, tmp_path):
    (tmp_path / "secret.txt").write_text("the secret")
    bomb = '<!ENTITY a "hahaha">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    leak = f'<!ENTITY i SYSTEM "file://{tmp_path / "secret.txt"}">'
    for declared in (bomb, leak):
        feed = RSS.replace("<rss", f"<!DOCTYPE rss [{declared}]><rss", 1).replace("Ministers met.", "&i;")
        texts = [f if isinstance(f, str) else f.document.text for f in taken(reports_in(file(feed, "feed.xml")))]
        assert sum(map(len, texts)) < 5_000
        assert "the secret" not in " ".join(texts)


def test_an_extra_that_is_not_installed_is_named(file, taken, monkeypatch):
    monkeypatch.setitem(sys.modules, "feedparser", None)
    (why,) = taken(reports_in(file(RSS, "feed.xml")))
    assert "pip install 'dragoman[feeds]'" in why
