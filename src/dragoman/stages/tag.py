"""Attributions as the trained model sees them: which words are source, cue and content, and which belong together."""

from __future__ import annotations

from dragoman import tagger
from dragoman.draft import Draft
from dragoman.errors import ModelMissing
from dragoman.knowledge import Knowledge
from dragoman.model import Problem


def tag(draft: Draft, knowledge: Knowledge) -> Draft:
    """Fill `draft.tagged`; left empty where the model may not or cannot run, which is said in a problem."""
    if not draft.model or not draft.syntax.tokens:
        return draft
    try:
        model = tagger.load()
    except ModelMissing as error:
        lost = f"the trained model did not run, so who said what is read by rules alone and less of it found: {error}"
        return draft.having(problems=(*draft.problems, Problem(stage="tag", message=lost)))
    pieces = tagger.pieces_of(draft, model.tokenizer, model.labels)
    inside = (draft.syntax.tokens_in(paragraph) for paragraph in draft.paragraphs)
    openings = frozenset(tokens[0].i for tokens in inside if tokens)
    return draft.having(tagged=tuple(tagger.linked(tagger.scores(pieces, model.encode, model.heads), openings)))
