"""Events against public gold: CAMEO triples (up_gsr) and modality (MEANTIME). Pairs of mentions: relations.py.

    python -m benchmarks.events --data DIR

DIR/events/up_gsr.jsonl with score_events.py, and DIR/time/meantime_dev.jsonl with score_modality.py.
benchmarks/README.md names the origin of each.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.data import data_folder, show, written
from dragoman import knowledge
from dragoman.knowledge.moods import Mood
from dragoman.model import Event, Record
from dragoman.pipeline import document, draft_of, read_document
from dragoman.stages.outlook import outlook
from dragoman.syntax import Syntax, Token

_NEAR = 80  # characters between an agreement and what is agreed
_NOT_CODED = frozenset({"possible", "hypothetical", "asked"})  # CAMEO codes no such events


def figures(data: Path) -> dict[str, float]:
    """F1 of triples and roots on up_gsr, accuracy of status and negation on MEANTIME; percent."""
    gsr, moods = _gsr(data), _modality(data)
    return {
        "up_gsr full F1": 100 * gsr["full"]["F1"],
        "up_gsr root F1": 100 * gsr["root"]["F1"],
        "up_gsr root only F1": 100 * gsr["root_only"]["F1"],
        "MEANTIME coverage": 100 * moods["coverage"],
        "MEANTIME status accuracy": 100 * moods["status"]["accuracy"],
        "MEANTIME status macro-F1": 100 * moods["status"]["macro_f1"],
        "MEANTIME negated macro-F1": 100 * moods["negated"]["macro_f1"],
    }


def predict_gsr(sentences: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """CAMEO triples of each sentence, one for each pair of an event's parties."""
    for sentence in sentences:
        record = read_document(document(sentence["text"]))
        coded = [e for e in record.events if e.type == "REJECT" or not e.negated]
        known = [e for e in coded if e.status not in _NOT_CODED and not _is_inside(e, coded)]
        triples = [t for e in known for t in _triples(record, e)]
        yield {"id": sentence["id"], "events": triples}


def _is_inside(event: Event, others: Iterable[Event]) -> bool:
    """Whether an act still to come is only what another agrees to, asks for or threatens: CAMEO codes the other."""
    outer = {e.rule for e in knowledge.load().predicates.entries if e.predicate.complement}
    before = [o for o in others if o.rule in outer and 0 <= event.trigger.start - o.trigger.end < _NEAR]
    return event.status == "planned" and bool(before)


def _triples(record: Record, event: Event) -> Iterator[dict[str, str]]:
    code = {e.id: e.code or "" for e in record.entities}
    if event.cameo is None:
        return
    actors, recipients = _most_exact(record, event.actor), _most_exact(record, event.recipient)
    speaker = _claimant(record, event)
    if speaker is not None and speaker in actors:  # "we attacked": CAMEO codes the admission
        yield from ({"source": code[speaker], "target": code[r], "code": "015"} for r in recipients)
    elif speaker is not None:  # "they attacked": CAMEO codes the accusation
        yield from ({"source": code[speaker], "target": code[a], "code": "112"} for a in actors)
    elif recipients:
        for actor in actors:
            for recipient in recipients:
                yield {"source": code[actor], "target": code[recipient], "code": event.cameo}
                if event.cameo == "042":
                    yield {"source": code[recipient], "target": code[actor], "code": "043"}
    elif len(actors) > 1:
        for actor in actors:
            for other in actors:
                if actor != other:
                    yield {"source": code[actor], "target": code[other], "code": event.cameo}
    elif (country := _country_of(record, event)) is not None:  # CAMEO takes the country of the scene for the target
        yield from ({"source": code[a], "target": country, "code": event.cameo} for a in actors)


def _claimant(record: Record, event: Event) -> str | None:
    """Who claims an act of force: a government or body that says it, not the press and not an office of the doer."""
    if event.type not in ("ASSAULT", "COERCE") or event.negated:
        return None
    speaker = next((s.speaker for s in record.statements if s.id == event.said_in), None)
    entities = {e.id: e for e in record.entities}
    if speaker is None or not event.actor or not entities[speaker].country or "MED" in entities[speaker].sectors:
        return None
    ours = {entities[i].country for i in event.actor if i != speaker}
    return None if entities[speaker].country in ours else speaker


def _country_of(record: Record, event: Event) -> str | None:
    """The country of the event's place, where it is not the doer's own."""
    country = next((p.country for p in record.places if p.id == event.place), None)
    own = {e.country for e in record.entities if e.id in event.actor}
    return country if country not in own else None


def _most_exact(record: Record, ids: tuple[str, ...]) -> list[str]:
    """Parties without the states whose nationals, envoys or armies are named beside them: a triple takes one code
    for each."""
    entities = {e.id: e for e in record.entities}
    nationals = {entities[i].country for i in ids if entities[i].kind != "state"}
    return [i for i in ids if entities[i].kind != "state" or entities[i].country not in nationals]


def predict_modality(reports: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Status and negation of every verb and every noun of the lexicon: what the reader would say of an act there."""
    known = knowledge.load()
    for report in reports:
        draft = draft_of(document(report["text"], published=report.get("dct")))
        events = []
        for token in draft.syntax.tokens:
            if token.pos == "VERB" or (token.pos == "NOUN" and known.predicates.named("noun", token.lemma)):
                mood = outlook(draft, known, token)
                status = "planned" if _is_ahead(draft.syntax, token, mood) else mood.status or "happened"
                events.append({"start": token.start, "end": token.end, "status": status, "negated": mood.negates})
        yield {"doc": report["doc"], "events": events}


def _is_ahead(syntax: Syntax, word: Token, mood: Mood) -> bool:
    """Whether MEANTIME would call an act that may or should come FUTURE, be it certain or not; only what may be or may
    have been is POSSIBLE there ("may sign" is the one, "may have signed" and "is believed to hold" the other)."""
    if mood.status not in ("possible", "hypothetical", "asked") or word.tag in ("VBD", "VBZ", "VBP"):
        return False
    auxiliaries = syntax.children(word.i, "aux", "auxpass")
    perfect = any(c.lemma == "have" for c in auxiliaries)
    able = any(c.text.lower() in ("can", "ca") for c in auxiliaries)  # "can fly": possible at any time
    coming = not able and (any(c.tag in ("MD", "TO") for c in auxiliaries) or word.tag in ("VB", "VBG"))
    return not perfect and (coming or mood.status == "hypothetical")


def _gsr(data: Path) -> Any:
    lines = (data / "events/up_gsr.jsonl").read_text("utf-8").splitlines()
    sentences = [json.loads(line) for line in lines if line.strip()]
    return json.loads(_scored(data / "events/score_events.py", data / "events/up_gsr.jsonl", predict_gsr(sentences),
                              "--null", "drop", "--json"))  # fmt: skip


def _modality(data: Path) -> Any:
    path = data / "time/meantime_dev.jsonl"
    reports = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return json.loads(_scored(data / "time/score_modality.py", path, predict_modality(reports), "--json"))["all"]


def _scored(scorer: Path, gold: Path, predictions: Iterable[dict[str, Any]], *options: str) -> str:
    with written("".join(json.dumps(p) + "\n" for p in predictions)) as path:
        command = [sys.executable, str(scorer), str(gold), str(path), *options]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    show(figures(data_folder()))
