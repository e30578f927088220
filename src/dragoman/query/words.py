"""The language of full-text searches, the same on both databases.

ceasefire Gaza          both words, in any form ("ceasefires")
"prisoner swap"         these words in this order
nuclear -energy         the first and not the second; also: nuclear NOT energy
Iran OR Iraq            one of them; binds less tightly than putting words side by side
(Iran OR Iraq) sanc*    brackets; * for any ending
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, literal, literal_column
from sqlalchemy.dialects.postgresql import TSQUERY

from dragoman.archive.packing import storable
from dragoman.errors import BadQuestion

_TOKEN = re.compile(r'\s*(?:(-?)"([^"]*)"?|([()]|-(?=\())|(-?)([^\s()"]+))')
_MOST, _DEEPEST = 64, 20  # words of a question, brackets in each other
_CONFIGURATION: ColumnElement[Any] = literal_column("'dragoman'::regconfig")


class Words(NamedTuple):
    """Words that must follow each other; a single one may stand for all that begin like it."""

    text: str
    begins: bool = False


class Both(NamedTuple):
    """All of `parts`, and none of `without`."""

    parts: tuple[Query, ...]
    without: tuple[Query, ...] = ()


class Either(NamedTuple):
    """One of `parts` at least."""

    parts: tuple[Query, ...]


Query = Words | Both | Either


def parsed(question: str) -> Query:
    """What a question asks for; BadQuestion where it asks for nothing, or only for what must not be there."""
    tokens = _tokens(question)
    if sum(isinstance(token, Words) for token in tokens) > _MOST or tokens.count("(") > _DEEPEST:
        raise BadQuestion(f"more than {_MOST} words or {_DEEPEST} brackets to look for")
    query = _either(tokens)
    while tokens:  # a bracket too many closes nothing
        tokens.pop(0)
        if tokens:
            query = Both((query, _either(tokens)))
    return query


def fts5(query: Query) -> str:
    """`query` for SQLite's FTS5: https://www.sqlite.org/fts5.html#full_text_query_syntax"""
    match query:
        case Words(text, begins):
            return f'"{text}"{"*" if begins else ""}'
        case Either(parts):
            return f"({' OR '.join(map(fts5, parts))})"
        case Both(parts, without):
            wanted = f"({' AND '.join(map(fts5, parts))})"
            return f"({wanted} NOT ({' OR '.join(map(fts5, without))}))" if without else wanted


def tsquery(query: Query) -> ColumnElement[Any]:
    """`query` for PostgreSQL."""
    match query:
        case Words(text, True):
            return func.to_tsquery(_CONFIGURATION, literal(f"'{text}':*"), type_=TSQUERY)
        case Words(text):
            return func.phraseto_tsquery(_CONFIGURATION, literal(text), type_=TSQUERY)
        case Either(parts):
            return _joined([tsquery(part) for part in parts], "||")
        case Both(parts, without):
            wanted = [tsquery(part) for part in parts]
            return _joined([*wanted, *(func.tsquery_not(tsquery(part), type_=TSQUERY) for part in without)], "&&")


def _joined(parts: list[ColumnElement[Any]], operator: str) -> ColumnElement[Any]:
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.op(operator, return_type=TSQUERY())(part)
    return whole


_Token = Words | str  # words, or one of ( ) - OR


def _tokens(question: str) -> list[_Token]:
    found: list[_Token] = []
    for match in _TOKEN.finditer(storable(question)):
        minus, phrase, bracket, dash, word = match.groups()
        if bracket:
            found.append(bracket)
        elif word in ("OR", "NOT", "AND"):
            found += {"OR": ["OR"], "NOT": ["-"], "AND": []}[word]
        else:
            begins = word is not None and word.endswith("*")
            text = _plain(phrase if word is None else word)
            found += ["-"] if minus or dash else []
            found += [Words(text, begins and " " not in text)] if text else []
    return found


def _plain(text: str) -> str:
    """Letters and digits with single blanks: nothing that either database reads as an operator."""
    return " ".join(re.findall(r"[^\W_]+", text))


def _either(tokens: list[_Token]) -> Query:
    parts = [_both(tokens)]
    while tokens and tokens[0] == "OR":
        tokens.pop(0)
        parts.append(_both(tokens))
    there = [part for part in parts if part is not None]
    if not there:
        raise BadQuestion("there is nothing to look for: name a word that must be there")
    return there[0] if len(there) == 1 else Either(tuple(there))


def _both(tokens: list[_Token]) -> Query | None:
    wanted: list[Query] = []
    unwanted: list[Query] = []
    side = wanted
    while tokens and tokens[0] not in ("OR", ")"):
        token = tokens.pop(0)
        if token == "-":
            side = unwanted
            continue
        part = _bracket(tokens) if token == "(" else token
        if isinstance(part, Words | Both | Either):
            side.append(part)
        side = wanted
    if not wanted:
        if unwanted:
            raise BadQuestion("there is nothing to look for: name a word that must be there")
        return None
    return wanted[0] if len(wanted) == 1 and not unwanted else Both(tuple(wanted), tuple(unwanted))


def _bracket(tokens: list[_Token]) -> Query | None:
    inner = None if tokens and tokens[0] == ")" else _either(tokens)
    if tokens and tokens[0] == ")":
        tokens.pop(0)
    return inner
