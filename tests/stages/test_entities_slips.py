"""Who is meant where a name is misspelt, or a title is all there is: whose spokesman, whose adviser, which ambassador."""

import pytest

from dragoman.draft import Draft
from dragoman.knowledge import load
from dragoman.model import Entity, Mention, Span
from dragoman.pipeline import document
from dragoman.stages.entities import entities
from dragoman.stages.mentions import mentions
from dragoman.stages.parse import parse
from dragoman.stages.segment import segment


def meant(words: str, stretch: str, published: str | None) -> tuple[Entity | None, Mention | None]:
    draft = Draft(report=document(words, published=published))
    for stage in (segment, parse, mentions, entities):
        draft = stage(draft, load())
    at = words.index(stretch)
    entity = draft.entity_at(draft.syntax.tokens_in(Span(at, at + len(stretch)))[-1].i)
    found = (m for m in entity.mentions if m.span.end > at and m.span.start < at + len(stretch)) if entity else None
    return entity, next(found) if found else None


SLIPS = [
    ("Spian and Portugal signed the treaty in Lisbon.", "Spian", None),  # five letters may be another name
    ("Belgim and France sent observers to the border.", "Belgim", "Belgium"),
    (
        "The World Helth Organization declared the outbreak over.",
        "World Helth Organization",
        "World Health Organization",
    ),
    ("The Arab Leauge met in Cairo on Monday.", "Arab Leauge", "Arab League"),
    ("Iran's Revolutionary Gaurds boarded the tanker.", "Gaurds", "Islamic Revolutionary Guard Corps"),
    ("The Isreali government rejected the offer.", "Isreali", "Israel"),
    ("Emmanuel Macrone flew to Kyiv.", "Macrone", "Emmanuel Macron"),
    ("Dimitri Peskow, the Kremlin spokesman, denied the report.", "Peskow", "Dmitry Peskov"),
]


@pytest.mark.parametrize(("words", "stretch", "name"), SLIPS)
def test_slips_of_the_pen(words: str, stretch: str, name: str | None) -> None:
    entity, mention = meant(words, stretch, "2019-06-01")
    if name is None:
        assert mention is None or not mention.misspelt
    else:
        assert entity is not None
        assert mention is not None
        assert (entity.name, mention.misspelt) == (name, True)


@pytest.mark.parametrize(
    "words",
    [
        "British Columbia sent a delegation to Ottawa.",  # no slip for Colombia
        "The Supreme Courts of both states agreed.",
        "Georgi Markov arrived in Sofia.",
    ],
)
def test_other_names_are_no_slips(words: str) -> None:
    draft = Draft(report=document(words))
    for stage in (segment, parse, mentions, entities):
        draft = stage(draft, load())
    assert not [m for e in draft.entities for m in e.mentions if m.misspelt]


