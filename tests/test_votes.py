import pytest

from dragoman import knowledge
from dragoman.ingest.text import document
from dragoman.model import Span
from dragoman.relating import grounds
from dragoman.votes import COUNT, TYPES, features


def votes(marked):
    text, spans = marked, []
    for _ in range(2):
        start = text.index("[")
        end = text.index("]") - 1
        spans.append(Span(start, end))
        text = text.replace("[", "", 1).replace("]", "", 1)
    return text, spans


CASES = [
    # the first mention in brackets acts, the second undergoes
    ("[Peru] expelled two diplomats of [Chile] on Friday.", "SANCTION", 0),
    ("[The general] was arrested by [the police] on Friday.", "COERCE", 1),
    ("[Peru] and [Chile] held talks on Friday.", "CONSULT", 0),
    ("[Peru] expelled two diplomats, and [a bank] closed.", "SANCTION", 2),
]


@pytest.mark.parametrize(("marked", "type", "fit"), CASES)
def test_how_an_act_relates_two_mentions(marked, type, fit):
    text, (first, second) = votes(marked)
    found = grounds(document(text), first, second, knowledge.load()).votes
    assert (found[0].reading.type, found[0].fit) == (type, fit)


def test_features_show_type_fit_status_and_negation():
    text, (first, second) = votes("[Peru] did not attack [Chile].")
    found = grounds(document(text), first, second, knowledge.load()).votes
    values = features(found)
    assert values.shape == (COUNT,)
    assert values[-1] == 1
    assert values[TYPES.index(found[0].reading.type)] == 1
    assert not features([]).any()
