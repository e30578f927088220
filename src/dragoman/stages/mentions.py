"""Where the text may name someone: names of the lexicon, people with their titles, organs, misspelt names.

What is found here are candidates; stages/entities.py decides who they are.
"""

from __future__ import annotations

from typing import Literal

from dragoman.draft import Candidate, Draft
from dragoman.knowledge import Knowledge
from dragoman.knowledge.actor_entries import Title
from dragoman.knowledge.actors import Actors, Sense
from dragoman.knowledge.word_classes import NameWords
from dragoman.model import Form, Span
from dragoman.stages.naming.divisions import division_of
from dragoman.stages.naming.matching import Match, fold, leading_states, match_names
from dragoman.stages.naming.misspelling import misspelt_states
from dragoman.stages.naming.organs import DEFINITE, acts, find_organ, span_of, state_of
from dragoman.stages.naming.people import Person, find_people, in_office
from dragoman.stages.naming.phrases import Phrase, match_phrases
from dragoman.stages.naming.readings import capital_reading, country_reading
from dragoman.syntax import Name, Syntax, Token

_FORMS: dict[str, Form] = {
    "name": "name", "alias": "alias", "demonym": "demonym", "capital": "metonym", "seat": "metonym",
    "organ": "name", "surname": "name",
}  # fmt: skip
_COUNTERPART = "Counterpart"
_SURE = 0.7  # from which on the trained model's source is taken for somebody
_NO_SPEAKERS = frozenset(("DATE", "TIME", "GPE", "LOC", "NORP", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"))
_THERE = frozenset(("in", "on", "at", "near", "of", "from", "outside"))


def mentions(draft: Draft, knowledge: Knowledge) -> Draft:
    """Fill `draft.candidates`, in text order. Only titles lie inside or beside other candidates."""
    actors, words, syntax = knowledge.actors, knowledge.name_words, draft.syntax
    matches = match_names(syntax, actors, words.openings)
    slips = misspelt_states(syntax, actors, knowledge.gazetteer, matches)
    covered = {i for m in slips for i in range(m.first, m.last + 1)}
    matches = sorted([m for m in matches if m.first not in covered] + slips, key=lambda m: m.first)
    matches = [m for n, m in enumerate(matches) if not (n and _of_another(syntax, actors, matches[n - 1], m))]
    matches = [_elsewhere(syntax, m, matches[n + 1 : n + 2]) for n, m in enumerate(matches)]
    owners = [m for m in matches if not _only_person(m)]
    titles = match_phrases(syntax, actors.title_phrases, owners, words)
    people = find_people(draft, actors, words, matches, titles)
    names = {i for p in people for i in range(p.first, p.last + 1)}
    people += _namesakes(syntax, owners, people)
    names = {i for p in people for i in range(p.first, p.last + 1)}
    owners = [m for m in owners if not names.intersection(range(m.first, m.last + 1)) and not _part_of_name(syntax, m)]
    called = {i for t in titles for i in range(t.first, t.last + 1)}
    organs = match_phrases(syntax, actors.organ_phrases, owners, words)
    organs = [o for o in organs if o.last not in called]  # "the White House press secretary" is no press
    found = [_person(draft, p) for p in people]
    used = {i for p in people for i in range(*p.title_tokens)}
    speaking = knowledge.cues.reporting_verbs
    found += [c for t in titles if t.first not in used and (c := _office(draft, words, t, names, speaking))]
    whose = [o for o in organs if o.owner is not None]
    found += [c for o in organs if o.first not in names and (c := find_organ(draft, actors, o, owners, used, whose))]
    organic = {c.span for c in found}
    owners += leading_states(syntax, actors, owners)
    named = {s.key for m in owners for s in m.senses if s.how in ("name", "alias", "demonym")}
    found += [c for m in owners if m.span not in organic and (c := _named(draft, knowledge, m, named, matches))]
    found += _unknown_organizations(draft, found, names | used)
    found += _unknown_speakers(draft, found, names | used)
    found += _named_again(draft, found, names | used)
    found = [c for c in found if c.key or not _toponym(draft, knowledge, c)]
    return draft.having(candidates=tuple(sorted(set(found), key=lambda c: (c.span, c.kind))))


def _namesakes(syntax: Syntax, owners: list[Match], people: list[Person]) -> list[Person]:
    """ "Michael Jordan ... Jordan": a name that is a state's or capital's too, in a text that names the person in full
    and shows no other sign of the state."""
    full = {fold(syntax.tokens[p.last].text): p for p in people if p.last > p.first}
    named = {i for p in people for i in range(p.first, p.last + 1)}
    found = []
    for match in owners:
        word = fold(syntax.tokens[match.first].text)
        bearer = full.get(word) if match.first == match.last and match.first not in named else None
        if bearer is None or match.first < bearer.first:
            continue
        keys = {s.key for s in match.senses}
        other = (m for m in owners if m.first not in named and fold(syntax.tokens[m.first].text) != word)
        if not any(keys & {s.key for s in m.senses} for m in other):
            found.append(Person(match.first, match.last, None, None, (0, 0)))
    return found


def _of_another(syntax: Syntax, actors: Actors, owner: Match, body: Match) -> bool:
    """Whether `body`, known for one state's ("Senate"), is another's here: "Paraguay's Senate"."""
    kind, _, rest = body.senses[0].key.partition("/")
    words = " ".join(t.text.casefold() for t in syntax.tokens[body.first : body.last + 1])
    kind = "organ" if kind == "organization" and words in actors.organ_phrases else kind  # "the Philippine Red Cross"
    apostrophe = body.first == owner.last + 2 and syntax.tokens[owner.last + 1].tag == "POS"
    if kind != "organ" or not (apostrophe or (body.first == owner.last + 1 and owner.sense("demonym"))):
        return False
    state = state_of(owner)
    return state is not None and state != f"state/{rest.partition('/')[0]}"


def _elsewhere(syntax: Syntax, match: Match, after: list[Match]) -> Match:
    """ "The White House in Moscow": a seat of one state's name in another's capital is a seat of the other."""
    seat = match.sense("seat")
    town = after[0].sense("capital", "name") if after else None
    if seat is None or town is None or not (seat.key.startswith("state/") and town.key.startswith("state/")):
        return match
    inside = after[0].first == match.last + 2 and syntax.tokens[match.last + 1].text == "in"
    return match._replace(senses=(Sense(town.key, "seat"),)) if inside and town.key != seat.key else match


def _only_person(match: Match) -> bool:
    return all(s.key.startswith("person/") for s in match.senses)


def _part_of_name(syntax: Syntax, match: Match) -> bool:
    """ "Bank of China", "Washington Post": a state's name inside an organisation's, save as its owner or adjective."""
    if not match.senses[0].key.startswith("state/"):
        return False
    for name in syntax.names:
        if (
            name.label in ("ORG", "FAC", "WORK_OF_ART", "PRODUCT")
            and name.first <= match.first
            and match.last <= name.last
        ):
            if match.last == name.last:
                return any(syntax.tokens[i].dep in ("prep", "compound") for i in range(name.first, match.first))
            owns = syntax.tokens[match.last + 1].tag == "POS" or match.sense("demonym") is not None
            return (
                not owns
                and match.first == name.first
                and syntax.tokens[match.last + 1].tag == "NNP"
                and match.sense("capital") is not None
            )
    return False


def _toponym(draft: Draft, knowledge: Knowledge, candidate: Candidate) -> bool:
    """ "Lake Malawi", "Khan Younis": what only the parser takes for a person or body, and the gazetteer for a place."""
    words, gazetteer = draft.text(candidate.span), knowledge.gazetteer
    if candidate.kind == "person" and in_office(knowledge.actors, words, draft.report.published):
        return False  # "the letter from Baker"
    if candidate.title is not None or candidate.form == "title":
        return False
    if gazetteer.region(words) or " " in words:
        return gazetteer.region(words) or bool(gazetteer.find(words))
    head = draft.syntax.head_of(candidate.span)
    above = draft.syntax.tokens[head.head] if head is not None else None
    visited = above is not None and head is not None and head.dep == "dobj"
    visited = visited and above is not None and above.lemma in knowledge.reading_words.visited
    there = visited or (head is not None and above is not None and head.dep == "pobj" and above.lemma in _THERE)
    return there and bool(gazetteer.find(words))


def _person(draft: Draft, person: Person) -> Candidate:
    syntax = draft.syntax
    span = Span(syntax.tokens[person.first].start, syntax.tokens[person.last].end)
    return Candidate(span, "name", "person", person.key, title=person.title)


def _office(
    draft: Draft, words: NameWords, title: Phrase[Title], names: set[int], speaking: frozenset[str]
) -> Candidate | None:
    """An office without its holder's name: "the Iranian president", "the minister", "US officials"; one that nothing
    is known of ("a diplomat said") only where it speaks."""
    syntax = draft.syntax
    head = syntax.head_of(span_of(syntax, title.first, title.last)) or syntax.tokens[title.last]
    if (
        title.last + 1 in names
        or head.dep in ("compound", "amod", "nmod")
        or (head.dep == "appos" and head.head in names)
    ):
        return None
    below = syntax.children(head.i, "det", "poss")
    definite = any(t.lemma in DEFINITE or t.i in names or (t.dep == "poss" and t.tag == "NNP") for t in below)
    several = head.tag == "NNS" and any(t.text.lower() in words.regional for t in syntax.children(head.i, "amod"))
    several = several or (head.tag == "NNS" and acts(syntax, head))
    if not definite and title.owner is None and not several and not _speaks(syntax, head, speaking):
        return None
    if title.owner is None and title.entry.title == _COUNTERPART and not definite:
        return None  # "colleagues said"
    first = min(title.first, title.owner.first) if title.owner else title.first
    last = max(title.last, title.owner.last) if title.owner else title.last
    if title.owner is not None and title.owner.first > title.last and not definite:
        first = title.first
    return Candidate(Span(syntax.tokens[first].start, syntax.tokens[last].end), "title", "person",
                     title.owner.senses[0].key if title.owner else None,
                     title=span_of(syntax, title.first, title.last))  # fmt: skip


def _speaks(syntax: Syntax, head: Token, speaking: frozenset[str]) -> bool:
    above = syntax.tokens[head.head]
    according = above.text.lower() == "to" and syntax.tokens[above.head].text.lower() == "according"
    return according or (head.dep == "nsubj" and above.lemma in speaking and above.pos == "VERB")


def _named(draft: Draft, knowledge: Knowledge, match: Match, named: set[str], matches: list[Match]) -> Candidate | None:
    """A state, organisation or group by name, demonym or metonym; a capital read as a town is a place."""
    syntax, words = draft.syntax, knowledge.reading_words
    sense = next(s for s in match.senses if not s.key.startswith("person/"))
    kind = sense.key.split("/", 1)[0]
    head = syntax.head_of(match.span) or syntax.tokens[match.first]
    if kind == "organ":
        return Candidate(match.span, "name", "organization", sense.key, misspelt=match.misspelt)
    if kind == "organization":
        return Candidate(match.span, _FORMS[sense.how], "organization", sense.key, misspelt=match.misspelt)
    if kind == "group":
        return Candidate(match.span, _FORMS[sense.how], "group", sense.key, misspelt=match.misspelt)
    if sense.how == "demonym":
        return Candidate(match.span, "demonym", "state", sense.key, "demonym", misspelt=match.misspelt)
    if sense.how in ("capital", "seat"):
        reading = capital_reading(syntax, head, words)
        body = next((s for s in match.senses if s.how == "seat" and s.key.startswith("organization/")), None)
        if body is not None and reading == "government" and sense.key not in named:
            return Candidate(match.span, "metonym", "organization", body.key, misspelt=match.misspelt)
        return Candidate(match.span, "metonym", "place" if reading == "place" else "state", sense.key, reading,
                         misspelt=match.misspelt)  # fmt: skip
    reading = country_reading(syntax, head, words)
    whole = division_of(syntax, knowledge, match, matches, alone=reading == "place")
    if whole is not None:
        return Candidate(match.span, "metonym", "place", f"state/{whole}", "place")
    return Candidate(match.span, _FORMS[sense.how], "state", sense.key, reading, misspelt=match.misspelt)


def _unknown_organizations(draft: Draft, found: list[Candidate], names: set[int]) -> list[Candidate]:
    """Organisations that only the parser knows."""
    taken = {t.i for c in found for t in draft.syntax.tokens_in(c.span)} | names
    return [
        Candidate(Span(draft.syntax.tokens[n.first].start, draft.syntax.tokens[n.last].end), "name", "organization")
        for n in draft.syntax.names
        if n.label == "ORG" and not taken.intersection(range(n.first, n.last + 1))
        and _organizationlike(draft.syntax, n)
    ]  # fmt: skip


def _unknown_speakers(draft: Draft, found: list[Candidate], names: set[int]) -> list[Candidate]:
    """Names that nobody knows, but that speak: "Unite argues", "New York magazine reported". Whoever the trained model
    takes for a source is somebody; a person where the parser says so."""
    syntax = draft.syntax
    taken = {t.i for c in found for t in syntax.tokens_in(c.span)} | names
    speakers = []
    for tagged in draft.tagged or ():
        for run in tagged.source if tagged.sure >= _SURE else ():
            name = _leading_name(syntax, run)
            labels = {syntax.label_of.get(i) for i in name}
            if name and taken.isdisjoint(name) and labels.isdisjoint(_NO_SPEAKERS):
                taken.update(name)
                kind: Literal["person", "organization"] = "person" if "PERSON" in labels else "organization"
                speakers.append(Candidate(span_of(syntax, name.start, name.stop - 1), "name", kind))
    return speakers


def _named_again(draft: Draft, found: list[Candidate], names: set[int]) -> list[Candidate]:
    """Further places where an organisation that only this text names is named, in one word and a capital."""
    tokens = draft.syntax.tokens
    taken = {t.i for c in found for t in draft.syntax.tokens_in(c.span)} | names
    known = {draft.text(c.span) for c in found if c.kind == "organization" and c.key is None}
    again = (t for t in tokens if t.text in known and t.tag.startswith("NNP") and t.i not in taken)
    return [Candidate(t.span, "name", "organization") for t in again]


def _leading_name(syntax: Syntax, source: range) -> range:
    """The first stretch of name words in a source, if the words before it are no more than an article."""
    start = next((i for i in source if syntax.tokens[i].tag.startswith("NNP")), source.stop)
    if any(syntax.tokens[i].tag not in ("DT", "JJ", "_SP") for i in range(source.start, start)):
        return range(0)
    stop = start
    while stop < source.stop and (syntax.tokens[stop].tag.startswith("NNP") or syntax.tokens[stop].text in "&-"):
        stop += 1
    return range(start, stop)


def _organizationlike(syntax: Syntax, name: Name) -> bool:
    """Several words, an acronym, or a lone word that acts: the parser calls many lone words organisations."""
    last = syntax.tokens[name.last]
    if not last.text[0].isalpha():
        return False
    words = [t for t in syntax.tokens[name.first : name.last + 1] if t.pos != "DET"]
    acronym = len(words) == 1 and words[0].text.isupper() and len(words[0].text) >= 2
    return len(words) > 1 or acronym or last.dep in ("nsubj", "nsubjpass", "poss")
