"""A record as a few lines that a reviewer can read, and a diff can show."""

from __future__ import annotations

from dragoman.model import Claim, Record, Span


def digest(record: Record) -> str:
    """One line a noun: what it says, and the words that say so."""
    text = record.report.text
    names = {e.id: e.name for e in record.entities}
    times = {t.id: t.value for t in record.times}
    places = {p.id: p.name for p in record.places}
    order = {c.id: f"s{n}" for n, c in enumerate(record.statements, 1)}
    triggers = {e.id: text[e.trigger.start : e.trigger.end] for e in record.events}

    def words(span: Span | None) -> str:
        return " ".join(text[span.start : span.end].split()) if span else "-"

    def who(ids: tuple[str, ...]) -> str:
        return ", ".join(names[i] for i in ids) or "-"

    def owner(claim: Claim) -> str:
        return f" in {order[claim.said_in]}" if claim.said_in else ""

    lines = [f"published {record.report.published or '-'}"]
    for e in record.entities:
        role = f" | {e.role.title} ({e.role.origin})" if e.role else ""
        lines.append(f"entity     {e.kind} {e.name} | {e.code or '-'}{role} | {len(e.mentions)}x")
    lines += [
        f"place      {p.name} {p.country or '-'} | {', '.join(m.reading for m in p.mentions)}" for p in record.places
    ]
    lines += [f"time       {words(t.span)} | {t.type} {t.value}" for t in record.times]
    for v in record.events:
        sign = "not " if v.negated else ""
        when, where = times.get(v.time or "", "-"), places.get(v.place or "", "-")
        lines.append(
            f"event      {sign}{v.status} {v.act}>{v.type} {v.mode or '-'} {v.cameo or '-'} | {who(v.actor)} -> {who(v.recipient)}"
            f" | {words(v.trigger)} | {when} {where}{owner(v)}"
        )
    for s in record.statements:
        content = " / ".join(words(c) for c in s.content)
        lines.append(
            f"statement  {order[s.id]} {s.form} {s.act} | {names.get(s.speaker or '', '-')} to {who(s.addressee)}"
            f" | {s.setting or '-'} | {content}{owner(s)}"
        )
    for p in record.positions:
        target = triggers.get(p.toward.event or "") or names.get(p.toward.entity or "") or words(p.toward.span)
        lines.append(f"position   {names[p.holder]} {p.stance} {target}{owner(p)}")
    for c in record.commitments:
        moved = "; ".join(f"{h.status} by {triggers[h.event]}" for h in c.history) or "-"
        lines.append(
            f"commitment {c.kind} {c.force} {c.status} | {c.instrument or '-'} | {who(c.bound or c.parties)} for {who(c.beneficiary)}"
            f" | {words(c.terms)} | {words(c.condition)} | {moved}{owner(c)}"
        )
    lines += [f"problem    {p.stage}: {p.message}" for p in record.problems]
    return "\n".join(lines) + "\n"
