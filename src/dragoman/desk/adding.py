"""Adding in the desk: files, a text or addresses are taken in, put in the queue, and watched while they are read."""

from __future__ import annotations

import zlib
from typing import Annotated, Any, TypeAlias
from urllib.parse import urlsplit

import msgspec
from litestar import Response, Router, delete, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, FromPath, JSONBody
from litestar.response import Redirect

from dragoman.desk.asked import iso
from dragoman.desk.counter import Here, Visit
from dragoman.desk.incoming import Incoming, Job
from dragoman.desk.spool import Pasted, Spool, spool_of
from dragoman.errors import BadDate, BadQuestion
from dragoman.keeping import Archive

LARGEST = 100_000_000  # bytes of all files given at once
FILES = 500  # given at once
ADDRESSES = 20  # given at once
LONGEST = 1_000_000  # characters of a pasted text
_FACT = 500  # characters of a title, a publisher or an address
_SHOWN = 20  # failures of earlier days

Queue: TypeAlias = NamedDependency[Incoming]  # that the server hands to every handler that asks for it
Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]


class Given(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a program gives: a text with what is known of it, or addresses; not both."""

    text: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    addresses: tuple[str, ...] = ()


def incoming_of(archive: Archive) -> Incoming:
    """The queue of an archive, with what was left when the desk was stopped."""
    spool = spool_of(archive.address)
    incoming = Incoming(archive.apart(), spool)
    failed = {failure.path for failure in archive.failures()}
    left = [path for path in spool.left() if path not in failed]
    if left:
        incoming.put("left from the last time", left)
    return incoming


@get("/add", sync_to_thread=True)
def add(request: Visit, counter: Here, incoming: Queue) -> Response[Any]:
    """Where reports are given, and what became of them."""
    return _page(request, counter, incoming)


@get("/add/jobs", sync_to_thread=False)
def jobs(request: Visit, counter: Here, incoming: Queue) -> Response[Any]:
    """The jobs alone, for a script that looks again; nothing where they are as it saw them."""
    if request.query_params.get("seen") == _state(incoming.jobs()):
        return Response(None, status_code=204)
    return _jobs(request, counter, incoming)


@post("/add", sync_to_thread=True, request_max_body_size=LARGEST)
def give(request: Visit, counter: Here, incoming: Queue, data: Form) -> Response[Any]:
    """Take in what a visitor gives."""
    try:
        _put(incoming, data)
    except (BadQuestion, BadDate) as error:
        return _page(request, counter, incoming, 400, mistake=str(error), given=_texts(data))
    return _seen(request, counter, incoming)


@post("/add/{job:str}/{act:str}", sync_to_thread=True)
def act(request: Visit, counter: Here, incoming: Queue, job: FromPath[str], act: FromPath[str]) -> Response[Any]:
    """Stop a job, try again what failed of it, or take it off the list."""
    acts = {"stop": incoming.stop, "retry": incoming.retry, "forget": incoming.forget}
    if act not in acts or incoming.job(job) is None:
        raise NotFoundException(detail="There is no such job: it may be done and off the list.")
    acts[act](job)
    return _seen(request, counter, incoming)


@get("/", sync_to_thread=False)
def listed(incoming: Queue) -> dict[str, list[Job]]:
    """What is being added, the latest first."""
    return {"items": incoming.jobs()}


@get("/{job:str}", sync_to_thread=False)
def one(incoming: Queue, job: FromPath[str]) -> Job:
    """How far a job is."""
    return _known(incoming.job(job))


@post("/", sync_to_thread=True, request_max_body_size=4 * LONGEST, status_code=202)
def ordered(incoming: Queue, data: JSONBody[Given]) -> Job:
    """Add a text or addresses; the answer is the job, to be watched at /api/add/{id}."""
    if (data.text is None) == (not data.addresses):
        raise BadQuestion('give a "text", or "addresses"')
    published = _day(data.published)
    if data.text is None:
        return incoming.put(_named(data.addresses), _addresses("\n".join(data.addresses)), published)
    given = {name: str(getattr(data, name) or "") for name in ("text", "title", "publisher", "url")}
    return incoming.put(data.title or "a text", [_pasted(incoming.spool, given, published)])


@delete("/{job:str}", sync_to_thread=True, status_code=200)
def stopped(incoming: Queue, job: FromPath[str]) -> Job:
    """Stop a job after the report in hand; what was read of it is kept."""
    return _known(incoming.stop(job))


def _page(request: Visit, counter: Here, incoming: Queue, status: int = 200, **more: Any) -> Response[Any]:
    failures, found = counter.archive.failures(), incoming.jobs()
    return counter.writer.page(
        request, "add", status, jobs=found, state=_state(found), failures=failures[:_SHOWN], failed=len(failures),
        **{"mistake": None, "given": {}} | more,
    )  # fmt: skip


def _seen(request: Visit, counter: Here, incoming: Queue) -> Response[Any]:
    """What comes after a change: the jobs for a script, the page for a browser without."""
    if request.headers.get("hx-request"):
        return _jobs(request, counter, incoming)
    return Redirect("/add", status_code=303)


def _jobs(request: Visit, counter: Here, incoming: Queue) -> Response[Any]:
    found = incoming.jobs()
    return counter.writer.part(request, "add_jobs", jobs=found, state=_state(found))


def _state(jobs: list[Job]) -> str:
    """A word for how the jobs are, by which a script can tell whether anything has changed."""
    return f"{zlib.crc32(msgspec.json.encode(jobs)):08x}"


def _put(incoming: Incoming, data: dict[str, Any]) -> None:
    """Put what a form holds into the queue; BadQuestion says what is wrong with it, and then nothing was kept."""
    texts, files = _texts(data), _files(data)
    published, addresses = _day(texts["published"]), _addresses(texts["addresses"])
    if not (files or texts["text"] or addresses):
        raise BadQuestion("Choose files, paste a text or write an address.")
    if len(files) > FILES:
        raise BadQuestion(f"These are {len(files)} files; give at most {FILES} at once, or `dragoman add` a folder.")
    if texts["text"]:
        pasted = _pasted(incoming.spool, texts, published)
        incoming.put(texts["title"] or "a pasted text", [pasted])
    if files:
        kept = [incoming.spool.keep(file.filename, file.file) for file in files]
        incoming.put(_named([file.filename for file in files]), kept, published)
    if addresses:
        incoming.put(_named(addresses), addresses, published)


def _texts(data: dict[str, Any]) -> dict[str, str]:
    names = ("text", "title", "publisher", "url", "published", "addresses")
    given = {name: value if isinstance(value := data.get(name), str) else "" for name in names}
    return {name: value.strip().replace("\r\n", "\n") for name, value in given.items()}  # browsers end lines with both


def _files(data: dict[str, Any]) -> list[UploadFile]:
    given = data.get("files") or []
    return [
        one for one in (given if isinstance(given, list) else [given]) if isinstance(one, UploadFile) and one.filename
    ]


def _pasted(spool: Spool, texts: dict[str, str], published: str | None) -> str:
    if len(texts["text"]) > LONGEST:
        raise BadQuestion(f"This text has more than {LONGEST:,} characters: save it as a file and add that.")
    facts = {name: texts[name][:_FACT] or None for name in ("title", "publisher", "url")}
    return spool.paste(Pasted(text=texts["text"], published=published, **facts))


def _addresses(given: str) -> list[str]:
    """Addresses of the web, one a line. Nothing else: a path would be one of the desk's own disk."""
    found = list(dict.fromkeys(given.split()))
    for address in found:
        if urlsplit(address).scheme.lower() not in ("http", "https") or len(address) > 2000:
            raise BadQuestion(f"{address[:80]!r} is no address of the web; it begins with https://")
    if len(found) > ADDRESSES:
        raise BadQuestion(f"These are {len(found)} addresses; give at most {ADDRESSES} at once.")
    return found


def _day(given: str | None) -> str | None:
    return iso(given or None)


def _named(names: list[str] | tuple[str, ...]) -> str:
    """What a job is called."""
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def _known(job: Job | None) -> Job:
    if job is None:
        raise NotFoundException(detail="there is no such job")
    return job


ROUTES = [add, jobs, give, act]
api = Router("/api/add", route_handlers=[listed, one, ordered, stopped], tags=["adding"])
