"""A short report and the record made of it by hand, so that exports are tested without reading anything."""

from __future__ import annotations

import pytest

from dragoman.model import (
    Commitment,
    Dateline,
    Document,
    Entity,
    Event,
    Mention,
    Place,
    PlaceMention,
    Position,
    Problem,
    Record,
    Role,
    Span,
    Statement,
    Step,
    Timex,
    Toward,
)

TEXT = """Brussels: Armenian Prime Minister Nikol Pashinyan met Azerbaijani President Ilham Aliyev in Brussels \
on Friday, a day after the shelling of Jermuk.
“We condemn this attack on our territory,” Pashinyan told reporters.
Azerbajan denied that its troops had crossed the border, and Aliyev said he could reopen the Lachin road next week.
Under the 1997 treaty of friendship, Russia is obliged to consult Armenia without delay if its security is threatened.
"""


def at(words: str, nth: int = 0) -> Span:
    """The span of the nth occurrence of `words` in the report."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def named(*words: str | tuple[str, int], form: str = "name", misspelt: bool = False) -> tuple[Mention, ...]:
    """Mentions of one form."""
    spans = [at(*w) if isinstance(w, tuple) else at(w) for w in words]
    return tuple(Mention(span=span, form=form, misspelt=misspelt) for span in spans)  # type: ignore[arg-type]


HE = Span(at("he could").start, at("he could").start + 2)
ENTITIES = (
    Entity(
        id="r/entity/pashinyan", name="Nikol Pashinyan", kind="person", country="ARM", sectors=("GOV",), code="ARMGOV",
        role=Role(title="Prime Minister", country="ARM", since="2018-05-08", origin="lexicon"),
        mentions=named("Nikol Pashinyan", ("Pashinyan", 1)),
    ),
    Entity(
        id="r/entity/aliyev", name="Ilham Aliyev", kind="person", country="AZE", sectors=("GOV",), code="AZEGOV",
        role=Role(title="President", country="AZE"),
        mentions=(*named("Ilham Aliyev", ("Aliyev", 1)), Mention(span=HE, form="pronoun")),
    ),
    Entity(
        id="r/entity/azerbaijan", name="Azerbaijan", kind="state", country="AZE", code="AZE",
        mentions=(*named("Azerbaijani", form="demonym"), *named("Azerbajan", misspelt=True)),
    ),
    Entity(
        id="r/entity/armenia", name="Armenia", kind="state", country="ARM", code="ARM",
        mentions=(*named("Armenian", form="demonym"), *named(("Armenia", 1))),
    ),
    Entity(id="r/entity/russia", name="Russia", kind="state", country="RUS", code="RUS", mentions=named("Russia")),
)  # fmt: skip
PLACES = (
    Place(
        id="r/place/brussels", name="Brussels", country="BEL", lat=50.85, lon=4.35, geonames=2800866,
        mentions=tuple(PlaceMention(span=at("Brussels", nth), reading="place") for nth in (0, 1)),
    ),
    Place(
        id="r/place/jermuk", name="Jermuk", country="ARM",
        mentions=(PlaceMention(span=at("Jermuk"), reading="place"),),
    ),
)  # fmt: skip
TIMES = (
    Timex(id="r/time/friday", span=at("Friday"), type="DATE", value="XXXX-WXX-5"),
    Timex(id="r/time/before", span=at("a day after"), type="DATE", value="XXXX-WXX-4", anchor="r/time/friday"),
)
STATEMENTS = (
    Statement(
        id="r/statement/condemn", form="direct", evidence=(at("“We condemn this attack on our territory,”"),),
        source=(at("Pashinyan", 1),), cue=(at("told"),), content=(at("“We condemn this attack on our territory,”"),),
        speaker="r/entity/pashinyan", setting="reporters", rule="en/cues#tell", confidence=0.95,
    ),
    Statement(
        id="r/statement/deny", form="indirect", evidence=(at("that its troops had crossed the border"),),
        source=(at("Azerbajan"),), cue=(at("denied"),), content=(at("that its troops had crossed the border"),),
        speaker="r/entity/azerbaijan", act="denies", rule="en/cues#deny", confidence=0.9,
    ),
    Statement(
        id="r/statement/road", form="indirect", evidence=(at("he could reopen the Lachin road next week"),),
        source=(at("Aliyev", 1),), cue=(at("said"),), content=(at("he could reopen the Lachin road next week"),),
        speaker="r/entity/aliyev", rule="en/cues#say", confidence=0.9,
    ),
)  # fmt: skip
EVENTS = (
    Event(
        id="r/event/meet", act="CONSULT", type="CONSULT", mode="visit", cameo="040", quad=1, score=2.5,
        actor=("r/entity/pashinyan", "r/entity/aliyev"), trigger=at("met"), time="r/time/friday",
        place="r/place/brussels", evidence=(at("Nikol Pashinyan met Azerbaijani President Ilham Aliyev in Brussels"),),
        rule="en/events/CONSULT#meet", confidence=0.96,
    ),
    Event(
        id="r/event/shelling", act="ASSAULT", type="ASSAULT", mode="heavy", cameo="194", quad=4, score=-9.5,
        recipient=("r/entity/armenia",), trigger=at("shelling"), time="r/time/before",
        evidence=(at("the shelling of Jermuk"),), rule="en/events/ASSAULT#shelling", confidence=0.71,
    ),
    Event(
        id="r/event/cross", act="ASSAULT", type="ASSAULT", quad=4, score=-9.0, actor=("r/entity/azerbaijan",),
        trigger=at("crossed"), evidence=(at("its troops had crossed the border"),), negated=True,
        said_in="r/statement/deny", rule="en/events/ASSAULT#cross", confidence=0.45,
    ),
    Event(
        id="r/event/reopen", act="RETREAT", type="CONCEDE", quad=2, score=6.0, actor=("r/entity/aliyev",),
        trigger=at("reopen"), evidence=(at("could reopen the Lachin road next week"),), status="possible",
        said_in="r/statement/road", rule="en/events/RETREAT#reopen", confidence=0.8,
    ),
)  # fmt: skip
POSITIONS = (
    Position(
        id="r/position/condemn", holder="r/entity/pashinyan", stance="opposes", toward=Toward(event="r/event/shelling"),
        evidence=(at("condemn this attack"),), said_in="r/statement/condemn", rule="en/stances#condemn", confidence=0.9,
    ),
)  # fmt: skip
COMMITMENTS = (
    Commitment(
        id="r/commitment/consult", instrument="treaty of friendship", parties=("r/entity/russia", "r/entity/armenia"),
        bound=("r/entity/russia",), beneficiary=("r/entity/armenia",), kind="consultation", force="obliged",
        terms=at("to consult Armenia without delay"), condition=at("if its security is threatened"), status="triggered",
        history=(Step(status="triggered", event="r/event/shelling", why="an attack on the party"),),
        evidence=(at("Russia is obliged to consult Armenia without delay if its security is threatened"),),
        rule="en/obligations#obliged", confidence=0.85,
    ),
)  # fmt: skip


@pytest.fixture
def record() -> Record:
    return Record(
        report=Document(id="r", text=TEXT, dateline=Dateline(span=at("Brussels:"), place="r/place/brussels")),
        entities=ENTITIES, places=PLACES, times=TIMES, events=EVENTS, statements=STATEMENTS, positions=POSITIONS,
        commitments=COMMITMENTS, problems=(Problem(stage="times", message="“next week” could not be placed"),),
    )  # fmt: skip


HOSTILE = (
    "\x1b[31mRED\x1b[0m [bold]not bold[/bold] <script>alert(1)</script> \u202eesrever\u202c &lt; `code` \ud800 \x07"
)


@pytest.fixture
def hostile() -> Record:
    """A record in which every string that a report can put there is an attack on whoever prints it."""
    bad, span = HOSTILE, Span(0, len(HOSTILE))
    claim = {"evidence": (span,), "rule": bad, "confidence": 0.3}
    return Record(
        report=Document(
            id="h", text=bad, title=bad, publisher=bad, url="javascript:alert(1)", language='en"><script>',
        ),
        entities=(Entity(
            id=bad, name=bad, kind="person", country=bad, code=bad, role=Role(title=bad, country=bad),
            mentions=(Mention(span=span, form="alias", misspelt=True),),
        ),),
        places=(Place(id="h/place", name=bad, mentions=(PlaceMention(span=span, reading="place"),)),),
        times=(Timex(id="h/time", span=span, type="DATE", value=bad),),
        statements=(Statement(
            id="h/s", form="mixed", source=(span,), cue=(span,), content=(span,), speaker=bad, addressee=(bad,),
            setting=bad, act=bad, **claim,
        ),),
        events=(Event(
            id="h/e", act=bad, type=bad, mode=bad, cameo=bad, contexts=(bad,), quad=1, score=1.0, actor=(bad,),
            recipient=(bad,), trigger=span, time="h/time", place="h/place", said_in="h/s", **claim,
        ),),
        positions=(
            Position(id="h/p", holder=bad, stance="opposes", toward=Toward(span=span), said_in="h/s", **claim),
        ),
        commitments=(Commitment(
            id="h/c", instrument=bad, parties=(bad,), kind="other", force="obliged", terms=span, condition=span,
            history=(Step(status="triggered", event=bad, why=bad),), **claim,
        ),),
        problems=(Problem(stage=bad, message=bad, span=span),),
    )  # fmt: skip