TITLES = [
    ("Biden's national security adviser spoke in Riyadh.", "adviser", "2023-06-01", "Jake Sullivan"),
    ("The Iranian Foreign Ministry spokesman gave no date.", "spokesman", "2022-11-01", "Nasser Kanaani"),
    ("Tanks rolled into the suburb. Trump blamed President Obama and praised Russia.", "Obama", None, "Barack Obama"),
    ("Merkel and Singh opened the trade fair in Hanover.", "Singh", "2006-04-23", "Manmohan Singh"),
    ("The UN's refugee agency asked for tents.", "refugee agency", None, "UNHCR"),
    ("The warrant names a man called Israel Ortega, who left Lima in May.", "Ortega", None, "Israel Ortega"),
    ("The pope blessed the crowd in Krakow.", "pope", "2016-07-30", "Francis"),
    ("Milei flew to Rome on Monday.", "Milei", "2024-02-12", "Javier Milei"),
    ("Rice cast the vote in New York.", "Rice", "2011-03-17", "Susan Rice"),
    ("Aziz signed in Baghdad.", "Aziz", "1998-02-23", "Tariq Aziz"),
    ("The USSR sent no soldiers.", "USSR", "1991-01-15", "Soviet Union"),
    ("Aid workers were leaving the camps.", "workers", None, "Aid workers"),
    ("In the Rose Garden Juncker promised to buy gas.", "Juncker", "2018-07-25", "Jean-Claude Juncker"),
    ("Eltsin slept on the train.", "Eltsin", "1996-05-02", "Boris Yeltsin"),
    ("Timoshenko spoke for an hour.", "Timoshenko", "2009-05-02", "Yulia Tymoshenko"),
    ("Ratko Mladich wrote from his cell.", "Mladich", "2012-05-02", "Ratko Mladić"),
    ("Alexander Turchinov, the acting president, called up men.", "Turchinov", "2014-03-20", "Oleksandr Turchynov"),
    ("The cabinet of Mirek Topolanak fell.", "Topolanak", "2009-03-25", "Mirek Topolánek"),
    ("The trawlers are ruining the fishermen, Balladur told envoys.", "Balladur", "1993-11-09", "Edouard Balladur"),
    ("They dug out Huda Assad, a pharmacist.", "Assad", "2023-02-08", "Huda Assad"),
    ("Japan and China argued over the plane that Bejing had sent.", "Bejing", None, "China"),
    ("A commander of the rebels in the hills, Tahir Beka, shrugged.", "Beka", None, "Tahir Beka"),
    ("Hariri was buried beside the mosque in Beirut.", "Hariri", "2005-02-16", "Rafik Hariri"),
    ("Jordan closed its airspace at midnight.", "Jordan", "2024-04-13", "Jordan"),
    ("The Russian president flew to Munich.", "president", "2007-02-09", "Vladimir Putin"),
    ("Robert Gates, a shepherd from Wales, lost his flock.", "Gates", "2011-02-01", "Robert Gates"),
    ("General Asim Munir flew to Riyadh. The army chief will stay.", "chief", "2024-03-20", "Asim Munir"),
    ("Iyad Allawi spoke at noon. The interim prime minister left.", "minister", "2004-11-03", "Iyad Allawi"),
    ("Joachim Gauck opened the hall; the chancellor stayed away.", "chancellor", "2015-09-28", "Angela Merkel"),
    ("The Malian president resigned.", "president", "2020-08-19", "Ibrahim Boubacar Keïta"),
    ("Le Drian wrote to his German counterpart.", "counterpart", "2016-06-19", "Ursula von der Leyen"),
    ("The top American diplomat went on to Amman.", "diplomat", "2024-01-08", "Antony Blinken"),
    ("The Mossad's David Barnea left Doha. The spy chief was silent.", "spy", "2024-05-05", "David Barnea"),
    ("Norway said it will accept Chad's offer.", "it", None, "Norway"),
    ("Oman fired a rocket. It gave no warning, a guard said.", "It", None, "Oman"),
    ('"India has shown its face," a judge told Pakistan.', "its", None, "India"),
    ("Morocco will send envoys, and Spain will recognise its claim to the islands.", "its", None, "Morocco"),
    ("Hezbollah held the hill. The rebels dug in.", "rebels", "2006-08-01", "Hezbollah"),
    ("Paraguay's Senate impeached the president.", "Senate", "2012-06-22", "Parliament of Paraguay"),
    ("Peru closed the border. Its ministers met at night.", "Its", None, "Peru"),
    ("Rita Almeda waved from the stage. The candidate said she would win.", "candidate", "2013-06-10", "Rita Almeda"),
]


@pytest.mark.parametrize(("words", "stretch", "published", "name"), TITLES)
def test_who_is_called_so(words: str, stretch: str, published: str | None, name: str) -> None:
    entity, _ = meant(words, stretch, published)
    assert entity is not None
    assert entity.name == name


def test_an_ambassador_named_later_is_of_the_state_said_before() -> None:
    words = "A gunman shot the Peruvian ambassador in Ankara. Ambassador Tomas Quiroz was taken to a Turkish hospital."
    entity, _ = meant(words, "Quiroz", None)
    assert entity is not None
    assert entity.country == "PER"


def test_an_office_held_once_is_former() -> None:
    entity, _ = meant("The former French president Jacques Chirac was fined.", "Chirac", "2011-12-15")
    assert entity is not None
    assert entity.role is not None
    assert entity.role.title == "Former President of France"


def test_a_namesake_with_a_calling_and_a_home_is_somebody_else() -> None:
    entity, _ = meant("Tony Blair, a welder from Gdansk, lost his house in the flood.", "Blair", "2001-07-20")
    assert entity is not None
    assert (entity.lexicon, entity.country) == (None, "POL")


def test_a_home_in_an_apposition_is_the_country() -> None:
    words = "Senator Paul Whitaker, a Democrat from Texas, will vote against the sale to Riyadh."
    entity, _ = meant(words, "Whitaker", None)
    assert entity is not None
    assert entity.country == "USA"


def test_a_loose_word_for_a_leader_gives_his_office() -> None:
    entity, _ = meant("Cuban leader Raul Castro received the pope.", "Castro", "2015-09-19")
    assert entity is not None
    assert entity.role is not None
    assert entity.role.title == "President of Cuba"


HOMES = [
    ("Retired judge Amadou Kanta, who heads the inquiry in Bamako, left.", "Kanta", "MLI"),
    ("Tom Reyes, a crane driver, dug all night in Mexico City.", "Reyes", "MEX"),
    ("Ola Vikse of Norway's Directorate of Fisheries gave no figures.", "Vikse", "NOR"),
    ("A tourist, Tom Reyes, dug all night in Mexico City.", "Reyes", None),
]


@pytest.mark.parametrize(("words", "stretch", "country"), HOMES)
def test_where_somebody_unknown_is_at_home(words: str, stretch: str, country: str | None) -> None:
    entity, _ = meant(words, stretch, None)
    assert entity is not None
    assert entity.country == country
