"""Who is meant: names, titles, metonyms, misspellings and pronouns in the sentences of wire reports."""

import pytest

from dragoman.draft import Draft
from dragoman.knowledge import load
from dragoman.model import Entity, Span
from dragoman.pipeline import document, draft_of
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


# a report's words and date, a stretch of them, and who is meant
ANSWERING = [
    ("Joe Biden and his Russian counterpart talked in Geneva.", "2021-06-16", "counterpart", "Vladimir Putin"),
    ("Defence Secretary Ben Wallace phoned his Russian counterpart on Friday.", "2022-10-21", "counterpart",
     "Sergei Shoigu"),
    ("Kaja Kallas met the Egyptian foreign minister, Badr Abdelatty, in Cairo.", "2025-03-23", "minister",
     "Badr Abdelatty"),
    ("Bush rang Putin on Sunday. The Russian said little. The president flew home.", "2003-06-01", "president",
     "George W. Bush"),
    ("Tschernomyrdin agreed to mediate.", "1998-08-30", "Tschernomyrdin", "Viktor Chernomyrdin"),
    ("Aoun promised an inquiry into the blast.", "2020-08-05", "Aoun", "Michel Aoun"),
    ("Macorn promised help; Emmanuel Macron spoke from Paris.", "2022-05-03", "Macorn", "Emmanuel Macron"),
    ("Robin Cook and his American counterpart spoke.", "1999-02-06", "counterpart", "Madeleine Albright"),
    ("Albares spoke with Baker about Panama.", "1990-01-05", "Baker", "James Baker"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "published", "stretch", "name"), ANSWERING)
def test_offices_that_answer_to_another(words: str, published: str, stretch: str, name: str) -> None:
    entity = meant(drafted(words, published), stretch)
    assert entity is not None
    assert entity.name == name


# a report's words, and whose the last body in it is
WHOSE = [
    (
        "A day after the Sudanese army left, Saudi Arabia called the talks useful. The army was silent.",
        "army was",
        "SDN",
    ),
    (
        "The Lebanese army moved. The Israeli military fired. Benjamin Netanyahu of Israel rang the army.",
        "army.",
        "ISR",
    ),
    ("Israel must withdraw its troops from southern Lebanon.", "troops", "ISR"),
    ("The prime minister urged Israel to pull back its forces.", "forces", "ISR"),
    ("The army called up reservists; Israel had never seen such a day.", "army", "ISR"),
]


@pytest.mark.parametrize(("words", "stretch", "country"), WHOSE)
def test_whose_body(words: str, stretch: str, country: str) -> None:
    entity = meant(
        drafted(words), stretch.split(" ", maxsplit=1)[0].rstrip("."), words.count("army", 0, words.index(stretch))
    )
    assert entity is not None
    assert entity.country == country


# a private person's words, his country and his sectors
AT_HOME = [
    ("Osman Yildirgan, a baker in Antakya, lost his shop.", "Yildirgan", "TUR", ("CVL",)),
    ("Dale Munthers, a teacher from Texas, lost his visa.", "Munthers", "USA", ("EDU",)),
    ("Captain Ibra Sarrkoy, a spokesman for the Malian army, denied it.", "Sarrkoy", "MLI", ("MIL",)),
]


@pytest.mark.parametrize(("words", "stretch", "country", "sectors"), AT_HOME)
def test_people_nobody_knows(words: str, stretch: str, country: str, sectors: tuple[str, ...]) -> None:
    entity = meant(drafted(words), stretch)
    assert entity is not None
    assert (entity.country, entity.sectors) == (country, sectors)


# whether "Georgia" and "Niger" are the states of that name
HOMONYMS = [
    ("Trump said that counties in Georgia had lost ballots.", "Georgia", False),
    ("Gunmen attacked a village in Niger state near Abuja.", "Niger", False),
    ("Georgia sent tanks to the border, Bush said.", "Georgia", True),
    ("Trump will send a senator to Tbilisi before the vote in Georgia.", "Georgia", True),
    ("Soldiers seized power in Niger.", "Niger", True),
]


@pytest.mark.parametrize(("words", "stretch", "state"), HOMONYMS)
def test_parts_of_states_are_not_states_of_that_name(words: str, stretch: str, state: bool) -> None:
    names = {c.key for c in drafted(words).candidates if c.key in ("state/GEO", "state/NER") and c.kind == "state"}
    assert bool(names) == state


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


