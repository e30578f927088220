"""BRAT: annotations keep the rules of https://brat.nlplab.org/standoff.html, over a text of which all offsets hold."""

import io
import re
import tarfile

import pytest

from dragoman.export.brat import MASK, brat
from dragoman.export.manner import Manner

BOUND = re.compile(r"(T\d+)\t(\w[\w-]*) (\d+ \d+(?:;\d+ \d+)*)\t(.+)")
OTHERS = (
    re.compile(r"E\d+\t[\w-]+:(T\d+)((?: \w+:T\d+)*)"),
    re.compile(r"A\d+\t\w+ (E\d+)()"),
    re.compile(r"R\d+\t\w+ Arg1:(T\d+) Arg2:(T\d+)"),
)


def files(record, words):
    with tarfile.open(fileobj=io.BytesIO(b"".join(brat([record], Manner(words))))) as tar:
        return {name: tar.extractfile(name).read().decode() for name in tar.getnames()}


@pytest.mark.parametrize("words", ["quotations", "none", "all"])
@pytest.mark.parametrize("which", ["record", "hostile"])
def test_it_keeps_the_rules(request, which, words):
    record = request.getfixturevalue(which)
    text, lines = files(record, words).values()
    assert len(text) == len(record.report.text)
    known: set[str] = set()
    for line in lines.splitlines():
        if bound := BOUND.fullmatch(line):
            key, _, where, shown = bound.groups()
            parts = [tuple(map(int, part.split())) for part in where.split(";")]
            assert shown == " ".join(text[start:end] for start, end in parts)
            assert all("\n" not in text[start:end] for start, end in parts)
            known.add(key)
        else:
            (found,) = [match for match in (rule.fullmatch(line) for rule in OTHERS) if match]
            assert set(re.findall(r"T\d+|(?<= )E\d+$", " ".join(found.groups()))) <= known | set(
                re.findall(r"^E\d+", lines, re.MULTILINE)
            )


def test_only_quotations_and_names_can_be_read(record):
    text, _ = files(record, "quotations").values()
    assert {a for a, b in zip(text, record.report.text, strict=True) if a != b} == {MASK}
    assert "Ilham Aliyev" in text
    assert "a day after" not in text
    assert set(files(record, "none")["r.txt"]) <= {MASK, " ", "\n"}
    assert files(record, "all")["r.txt"] == record.report.text


def test_events_have_their_parts(record):
    lines = files(record, "all")["r.ann"].splitlines()
    assert [line.split("\t")[1].split()[1].split(":")[0] for line in lines if line.startswith("E1\t")] == ["Actor"]
    assert any("Actor2:" in line for line in lines)
    assert any(line.split("\t")[1] == "Negated E3" for line in lines if line.startswith("A"))
    assert any("SaidBy" in line for line in lines)
