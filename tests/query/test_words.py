import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql

from dragoman.errors import BadQuestion
from dragoman.query.words import fts5, parsed, tsquery


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("ceasefire", '"ceasefire"'), ("ceasefire Gaza", '("ceasefire" AND "Gaza")'), ("a AND b", '("a" AND "b")'),
        ('"prisoner swap"', '"prisoner swap"'), ("sanc*", '"sanc"*'), ("Iran OR Iraq", '("Iran" OR "Iraq")'),
        ("nuclear -energy", '(("nuclear") NOT ("energy"))'), ("nuclear NOT energy", '(("nuclear") NOT ("energy"))'),
        ('talks -"prisoner swap" -gas', '(("talks") NOT ("prisoner swap" OR "gas"))'),
        ("a b OR c", '(("a" AND "b") OR "c")'), ("(a OR b) c", '(("a" OR "b") AND "c")'),
        ("a -(b OR c)", '(("a") NOT (("b" OR "c")))'), ("de-escalate", '"de escalate"'), ("U.S.", '"U S"'),
        ("Iran's", '"Iran s"'), ('"unclosed words', '"unclosed words"'), ("(a b", '("a" AND "b")'), ("a) b", '("a" AND "b")'),
        ("a OR", '"a"'), ("OR a", '"a"'), ("a OR OR b", '("a" OR "b")'), ("and or not", '("and" AND "or" AND "not")'),
        ('a" OR 1=1; DROP TABLE report; --', None), ("NEAR(a b)", '("NEAR" AND ("a" AND "b"))'), ("title:x", '"title x"'),
        ("()", BadQuestion), ("", BadQuestion), ("-a", BadQuestion), ("NOT a", BadQuestion), ("* \" - ( )", BadQuestion),
        ("a OR -b", BadQuestion), ("...", BadQuestion), ("a " * 65, BadQuestion),
    ],
)  # fmt: skip
def test_what_a_question_means(question: str, said: object) -> None:
    if said is BadQuestion:
        with pytest.raises(BadQuestion, match=r"nothing to look for|more than 64"):
            parsed(question)
    else:
        query = parsed(question)
        str(tsquery(query).compile(dialect=postgresql.dialect()))
        assert said in (None, fts5(query))


@given(st.text(alphabet=st.sampled_from('ab"*-() ORNT:\0\ud800é中^{}+'), max_size=40))
def test_no_question_breaks_the_parser(question: str) -> None:
    try:
        query = parsed(question)
    except BadQuestion:
        return
    assert fts5(query).count('"') % 2 == 0


def test_deep_brackets() -> None:
    with pytest.raises(BadQuestion):
        parsed("(" * 5000 + "a")