# words of a report, its date, a stretch of it (the last word decides), and the entity's name expected there
BY_DATE = [
    ("Straw and Powell sat side by side at the Council table.", "2003-02-05", "Straw", "Jack Straw"),
    ("Cameron resigned after the referendum and the pound fell.", "2016-07-01", "Cameron", "David Cameron"),
    ("May expelled 23 Russian diplomats and told parliament that Moscow was to blame.", "2018-03-14", "May", "Theresa May"),
    ("Carter crossed the line at Panmunjom to meet Kim Il Sung.", "1994-06-17", "Carter", "Jimmy Carter"),
    ("Trump and Kim shook hands in Singapore.", "2018-06-12", "Kim", "Kim Jong Un"),
    ("Timoschenko signed the gas contract with Putin in Moscow.", "2009-01-19", "Timoschenko", "Yulia Tymoshenko"),
    ("The Hungarian premier shut the border.", "2020-01-01", "premier", "Viktor Orbán"),
    ("Russia's leader did not attend.", "2020-01-01", "leader", "Vladimir Putin"),
    ("The Indian leader flew to Tokyo.", "2020-01-01", "leader", "Narendra Modi"),
    ("Both sides ignored the UN chief.", "2021-01-01", "chief", "António Guterres"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "published", "stretch", "name"), BY_DATE)
def test_offices_on_the_day_tell_who_is_meant(words: str, published: str, stretch: str, name: str) -> None:
    found = meant(drafted(words, published), stretch)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("words", "stretch", "name"),
    [
        ("The Saudi-led coalition struck Sanaa on Friday.", "Saudi", "Saudi Arabia"),
        ("The Sino-Indian border stayed closed for the winter.", "Sino", "China"),
        ("The Franco-German plan was rejected by the ministers.", "Franco", "France"),
        ("New UN-backed talks opened in Geneva on Monday.", "UN", "United Nations"),
    ],
)
def test_first_parts_of_compounds_are_mentions(words: str, stretch: str, name: str) -> None:
    draft = drafted(words)
    at = words.index(stretch)
    assert name in {e.name for e in draft.entities for m in e.mentions if m.span == Span(at, at + len(stretch))}


def test_a_namesake_of_a_state_is_the_person() -> None:
    draft = drafted("Jim Jordan, the congressman, asked for the records. Jordan said the committee would not wait.")
    found = meant(draft, "Jordan", 1)
    assert found is not None
    assert found.name == "Jim Jordan"


def test_a_state_with_a_namesake_stays_a_state() -> None:
    draft = drafted("Michael Jordan met Jordanian officials. Then Jordan ordered the border closed.")
    found = meant(draft, "Jordan ordered"[:6], 2)
    assert found is not None
    assert found.kind == "state"


@pytest.mark.parametrize(
    "words", ["May the talks succeed.", "A straw poll was taken in the party.", "Brown coal is still burnt in Germany."]
)
def test_common_words_are_nobody(words: str) -> None:
    assert not [e for e in drafted(words, "2018-03-14").entities if e.kind == "person"]


def test_a_rebel_is_of_the_country_whose_army_he_speaks_of() -> None:
    found = meant(
        drafted("Separatist commander Tesfaye Lemma said Ethiopian soldiers had fled.", "2020-01-01"), "Lemma"
    )
    assert found is not None
    assert found.country == "ETH"


@pytest.mark.parametrize(
    ("words", "pronoun", "name"),
    [
        ("Volodymyr Zelensky welcomed Ursula von der Leyen in Kyiv. She brought aid.", "She", "Ursula von der Leyen"),
        ("Scott Morrison thanked Jacinda Ardern and told her the inquiry would go on.", "her", "Jacinda Ardern"),
        ("Angela Merkel met Viktor Orban in Berlin. He warned of a veto.", "He", "Viktor Orban"),
    ],
)
def test_first_names_tell_he_from_she(words: str, pronoun: str, name: str) -> None:
    found = meant(drafted(words), pronoun)
    assert found is not None
    assert found.name == name


def test_a_surname_that_is_a_word_may_be_an_object() -> None:
    found = meant(drafted("Reynolds met Major at Downing Street and spoke of peace.", "1993-12-15"), "Major")
    assert found is not None
    assert found.name == "John Major"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("French journalists", "FRAMED"),
        ("French doctors", "FRAHLH"),
        ("French protesters", "FRAOPP"),
        ("French tourists", "FRACVL"),
        ("French farmers", "FRAAGR"),
        ("French officials", "FRAGOV"),
    ],
)
def test_codes_of_actors_are_cameos_where_plover_renamed_a_sector(words: str, code: str) -> None:
    draft = draft_of(document(f"{words} met the Kenyan president."))
    assert code in [e.code for e in draft.entities]
