"""Classes of mentions that wire reports hold: surnames after places, heads of bodies, callings, slips in two words."""

import pytest

from dragoman import read
from dragoman.model import Entity

# words of a report, its date, a stretch of it, and the name of whom it means
MEANT = [
    ("In Riyadh Kerry asked for a longer pause.", "2016-04-20", "Kerry", "John Kerry"),
    ("At the United Nations Powell spoke for an hour.", "2003-02-06", "Powell", "Colin Powell"),
    ("Emanuel Macaron thanked his voters.", "2022-04-24", "Emanuel Macaron", "Emmanuel Macron"),
    ("The governor of the Bank of England cut the rate.", "2016-08-04", "governor of the Bank of England", "Mark Carney"),
    ("The Mossad chief left Doha in the evening.", "2024-03-25", "Mossad chief", "David Barnea"),
    ("The UN aid chief asked for a corridor.", "2024-01-17", "UN aid chief", "Martin Griffiths"),
    ("The chancellor of the exchequer cut the duty.", "2013-03-20", "chancellor of the exchequer", "George Osborne"),
    ("Belgrad recalled its ambassador.", "2008-02-19", "Belgrad", "Serbia"),
    ("The Britsh minister flew home.", "2016-07-02", "Britsh", "United Kingdom"),
    ("Michel Temer made Henrique Meirelles his minister and gave him the banks as well.", "2016-05-12", "him",
     "Henrique Meirelles"),
    ("State radio reported the death of Raisi.", "2024-05-21", "Raisi", "Ebrahim Raisi"),
]  # fmt: skip


def found(words: str, published: str | None, stretch: str) -> Entity | None:
    """The entity whose mention covers most of `stretch`, if any does."""
    at, end = words.index(stretch), words.index(stretch) + len(stretch)
    shared = [
        (min(m.span.end, end) - max(m.span.start, at), e.name, e)
        for e in read(words, published=published).entities
        for m in e.mentions
    ]
    best = max(shared, key=lambda s: s[:2], default=None)
    return best[2] if best is not None and best[0] > 0 else None


@pytest.mark.parametrize(("words", "published", "stretch", "name"), MEANT)
def test_who_is_meant(words: str, published: str, stretch: str, name: str) -> None:
    entity = found(words, published, stretch)
    assert entity is not None
    assert entity.name == name


def test_a_chief_of_a_part_is_not_the_head_of_the_whole() -> None:
    chief = found("The UN logistics chief ordered more lorries.", "2003-03-17", "UN logistics chief")
    assert chief is None or chief.name != "Kofi Annan"


def test_an_office_lost_in_the_last_days_is_still_named() -> None:
    entity = found("State radio reported the death of Raisi.", "2024-05-21", "Raisi")
    assert entity is not None
    assert entity.role is not None
    assert entity.role.title == "President of Iran"


def test_who_led_before_is_a_former_president() -> None:
    entity = found("Carter spoke in Hanoi.", "1996-11-20", "Carter")
    assert entity is not None
    assert entity.role is not None
    assert entity.role.title == "Former President of the United States"


def test_an_undated_report_says_by_a_title_when_it_is() -> None:
    entity = found("Ghanaian Foreign Minister Shirley Ayorkor Botchwey spoke.", None, "Shirley Ayorkor Botchwey")
    assert entity is not None
    assert (entity.country, entity.sectors) == ("GHA", ("GOV",))


def test_two_unnamed_delegations_are_a_group() -> None:
    entity = found("At Evian both delegations stayed silent.", "1962-03-01", "both delegations")
    assert entity is not None
    assert entity.kind == "group"


def test_protesters_are_of_the_country_of_the_only_town() -> None:
    entity = found("Opposition supporters blocked the road to Kisumu.", "2007-12-31", "Opposition supporters")
    assert entity is not None
    assert (entity.kind, entity.country) == ("group", "KEN")


def test_callings_do_not_take_up_somebody_named() -> None:
    entities = read("Peter Brown spoke first. The plumber was silent.", published="2004-12-29").entities
    assert all(m.form == "name" for e in entities if e.name == "Peter Brown" for m in e.mentions)
