"""Places through the whole pipeline: what is named, how it is read, where it is."""

import pytest

from dragoman.draft import Draft
from dragoman.knowledge import load
from dragoman.model import Place
from dragoman.pipeline import document, draft_of


def read(text: str) -> Draft:
    return draft_of(document(text))


def named(draft: Draft, words: str) -> Place:
    fits = [p for p in draft.places for m in p.mentions if draft.text(m.span) == words]
    assert fits, f"{words} is no place among {[p.name for p in draft.places]}"
    return fits[0]


@pytest.mark.parametrize(
    ("text", "words", "name", "country"),
    [
        ("Shells fell near Bakhmut on Monday.", "Bakhmut", "Bakhmut", "UKR"),
        ("The minister flew to Paris for talks.", "Paris", "Paris", "FRA"),
        ("He was born in Paris, Texas, in 1950.", "Paris", "Paris", "USA"),
        ("The fire broke out in Springfield, Ill., on Friday.", "Springfield", "Springfield", "USA"),
        ("Militants stormed the village of Kobani in northern Syria.", "Kobani", "Kobani", "SYR"),
        ("She told CTV Winnipeg that the roof had held.", "Winnipeg", "Winnipeg", "CAN"),
        ("The Ontario Shelters Alliance found beds for them.", "Ontario", "Ontario", "CAN"),
        ("Floods cut off the Americas for a week.", "Americas", "Americas", None),
        ("Warships gathered in the South China Sea.", "South China Sea", "South China Sea", None),
        ("Inspectors returned to the enrichment plant at Fordow.", "Fordow", "Fordow", "IRN"),
        ("Police in New Jersey arrested him.", "New Jersey", "New Jersey", "USA"),
        ("Floods hit South Africa and Mozambique.", "South Africa", "South Africa", "ZAF"),
    ],
)
def test_where_it_is(text: str, words: str, name: str, country: str | None) -> None:
    place = named(read(text), words)
    assert (place.name, place.country) == (name, country)
    assert place.mentions[0].span.end - place.mentions[0].span.start == len(words)


@pytest.mark.parametrize(
    ("text", "words", "division"),
    [
        ("A tornado tore through Kansas. Homes were flattened in Manhattan and Topeka.", "Manhattan", "US.KS"),
        ("Firefighters in Ontario said two people died in London, near Hamilton and Toronto.", "London", "CA.08"),
        ("The party lost seats in Cordoba, Seville and Granada, all in Spain.", "Cordoba", "ES.51"),
        ("Reservoirs in Argentina are low. In Cordoba, west of Rosario, water is rationed.", "Cordoba", "AR.05"),
    ],
)
def test_the_rest_of_the_report_decides(text: str, words: str, division: str) -> None:
    place = named(read(text), words)
    fits = [p for p in load().gazetteer.find(words) if p.geonames == place.geonames]
    assert [p.division for p in fits] == [division]


def test_a_list_of_places_lies_together() -> None:
    draft = read("Thousands fled Tyre, Sidon and Nabatieh in Lebanon toward Tripoli.")
    assert [named(draft, words).country for words in ("Sidon", "Nabatieh", "Tripoli")] == ["LBN"] * 3


@pytest.mark.parametrize(
    ("text", "geonames"),
    [
        ("The Security Council met in New York.", 5128581),
        ("Farmers in New York state lost their crops.", 5128638),
        ("Protesters marched in Buenos Aires.", 3435910),
    ],
)
def test_town_or_division(text: str, geonames: int) -> None:
    assert [p.geonames for p in read(text).places] == [geonames]


@pytest.mark.parametrize(
    ("text", "words", "reading"),
    [
        ("Moscow rejected the proposal.", "Moscow", "government"),
        ("He arrived in Moscow on Sunday.", "Moscow", "place"),
        ("The Iranian foreign minister left.", "Iranian", "demonym"),
        ("Explosions were heard across Ukraine.", "Ukraine", "place"),
        ("France has recalled its ambassador.", "France", "government"),
    ],
)
def test_readings_are_those_of_the_mentions(text: str, words: str, reading: str) -> None:
    draft = read(text)
    assert [m.reading for m in named(draft, words).mentions if draft.text(m.span) == words] == [reading]


