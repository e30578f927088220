"""Who is meant: names, titles, metonyms, misspellings and pronouns in the sentences of wire reports."""

import pytest

from dragoman.draft import Draft
from dragoman.knowledge import load
from dragoman.model import Entity, Span
from dragoman.pipeline import document
from dragoman.stages.entities import entities
from dragoman.stages.mentions import mentions
from dragoman.stages.parse import parse
from dragoman.stages.segment import segment


def drafted(words: str, published: str | None = None) -> Draft:
    draft = Draft(report=document(words, published=published))
    for stage in (segment, parse, mentions, entities):
        draft = stage(draft, load())
    return draft


def meant(draft: Draft, words: str, occurrence: int = 0) -> Entity | None:
    at = -1
    for _ in range(occurrence + 1):
        at = draft.report.text.index(words, at + 1)
    token = draft.syntax.tokens_in(Span(at, at + len(words)))[-1]
    return draft.entity_at(token.i)


# words of a report, a stretch of it, and the entity's name, kind and country expected there
NAMED = [
    ("Russian President Vladimir Putin arrived in Beijing on Thursday.", "Putin", "Vladimir Putin", "person", "RUS"),
    ("Chinese Foreign Minister Wang Yi met Sergei Lavrov.", "Wang Yi", "Wang Yi", "person", "CHN"),
    ("Chinese Foreign Minister Wang Yi met Sergei Lavrov.", "Lavrov", "Sergei Lavrov", "person", "RUS"),
    ("Israeli Prime Minister Benjamin Netanyahu rejected the plan.", "Netanyahu", "Benjamin Netanyahu", "person", "ISR"),
    ("The Kremlin rejected the plan.", "Kremlin", "Russia", "state", "RUS"),
    ("The White House welcomed the truce.", "White House", "United States", "state", "USA"),
    ("Downing Street said it would wait.", "Downing Street", "United Kingdom", "state", "GBR"),
    ("Washington urged Seoul to wait.", "Washington", "United States", "state", "USA"),
    ("Washington urged Seoul to wait.", "Seoul", "South Korea", "state", "KOR"),
    ("Pyongyang fired two missiles on Friday.", "Pyongyang", "North Korea", "state", "PRK"),
    ("The Iranian leadership was silent.", "leadership", "Iran", "state", "IRN"),
    ("Turkey's parliament approved the bid.", "parliament", "Grand National Assembly", "organization", "TUR"),
    ("Russia's Ministry of Foreign Affairs condemned the strikes.", "Ministry", "Ministry of Foreign Affairs of Russia",
     "organization", "RUS"),
    ("The Israeli military said it had struck targets in Lebanon.", "military", "Israel Defense Forces", "organization", "ISR"),
    ("The UN Security Council met on Monday.", "Security Council", "United Nations Security Council", "organization", None),
    ("NATO allies met in Brussels.", "NATO", "NATO", "organization", None),
    ("Hezbollah fired rockets at Haifa.", "Hezbollah", "Hezbollah", "group", "LBN"),
    ("Houthi fighters seized a ship.", "Houthi", "Houthis", "group", "YEM"),
    ("Iran and Iraq signed a border deal. Moscow, which hosted them, is pleased. Mocow will guarantee it.",
     "Mocow", "Russia", "state", "RUS"),
    ("US officials denied the report.", "officials", "US officials", "group", "USA"),
    ("Abdul Karim Nasser, an elder of the town, spoke. Nasser left later.", "Nasser left", "Abdul Karim Nasser", "person", None),
    ("French President Emmanuel Macron met the press. He was calm.", "He", "Emmanuel Macron", "person", "FRA"),
    ("German Chancellor Angela Merkel landed in Kyiv. The chancellor met soldiers.", "chancellor met", "Angela Merkel",
     "person", "DEU"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "stretch", "name", "kind", "country"), NAMED)
def test_names(words: str, stretch: str, name: str, kind: str, country: str | None) -> None:
    entity = meant(drafted(words), stretch.split(maxsplit=1)[0] if " " in stretch and kind == "person" else stretch)
    assert entity is not None
    assert (entity.name, entity.kind, entity.country) == (name, kind, country)


NOBODY = [
    ("Let us talk about it, the farmer said.", "us"),
    ("Who will come is not known.", "Who"),
    ("He will polish the text.", "polish"),
    ("The turkey was served cold.", "turkey"),
]


@pytest.mark.parametrize(("words", "stretch"), NOBODY)
def test_common_words_are_no_names(words: str, stretch: str) -> None:
    assert meant(drafted(words), stretch) is None


def test_the_office_is_the_one_held_on_the_day() -> None:
    words = "John Kerry spoke with reporters."
    assert drafted(words, "2014-06-01").entities[0].role.title == "Secretary of State of the United States"  # type: ignore[union-attr]
    role = drafted("US Senator John Kerry spoke.", "2003-06-01").entities[-1].role
    assert role is not None
    assert role.origin == "text"


def test_the_text_wins_over_the_lexicon() -> None:
    entity = meant(drafted("Former Russian President Dmitry Medvedev warned Kyiv."), "Medvedev")
    assert entity is not None
    assert entity.role is not None
    assert entity.role.origin == "text"


READINGS = [
    ("Araghchi came to Moscow on Sunday.", "Moscow", "place"),
    ("They met in Moscow.", "Moscow", "place"),
    ("Moscow rejected the offer.", "Moscow", "government"),
    ("He assured Moscow of support.", "Moscow", "government"),
    ("Talks between Moscow and Kyiv collapsed.", "Kyiv", "government"),
    ("Troops entered Ukraine.", "Ukraine", "place"),
    ("Ukraine rejected the offer.", "Ukraine", "government"),
    ("Relations with Ukraine soured.", "Ukraine", "government"),
]


@pytest.mark.parametrize(("words", "stretch", "reading"), READINGS)
def test_place_or_government(words: str, stretch: str, reading: str) -> None:
    at = words.index(stretch)
    assert [c.reading for c in drafted(words).candidates if c.span.start == at] == [reading]


def test_a_misspelt_person_is_known_by_his_office() -> None:
    entity = meant(drafted("The Kremlin spokesman Demitry Peskov said so."), "Peskov")
    assert entity is not None
    assert (entity.name, entity.mentions[0].misspelt) == ("Dmitry Peskov", True)
