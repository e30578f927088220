import re

import pytest

import dragoman
from dragoman import knowledge
from dragoman.draft import Draft
from dragoman.ingest.text import document
from dragoman.stages.language import language

KNOWN = knowledge.load()


def found(text: str) -> Draft:
    return language(Draft(report=document(text)), KNOWN)


@pytest.mark.parametrize(("code", "words"), [(e.code, words) for e in KNOWN.languages.entries for words in e.examples])
def test_each_language_knows_its_own_words(code, words):
    draft = found(words)
    assert draft.report.language == code
    if code != "en":
        assert draft.reach == 0
        assert draft.problems[0].message == f"looks like {KNOWN.languages.name(code)}: not read, only English is"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "“”\"'",
        "TALKS FAIL",
        "Putin, Xi, Erdogan, Macron, Scholz, Modi, Lula",
        "Macron a dit",  # too few words to tell
        "The minister told reporters: “Nous ne sommes pas en guerre contre la Russie, et nous ne le serons pas.” "
        "He spoke after the meeting of the council in Paris on Monday, and his office confirmed the words.",
        "The treaty between Russia (Россия) and Iran (ایران) was signed in Moscow (Москва) on Friday.",
        "😀 " * 50,
        "3 4 5 6 7 8 9 " * 20,
    ],
)
def test_english_and_what_is_too_little_to_tell(text):
    draft = found(text)
    assert draft.report.language == "en"
    assert draft.reach is None
    assert draft.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "Umuyobozi mukuru yavuze ko inama izaba ejo saa kumi nimwe mugitondo " * 5,  # a language that is not listed
        "\u1200\u1208\u1210\u1218\u1220 " * 20,  # an alphabet that is not listed
    ],
)
def test_a_language_without_a_name_is_not_taken_for_english(text):
    draft = found(text)
    assert draft.report.language == "und"
    assert draft.problems[0].message == "not English: not read"


def test_nothing_of_another_language_is_read():
    from dragoman.pipeline import draft_of

    text = "Le président russe Vladimir Poutine a rencontré lundi à Moscou le ministre iranien des affaires étrangères."
    draft = draft_of(document(text))
    assert (draft.paragraphs, draft.entities, draft.events) == ((), (), ())
    assert re.fullmatch(r" *", draft.view)
    assert len(draft.view) == len(text)


def test_a_short_english_report_with_a_word_of_another_language_is_english() -> None:
    assert dragoman.read("Kuleba met Lavrov in Antalya without result.").report.language == "en"
    assert dragoman.read("Hans van den Broek and Ursula von der Leyen backed the plan.").report.language == "en"
    assert dragoman.read("Putin visita Teherán y se reúne con el líder supremo.").report.language == "es"