def test_a_country_is_a_government_or_a_place() -> None:
    acting = named(read("France has recalled its ambassador."), "France")
    visited = named(read("He will travel to France and stay in France."), "France")
    assert [m.reading for m in acting.mentions] == ["government"]
    assert {m.reading for m in visited.mentions} == {"place"}
    assert acting.geonames == visited.geonames == 3017382
    assert visited.lat == pytest.approx(46, abs=2)
    assert visited.lon == pytest.approx(2, abs=2)


def test_the_same_place_is_one_place() -> None:
    draft = read("Rockets hit Kharkiv. Kharkiv's mayor said Kharkiv was without power.")
    place = named(draft, "Kharkiv")
    assert len(place.mentions) == 3
    assert sum(p.name == "Kharkiv" for p in draft.places) == 1


def test_the_date_line_names_its_place() -> None:
    draft = read("AMMAN, June 3 (Reuters) - Jordan will host the talks, the foreign ministry said on Tuesday.")
    assert draft.report.dateline is not None
    place = next(p for p in draft.places if p.id == draft.report.dateline.place)
    assert (place.name, place.country) == ("Amman", "JOR")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("John Washington said he would resign. Washington has led the firm since May.", "Washington"),
        ("Paris Hilton bought the company.", "Paris"),
        ("Amazon cut 10,000 office jobs.", "Amazon"),
        ("The parade takes place in March and in May.", "March"),
        ("The Marburg virus killed nine people.", "Marburg"),
        ("The Food and Drug Administration approved it.", "Drug"),
    ],
)
def test_no_place(text: str, words: str) -> None:
    draft = read(text)
    assert words not in [draft.text(m.span) for p in draft.places for m in p.mentions]


def test_the_date_line_says_which_town_is_meant() -> None:
    draft = read("GEORGETOWN, Ky. (AP) - Firefighters rescued two people on Monday, officials said.")
    assert draft.report.dateline is not None
    place = next(p for p in draft.places if p.id == draft.report.dateline.place)
    assert (place.name, place.country) == ("Georgetown", "USA")
    assert "Kentucky" in [p.name for p in draft.places]


@pytest.mark.parametrize("text", ["The Kremlin denied it.", "The White House declined to comment."])
def test_a_building_that_stands_for_a_government_is_no_place(text: str) -> None:
    assert read(text).places == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Crowds gathered in Khan Younis.", "Khan Younis"),
        ("Don't forget Aleppo!", "Aleppo"),
        ("She was treated in Milton Keynes.", "Milton Keynes"),
        ("Floods hit Bihar and Uttar Pradesh.", "Uttar Pradesh"),
        ("Hezbollah fired rockets at Haifa and Kiryat Shmona, sources said.", "Kiryat Shmona"),
        ("The shells hit a camp outside El Fasher.", "El Fasher"),
        ("The Lviv Regional Court heard the case.", "Lviv"),
        ("She studied at the University of Sheffield.", "Sheffield"),
    ],
)
def test_what_parsers_take_for_persons_and_bodies(text: str, words: str) -> None:
    assert named(read(text), words).lat is not None


def test_a_place_that_the_gazetteer_lacks_is_kept_without_coordinates() -> None:
    place = named(read("Soldiers burned houses in the village of Qarrabzun on Sunday."), "Qarrabzun")
    assert (place.lat, place.lon, place.geonames) == (None, None, None)


def test_every_region_is_found_in_its_examples() -> None:
    missing = []
    for region in load().gazetteer.regions:
        names = {name.casefold() for name in (region.name, *region.aliases)}
        for example in region.examples:
            draft = read(example)
            if not names & {draft.text(m.span).casefold() for p in draft.places for m in p.mentions}:
                missing.append(region.name)
    assert missing == []


@pytest.mark.parametrize(
    "text", ["", " \n", "—", ",,, , in , of", "In in near of the", "Ill., La., ,", "MOSCOW - ", "\ud800 in \udfff"]
)
def test_odd_texts_pass(text: str) -> None:
    draft = read(text)
    assert not [p for p in draft.problems if p.stage == "places"]


def test_the_month_of_a_date_line_is_no_place() -> None:
    draft = read("PYONGYANG, June 20, 2024 — Russia and North Korea signed a treaty.")
    assert "June" not in [p.name for p in draft.places]
