from __future__ import annotations

import base64
import hashlib
import re
from importlib import resources

import pytest
from lxml import html as parser
from msgspec import structs

from dragoman.export.html import fragment, page
from dragoman.export.note import note
from dragoman.export.wording import harmless
from dragoman.model import Document, Record


def parsed(markup: str) -> parser.HtmlElement:
    return parser.document_fromstring(markup)


def test_the_whole_text_is_there_as_written(record: Record) -> None:
    [text] = parsed(page(record)).find_class("text")
    assert [p.text_content() for p in text.iter("p")] == record.report.text.splitlines()


def test_every_link_lands_and_every_id_is_unique(record: Record) -> None:
    for markup in (page(record), fragment(record)):
        tree = parsed(markup)
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert {href[1:] for href in tree.xpath("//@href")} <= set(ids)
        assert {row for marked in tree.xpath("//@data-c") for row in marked.split()} <= set(ids)


def test_a_mark_leads_to_its_claim_and_back(record: Record) -> None:
    tree = parsed(page(record))
    [met] = [a for a in tree.find_class("happened") if a.tag == "a" and a.text == "met"]
    row = tree.get_element_by_id(met.get("href")[1:])
    assert "CONSULT visit" in row.text_content()
    facts = dict(zip((e.text for e in row.iter("dt")), (e.text_content() for e in row.iter("dd")), strict=True))
    assert facts["rule"] == "en/events/CONSULT#meet"
    assert facts["claimed by"] == "the reporter"
    assert (facts["status"], facts["confidence"], facts["CAMEO"]) == ("happened", "0.96", "040")
    [back] = row.find_class("words")
    assert tree.get_element_by_id(back.get("href")[1:]).text == "Nikol Pashinyan"  # where the evidence begins


def test_a_claim_in_someones_mouth_says_whose_it_is(record: Record) -> None:
    [row] = [
        r for r in parsed(page(record)).find_class("row") if "Lachin" in r.text_content() and "open" in r.get("class")
    ]
    assert "says Aliyev" in row.text_content()
    assert "possible" in row.text_content()


def test_the_page_says_all_that_the_note_says(record: Record) -> None:
    shown = parsed(page(record)).get_element_by_id("record").text_content()
    for section in note(record, full=True).sections:
        for row in (row for group in section.groups for row in group.rows):
            assert all(words in shown for words in (row.lead, row.what, row.code, row.words, *row.notes))


def test_only_its_own_style_and_script_may_act(record: Record) -> None:
    markup = page(record)
    [policy] = parsed(markup).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    for kind in ("style", "script"):
        [content] = re.findall(rf"<{kind}>(.*?)</{kind}>", markup, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "url(" not in markup  # nothing is fetched
    assert parsed(markup).xpath("//@src | //@style | //@*[starts-with(name(), 'on')]") == []


def test_hostile_text_is_inert(hostile: Record) -> None:
    for markup, scripts in ((page(hostile), 1), (fragment(hostile), 0)):
        tree = parsed(markup)
        assert len(tree.xpath("//script")) == scripts
        assert "javascript:" not in " ".join(tree.xpath("//@href"))
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", markup)
        assert harmless(hostile.report.text).strip() in tree.text_content()
        assert tree.find_class("text")[0].get("lang") == "und"
        markup.encode()


def test_a_web_address_of_the_report_is_linked_and_sends_no_referrer(record: Record) -> None:
    known = structs.replace(record, report=structs.replace(record.report, url="https://example.org/a?b=1&c=2"))
    [link] = parsed(page(known)).xpath("//header//a")
    assert link.get("href") == "https://example.org/a?b=1&c=2"
    assert link.get("rel") == "noopener noreferrer"


def test_a_fragment_has_no_script_and_may_stand_beside_another(record: Record) -> None:
    other = structs.replace(record, report=structs.replace(record.report, id="other"))
    tree = parsed(f"<body>{fragment(record)}{fragment(other)}</body>")
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert tree.xpath("//script") == []


def test_styles_of_a_fragment_reach_no_further_than_itself() -> None:
    css = re.sub(r"/\*.*?\*/", "", stylesheet(), flags=re.DOTALL)
    selectors = [s.strip() for rule in re.findall(r"([^{}]+)\{", css) for s in rule.split(",") if "@media" not in rule]
    assert selectors
    assert [s for s in selectors if not re.match(r"\.dragoman\b|\.page\b|body\.page\b|#card\b", s)] == []


def test_same_record_same_bytes(record: Record) -> None:
    assert page(record) == page(record)
    assert fragment(record) == fragment(record)


def test_an_empty_record() -> None:
    shown = parsed(page(Record(report=Document(id="e", text="")), source_name="empty.txt")).text_content()
    assert "Nothing was found: the report holds no text." in shown


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(mode: str) -> None:
    colour = palette(mode)
    for words in ("ink", "quiet", "link", "doubt"):
        for ground in ("paper", "panel"):
            assert contrast(colour[words], colour[ground]) >= 4.5, (words, ground)
    for words in ("ink", "link"):
        assert contrast(colour[words], colour["on"]) >= 4.5, words
    assert contrast(colour["ink"], colour["said"]) >= 7
    for line in ("happened", "open", "stands", "bound", "who"):
        assert contrast(colour[line], colour["paper"]) >= 3, line


def stylesheet() -> str:
    return resources.files("dragoman.export").joinpath("page.css").read_text(encoding="utf-8")


def palette(mode: str) -> dict[str, str]:
    light, dark = re.split(r"@media screen and \(prefers-color-scheme: dark\)", stylesheet())
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", light if mode == "light" else dark.split("}")[0]))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
