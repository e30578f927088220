"""How pages are written: templates, with words for what the archive answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from litestar import MediaType, Request, Response
from litestar.template.base import csrf_token
from markupsafe import Markup, escape

from dragoman.answers import Actor, Source, Told
from dragoman.desk.settings import Settings
from dragoman.export import wording
from dragoman.export.retold import about, retold
from dragoman.model import Document

_BEGINNINGS = 20_000  # of reports, that are remembered: they never change
_ODD = re.compile(r"[^\x20-\x7e\n\xa1-\u02ff\u0370-\u05ff\u0620-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\ud7ff]")
_FOUND = re.compile("‹([^‹›]{1,100})›")  # as a search marks it
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


class Writer:
    """Writes pages. Whatever a template prints is escaped, and stripped of what could turn its reading direction."""

    def __init__(self, settings: Settings, first_words: Callable[[str], str] = str) -> None:
        """`first_words` tells how the report with an id begins, for one that has no title."""
        self._settings = settings
        begins = lru_cache(maxsize=_BEGINNINGS)(first_words)
        self._environment = Environment(
            loader=PackageLoader("dragoman.desk"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            finalize=_shown,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters |= _FILTERS
        self._environment.filters["title"] = lambda source: title_of(source, begins)
        self._environment.filters["source"] = lambda source: _cited(source, begins)

    def page(self, request: Request[Any, Any, Any], name: str, status: int = 200, **context: Any) -> Response[str]:
        """The page `name`; where a script asks for its list alone, that block of it."""
        template = self._environment.get_template(f"{name}.html")
        whole = template.new_context(self._common(request, name) | context)
        part = request.headers.get("hx-target", "") if request.headers.get("hx-request") else ""
        block = template.blocks.get(part)
        if not block and status == 200 and getattr(context.get("leaf"), "mistake", None):
            status = 400  # a script that asked for the list shows the mistake in its place
        written = "".join(block(whole)) if block else "".join(template.root_render_func(whole))
        return Response(
            written, status_code=status, media_type=MediaType.HTML, headers={"vary": "hx-request, hx-target"}
        )

    def part(self, request: Request[Any, Any, Any], name: str, **context: Any) -> Response[str]:
        """A piece of a page, for a script to put in."""
        template = self._environment.get_template(f"{name}.html")
        written = template.render(self._common(request, name) | context)
        return Response(written, media_type=MediaType.HTML)

    def _common(self, request: Request[Any, Any, Any], name: str) -> dict[str, Any]:
        return {
            "name": name,
            "csrf": csrf_token({"request": request}),
            "path": request.url.path,
            "built": self._settings.built,
            "by": unquote(request.cookies.get("by", "")) or self._settings.by,
            "query": request.url.query,
        }


def who_address(actor: Actor | str) -> str:
    """The page of an actor, or of one with this key."""
    return f"/who/{quote(actor if isinstance(actor, str) else actor.key)}"


def claim_address(claim: Told | str) -> str:
    """Where a claim stands in its report."""
    report, _, rest = (claim if isinstance(claim, str) else claim.id).partition("/")
    return f"/reports/{quote(report)}#claim-{anchor(rest)}"


def event_address(claim: str) -> str:
    """The page of an event with all its sources."""
    return f"/events/{quote(claim.replace('/event/', '/'))}"


def anchor(key: str) -> str:
    """The id of a claim, without that of its report, as a page can use it: "event/94" is "event-94"."""
    return re.sub(r"[^0-9A-Za-z]+", "-", key)


def other_page(query: str, **changes: Any) -> str:
    """The address of the same list with something else asked; None takes a part out."""
    kept = [(name, value) for name, value in parse_qsl(query) if name not in changes and value]
    return "?" + urlencode([*kept, *((name, value) for name, value in changes.items() if value is not None)])


def plainly(value: Any) -> str:
    """The value of a corrected field, for people: the ends of ids, nothing for null."""
    match value:
        case None | () | []:
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return wording.listed(map(plainly, value))
        case dict():
            return wording.listed(f"{name} {plainly(inner)}" for name, inner in value.items())
        case str():
            return wording.clean(value.split("/", 1)[1] if re.match(r"[0-9a-f]{16}/", value) else value)
        case _:
            return str(value)


def harmless(text: str) -> str:
    """`text` without what could turn its reading direction or steer a screen; most text is not touched at all."""
    return wording.harmless(text) if _ODD.search(text) else text


def _shown(value: Any) -> Any:
    """What is printed of a value."""
    return harmless(value) if type(value) is str else value


def _source_address(source: Source) -> str | None:
    """The address of a report on the web, if that is what it is."""
    return source.url if source.url and _ADDRESS.fullmatch(source.url) else None


def title_of(source: Source | Document, begins: Callable[[str], str]) -> str:
    """What a report is called: by its title, else by its first words."""
    return wording.clean(source.title or begins(source.id) or f"Report {source.id}")


def _cited(source: Source, begins: Callable[[str], str]) -> str:
    """ "Wire, 2025-06-23: Talks in the Kremlin"."""
    head = ", ".join(part for part in (source.publisher, source.published) if part)
    return wording.clean(": ".join(part for part in (head, title_of(source, begins)) if part))


def found_words(passage: str) -> Markup:
    """A passage with what was looked for marked."""
    return Markup(_FOUND.sub(r"<b>\1</b>", str(escape(harmless(passage)))))


_FILTERS: dict[str, Any] = {
    "about": about,
    "anchor": anchor,
    "at": claim_address,
    "clean": wording.clean,
    "event_page": event_address,
    "day": wording.day_in_words,
    "figure": wording.confidence_in_words,
    "found": found_words,
    "listed": wording.listed,
    "number": lambda n: f"{n:,}",
    "other_page": other_page,
    "plainly": plainly,
    "plural": wording.plural,
    "retold": retold,
    "quoted": wording.quoted,
    "sentence": wording.sentence_case,
    "url": _source_address,
    "who": who_address,
}
