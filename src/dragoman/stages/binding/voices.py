"""Whose voice a duty stands in: what somebody says that he will do, the reporter says, or another demands."""

from __future__ import annotations

from dragoman.draft import Draft
from dragoman.obligations import side_of
from dragoman.stages.parties import behind, is_actor, meant, speaker_at, statement_at
from dragoman.syntax import Syntax, Token


def says_of_itself(draft: Draft, token: Token, doer: Token) -> bool:
    """Whether the subject `doer` is the speaker, or the state he speaks for."""
    speaker = speaker_at(draft, token.start)
    if speaker is None:
        return False
    word = doer.text.lower()
    if word in ("we", "i"):
        return True
    own = draft.entity_at(doer.i)
    if word in ("it", "he", "she", "they") and draft.quoted(token.start):
        return False  # of others than himself
    if own is None and set(meant(draft, doer.i)) & {i.id for i in (speaker, behind(draft, speaker))}:
        return True  # "its delegates would attend", "the government would"
    if own is None:
        return word in ("it", "he", "she", "they") and not draft.quoted(token.start)
    unknown = speaker.country is None and not speaker.name.islower()  # an official by name, of what state is not told
    official = unknown and "GOV" in speaker.sectors and own.kind == "state"
    return official or side_of(own) == side_of(speaker)


def conditional(syntax: Syntax, token: Token) -> bool:
    """Whether the clause of auxiliary `token` hangs on a condition: "if its embassy was attacked"."""
    near = [c for v in (token, syntax.tokens[token.head]) for c in syntax.children(v.i, "advcl", "prep")]
    marks = [c.text.lower() for n in near for c in (n, *syntax.children(n.i, "mark"))]
    marks += [o.lemma for n in near for o in syntax.children(n.i, "pobj")]
    return any(m in ("if", "unless", "event", "case", "once") for m in marks)


def told_of(draft: Draft, token: Token, doer: Token) -> bool:
    """ "Poland will send tanks", in the reporter's own voice."""
    entity = draft.entity_at(doer.i)
    if doer.pos == "PRON":
        ids = meant(draft, doer.i) if doer.text.lower() in ("they", "it", "both", "neither") else ()
        kinds = {draft.entity[i].kind for i in ids}
        return bool(kinds & {"state", "group", "organization"}) and statement_at(draft, token.start) is None
    if entity is None:
        return is_actor(draft, doer.i) and statement_at(draft, token.start) is None
    statement = statement_at(draft, token.start)
    if statement is not None and (statement.speaker is not None or draft.quoted(token.start)):
        speaker = speaker_at(draft, token.start)
        stranger = speaker is not None and speaker.country is not None
        return conditional(draft.syntax, token) and not stranger and entity.kind != "person"
    business = bool({"BUS", "MNC"} & set(entity.sectors))
    return (entity.kind in ("state", "group", "organization") and not business) or "GOV" in entity.sectors


def demanded_by_another(draft: Draft, token: Token, doer: Token) -> bool:
    """ "Russia must withdraw," said by somebody who does not speak for Russia."""
    speaker = speaker_at(draft, token.start)
    asked = draft.entity_at(doer.i)
    if speaker is None or asked is None or asked.kind not in ("state", "group", "organization"):
        return False
    return side_of(asked) != side_of(speaker)
