"""Words that stand for someone once it is known who speaks: "I", "we", "our country", "the two sides"."""

import pytest

from dragoman.knowledge import load
from dragoman.pipeline import document, draft_of

# a report's words, a stretch of them, and all who are meant there
MEANT = [
    ('"We will not leave," the Ukrainian president, Volodymyr Zelenskiy, said in Kyiv.', "We", {"Ukraine"}),
    ('"I will not leave," the Ukrainian president, Volodymyr Zelenskiy, said in Kyiv.', "I", {"Volodymyr Zelenskiy"}),
    ('"Nobody asked us," said Hungarian Foreign Minister Peter Szijjarto.', "us", {"Hungary"}),
    ('"They are bombing our country," Lebanese Prime Minister Fuad Siniora said.', "our country", {"Lebanon"}),
    ('"We walked for days," said Faisal Qadoumi, a Syrian refugee.', "We", {"Faisal Qadoumi"}),
    ('"Let us wait," Russian Foreign Minister Sergei Lavrov said.', "us", set()),
    ("We have read the treaty. It is short.", "We", set()),
    ("Israel and Jordan signed a treaty. The two sides will open embassies.", "The two sides", {"Israel", "Jordan"}),
    ("Israel and Jordan signed a treaty. The two leaders will meet.", "The two leaders", set()),
    ("Joe Biden and Vladimir Putin met. The two leaders talked.", "The two leaders", {"Joe Biden", "Vladimir Putin"}),
    ("Angela Merkel and Joe Biden flew in. Vladimir Putin met them.", "them", {"Angela Merkel", "Joe Biden"}),
    ("Israel and Jordan signed a treaty. They will open embassies, Oman said.", "They", {"Israel", "Jordan"}),
    ("Joe Biden flew in. Emmanuel Macron showed his guest the docks.", "his guest", {"Joe Biden"}),
    ("Viktor Orban met Joe Biden. Emmanuel Macron showed his guest the docks.", "his guest", set()),
]


@pytest.mark.parametrize(("words", "stretch", "names"), MEANT)
def test_who_is_meant(words: str, stretch: str, names: set[str]) -> None:
    draft = draft_of(document(words))
    at = words.index(stretch)
    spans = {(m.span.start, m.span.end, e.name) for e in draft.entities for m in e.mentions}
    assert {name for start, end, name in spans if (start, end) == (at, at + len(stretch))} == names


def test_words_are_lemmas() -> None:
    standins = load().standins
    assert all(word.islower() for word in standins.homes | standins.sides | standins.people | standins.partners)
