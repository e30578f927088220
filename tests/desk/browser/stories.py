"""The reports that the desk is looked at with: records made by hand, which need no parser and no model."""

from __future__ import annotations

from msgspec.structs import replace
from tests.archives import commitment, event, position, report, statement

VISIT = report(
    "Vladimir Putin received Abbas Araghchi in Moscow. He said: “Russia stands by Iran”. Russia must consult Iran at once. "
    "Abbas Araghchi said that Vladimir Putin had told him “we condemn the strikes” on Sunday.\n\n"
    "Israel may answer. Russia was not asked to send troops to Iran.",
    event("CONSULT", "Vladimir Putin", "Abbas Araghchi", words="received", day="2025-06-22", country="RUS", quad=1, score=2.5),
    event("COOPERATE", "Russia", "Iran", words="not asked to send troops", quad=2, score=7.0, negated=True),
    event("THREATEN", "Israel", "Iran", words="may answer", quad=3, score=-5.0, status="possible"),
    statement("Vladimir Putin", "“Russia stands by Iran”", act="says"),
    statement("Abbas Araghchi", "that Vladimir Putin had told him “we condemn the strikes” on Sunday", act="says"),
    statement("Vladimir Putin", "“we condemn the strikes”", act="condemns"),
    position("Vladimir Putin", "supports", "Iran", "stands by"),
    commitment("Russia", "consultation", words="must consult Iran", parties=("several", "Russia", "Iran")),
    published="2025-06-23", title="Talks in the Kremlin", publisher="Wire", url="https://example.org/visit",
)  # fmt: skip
VISIT = replace(VISIT, events=(*VISIT.events[:2], replace(VISIT.events[2], confidence=0.4)))
STRIKE = report(
    "Israel struck targets in Iran at dawn. Iran vowed to answer the strikes. Emmanuel Macron condemned the escalation.",
    event("ASSAULT", "Israel", "Iran", words="struck", day="2025-06-13", country="IRN", quad=4, score=-9.0),
    event("THREATEN", "Iran", "Israel", words="vowed", status="possible", quad=3, score=-6.0),
    position("Emmanuel Macron", "opposes", "the escalation", "the escalation"),
    commitment("Iran", "other", "pledged", "vowed to answer", status="fulfilled"),
    published="2025-06-14", title="Strikes at dawn", publisher="Daily",
)  # fmt: skip
SAME_STRIKE = report(
    "Early on Friday Israel struck sites across Iran. France called for restraint.",
    event("ASSAULT", "Israel", "Iran", words="struck sites", day="2025-06-13", country="IRN", quad=4, score=-9.0),
    event("REQUEST", "France", "Israel", words="called for restraint", day="2025-06-13", quad=3, score=-1.0),
    published="2025-06-13", title="Israel strikes Iran", publisher="Post",
)  # fmt: skip
TALKS = report(
    "Recep Tayyip Erdoğan offered to host negotiations between Russia and Ukraine. Prisoner swaps went on.",
    event("AGREE", "Recep Tayyip Erdoğan", "Russia, Ukraine", words="offered", day="2024-11-01", status="planned", quad=1, score=4.0),
    commitment("Recep Tayyip Erdoğan", "mediation", "offered", "offered to host"),
    published="2024-11-02", title="An offer from Ankara", publisher="Wire",
)  # fmt: skip
TALKS = replace(TALKS, events=(replace(TALKS.events[0], confidence=0.3),))
MOSCOW = replace(VISIT.places[0], name="Moscow", lat=55.75, lon=37.62, geonames=524901)
VISIT = replace(VISIT, places=(MOSCOW,))
STORY = (VISIT, STRIKE, SAME_STRIKE, TALKS)

_SCRIPT = "<script>window.hacked = true</script>"
_IMAGE = '"><img src=x onerror="window.hacked = true"><a href="javascript:window.hacked=true">go</a>'
_TURNED = "\u202egnikat-revo\u202c \u2066"
HOSTILE = report(
    f"Russia said </mark></p>{_SCRIPT} to Iran. Ukraine replied {_IMAGE} {_TURNED} and left.\n\n</article>{_SCRIPT}{{{{ 7*7 }}}}",
    event("CONSULT", "Russia", "Iran", words=f"said </mark></p>{_SCRIPT}", day="2025-06-24"),
    statement("Ukraine", f"{_IMAGE} {_TURNED}"),
    published="2025-06-25", title=f"Hostile {_SCRIPT}{_IMAGE}{_TURNED}", publisher=f"Evil{_IMAGE}{_SCRIPT}{_TURNED}",
    url="javascript:window.hacked=true",
)  # fmt: skip

_SENTENCE = "On day {n} Russia accused Ukraine of breach number {n} of the truce, and Ukraine denied charge {n} through envoys in Ankara."
LONG = report(
    "\n\n".join(" ".join(_SENTENCE.format(n=n) for n in range(at, at + 5)) for at in range(1000, 1235, 5)),
    *(event("ACCUSE", "Russia", "Ukraine", words=f"accused Ukraine of breach number {n}", quad=3, score=-4.0) for n in range(1000, 1235)),
    *(statement("Ukraine", f"denied charge {n}", act="denies") for n in range(1000, 1235)),
    published="2023-05-01", title="Five thousand words on a truce", publisher="Review",
)  # fmt: skip
