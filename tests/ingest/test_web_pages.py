import time

import pytest

from dragoman.errors import Unreadable
from dragoman.ingest import take_in

FIRST = "The ministers met in Geneva on Monday and agreed to resume talks on an exchange of prisoners, officials said."
SECOND = "A second round is planned for the autumn, the host’s foreign ministry said in a statement after the meeting."
LAST = "Nothing was said about the disputed islands, and no date has been set for a meeting of the two presidents."


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def test_the_article_without_what_surrounds_it():
    head = (
        '<title>Talks to resume</title><meta property="og:site_name" content="The Wire">'
        '<meta property="article:published_time" content="2024-11-27T22:00:00Z">'
        '<link rel="canonical" href="https://wire.example/talks">'
    )
    body = (
        "<nav><a href=/>Home</a> <a href=/w>World</a></nav>"
        f"<article><h1>Talks to resume</h1><p>{FIRST}</p><p>{SECOND}</p></article><footer>Copyright 2019</footer>"
    )
    report, problems = take_in(page(body, head))
    assert FIRST in report.text
    assert SECOND in report.text
    assert "Copyright" not in report.text
    assert "World" not in report.text
    assert (report.title, report.publisher, report.url) == ("Talks to resume", "The Wire", "https://wire.example/talks")
    assert (report.published, report.published_from) == ("2024-11-27", "metadata")
    assert problems == ()


def test_a_given_date_beats_the_page():
    head = '<meta property="article:published_time" content="2024-11-27">'
    report, _ = take_in(page(f"<article><p>{FIRST}</p></article>", head), published="2024-11-28")
    assert (report.published, report.published_from) == ("2024-11-28", "given")


def test_no_date_is_guessed():
    body = f"<article><p>{FIRST}</p><p>In 2019 there was a fire.</p></article><footer>Copyright 2023</footer>"
    report, _ = take_in(page(body))
    assert (report.published, report.published_from) == (None, None)


def test_escaped_markup_stays_text():
    body = f"<article><p>{FIRST} Someone wrote &lt;script&gt;alert(1)&lt;/script&gt; left.</p></article>"
    report, _ = take_in(page(body))
    assert "<script>alert(1)</script> left." in report.text


def test_scripts_and_styles_are_never_text():
    body = f"<div><script>var x = 1</script><style>p {{}}</style><p>{FIRST}</p></div>"
    for nesting in (0, 300):
        report, _ = take_in(page("<div>" * nesting + body + "</div>" * nesting))
        assert FIRST in report.text
        assert "var x" not in report.text
        assert "p {" not in report.text


@pytest.mark.parametrize("depth", [10, 200, 255, 300, 50_000])
def test_words_nested_deep_and_what_follows_are_kept(depth):
    middle = "<div>" * depth + f"<p>{SECOND}</p>" + "</div>" * depth
    report, problems = take_in(page(f"<article><p>{FIRST}</p>{middle}<p>{LAST}</p></article>"))
    assert [words in report.text for words in (FIRST, SECOND, LAST)] == [True, True, True]
    assert any("nested" in p.message for p in problems) == (depth > 240)


def test_a_page_too_large_for_the_extractor_is_read_quickly_and_whole():
    paragraphs = "".join(f"<p>{FIRST} {i}</p>" for i in range(40_000))
    begun = time.process_time()
    report, problems = take_in(page(f"<article>{paragraphs}<p>{LAST}</p></article>"))
    assert time.process_time() - begun < 5
    assert report.text.endswith(LAST)
    assert "too many for the article extractor" in problems[0].message


@pytest.mark.parametrize("markup", ["<a href=x>" * 80_000, "<" * 300_000, "<table><tr><td>" * 9_000])
def test_hostile_markup_does_not_hold_us_up(markup):
    begun = time.process_time()
    assert "word" in take_in(page(markup + " word")).document.text
    assert time.process_time() - begun < 5


def test_a_page_without_an_article():
    report, problems = take_in(b"Just words, and a name that ends in .html.", name="note.html")
    assert report.text == "Just words, and a name that ends in .html."
    assert problems == ()
    with pytest.raises(Unreadable, match="without text"):
        take_in(page("<script>render()</script>"))


def test_where_the_extractor_gives_up_the_page_is_read(monkeypatch):
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *_, **__: None)
    report, problems = take_in(page("<p>Talks <b>re</b>sume</p><ul><li>in  Geneva</ul>", "<title>Talks</title>"))
    assert report.text == "Talks resume\nin Geneva"
    assert report.title == "Talks"
    assert problems[0].message == "no article found, so all text of the page is read"


def test_entities_of_the_document_type_are_not_followed(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    declaration = f'<!DOCTYPE html [<!ENTITY leak SYSTEM "file://{secret}">]>'
    report, _ = take_in(f"{declaration}<html><body><article><p>{FIRST} &leak;</p></article></body></html>".encode())
    assert "the secret" not in report.text


def test_the_declared_encoding_is_used():
    words = "The café in Malmö “closed” on Monday, the minister of foreign affairs said in a long statement."
    html = f"<html><head><meta charset='iso-8859-1'></head><body><article><p>{words}</p></article></body></html>"
    report, problems = take_in(html.encode("cp1252"))
    assert report.text == words
    assert problems == ()


def test_a_page_is_known_by_its_first_words_whatever_its_name():
    assert take_in(page(f"<article><p>{FIRST}</p></article>"), name="saved.txt").document.text == FIRST
    assert take_in(b"The tag <html> is a word here.", name="note.txt").document.text == "The tag <html> is a word here."
