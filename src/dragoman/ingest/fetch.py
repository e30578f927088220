"""Fetching one address on request, and nothing that its owner did not put on the public internet.

A name is looked up once, every address it leads to is checked, and the connection is made to a checked address, not
to the name: a second answer of the name server (DNS rebinding) changes nothing. Each redirect goes the same way.
The socket is made here rather than by a library so that nothing else can choose where it leads, and so that a
single clock ends it, however slowly the other side sends. There are no cookies, no credentials and no proxies.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from threading import Timer
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from dragoman.errors import Unreadable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_IPV4_IN_IPV6 = ipaddress.ip_network("::/96")  # an old form, which leads nowhere good
_REDIRECTS = (301, 302, 303, 307, 308)
_NO_TEXT = ("image", "audio", "video", "font", "model")
_HEADERS = {
    "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


class Limits(NamedTuple):
    """What one address may cost, and where it may lead besides the public internet."""

    most: int = 50_000_000  # bytes, unpacked
    seconds: float = 30.0  # for all of it but looking up names
    redirects: int = 5
    permitted: tuple[Network, ...] = ()  # networks that may be reached although they are not public
    authorities: str | None = None  # a file of certificates to trust instead of the system's


class Fetched(NamedTuple):
    """What was found at an address."""

    raw: bytes
    url: str  # after redirects
    charset: str | None  # as the server states it


def fetched(address: str, limits: Limits | None = None) -> Fetched:
    """What is at `address`; Unreadable says why it is not fetched."""
    limits = limits or Limits()
    deadline = time.monotonic() + limits.seconds
    url = address
    for _ in range(limits.redirects + 1):
        found = _answer(url, limits, deadline)
        if isinstance(found, Fetched):
            return found
        url = urljoin(url, found)
    raise Unreadable(f"not fetched: more than {limits.redirects} redirects")


def _answer(url: str, limits: Limits, deadline: float) -> Fetched | str:
    """What is at `url`, or where it redirects to."""
    parts = _checked(url)
    try:
        with _connection(parts, limits, deadline) as connection:
            connection.request("GET", _target(parts), headers=_headers(parts))
            response = connection.getresponse()
            if response.status in _REDIRECTS and (location := response.headers.get("Location")):
                return location
            raw = _body(response, limits)
            if time.monotonic() < deadline:
                return Fetched(raw, url, response.headers.get_content_charset())
    except (OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() < deadline:
            raise Unreadable(f"not fetched: {error or type(error).__name__}") from error
    raise Unreadable(f"not fetched: it took longer than {limits.seconds:g} s")


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port_is_one = parts.port != 0
    except ValueError as error:
        raise Unreadable(f"not fetched: no web address ({error})") from error
    if parts.scheme.lower() not in ("http", "https"):
        raise Unreadable(f"not fetched: {parts.scheme}: is no scheme of the web; http and https are")
    if not parts.hostname or not port_is_one:
        raise Unreadable("not fetched: an address without a host")
    if parts.username is not None or parts.password is not None:
        raise Unreadable("not fetched: a name or password in the address; save the page as a file")
    return parts


@contextmanager
def _connection(parts: SplitResult, limits: Limits, deadline: float) -> Iterator[http.client.HTTPConnection]:
    """A connection to a checked address of the host, ended at `deadline` whatever it is doing."""
    host, port = _host(parts), parts.port or (443 if parts.scheme.lower() == "https" else 80)
    plain = _connected(_addresses(host, port, limits), port, deadline)
    watched = plain.dup()  # TLS takes `plain` over
    clock = Timer(max(deadline - time.monotonic(), 0.0), _shut, [watched])
    clock.daemon = True
    clock.start()
    stream = plain
    try:
        if parts.scheme.lower() == "https":
            context = ssl.create_default_context(cafile=limits.authorities)
            stream = context.wrap_socket(plain, server_hostname=host)
        connection = http.client.HTTPConnection(host, port)
        connection.sock = stream
        yield connection
    finally:
        clock.cancel()
        watched.close()
        stream.close()


def _host(parts: SplitResult) -> str:
    try:
        return (parts.hostname or "").encode("idna").decode("ascii")
    except UnicodeError as error:
        raise Unreadable(f"not fetched: {parts.hostname!r} is no name of a host") from error


def _addresses(host: str, port: int, limits: Limits) -> list[Address]:
    """The addresses of `host` that may be reached."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise Unreadable(f"not fetched: {host} cannot be found ({error.strerror or error})") from error
    addresses = [ipaddress.ip_address(str(where[0]).partition("%")[0]) for *_, where in found]
    permitted = [a for a in dict.fromkeys(addresses) if _is_public(a) or _is_within(a, limits.permitted)]
    if not permitted:
        where = ", ".join(map(str, addresses[:3])) or "nowhere"
        raise Unreadable(f"not fetched: {host} leads to {where}, which is not on the public internet")
    return permitted


def _is_public(address: Address) -> bool:
    """Whether `address` is one of the public internet, as is one of IPv4 that it may wrap."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return _is_public(inner)
        if address.teredo or address.is_site_local or address in _IPV4_IN_IPV6:
            return False
    return address.is_global and not address.is_multicast


def _is_within(address: Address, networks: tuple[Network, ...]) -> bool:
    return any(address.version == network.version and address in network for network in networks)


def _connected(addresses: list[Address], port: int, deadline: float) -> socket.socket:
    """A connection to the first of `addresses` that takes it."""
    fault: OSError = TimeoutError("timed out")
    for address in addresses:
        left = deadline - time.monotonic()
        if left <= 0:
            break
        try:
            return socket.create_connection((str(address), port), timeout=left)
        except OSError as error:
            fault = error
    raise fault


def _shut(stream: socket.socket) -> None:
    """End a connection from outside; whoever waits for it wakes up."""
    try:
        stream.shutdown(socket.SHUT_RDWR)
    except OSError:  # it has ended
        return


def _target(parts: SplitResult) -> str:
    return quote(parts.path or "/", safe="/%:=~+!$,;'@()*&") + (f"?{_query(parts)}" if parts.query else "")


def _query(parts: SplitResult) -> str:
    return quote(parts.query, safe="/%:=~+!$,;'@()*&?[]")


def _headers(parts: SplitResult) -> dict[str, str]:
    host = _host(parts)
    host = f"[{host}]" if ":" in host else host
    named = f"{host}:{parts.port}" if parts.port else host
    return {"Host": named, "User-Agent": f"dragoman/{version('dragoman')} (reads what its user asks for)", **_HEADERS}


def _body(response: http.client.HTTPResponse, limits: Limits) -> bytes:
    kind = response.headers.get_content_type()
    if response.status != 200:
        raise Unreadable(f"not fetched: the server answered {response.status} {response.reason}")
    if kind.partition("/")[0] in _NO_TEXT:
        raise Unreadable(f"not fetched: {kind} is no report")
    coding = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip"):
        raise Unreadable(f"not fetched: packed in a way that was not asked for ({coding})")
    unpacking = None if coding == "identity" else zlib.decompressobj(wbits=31)
    body = bytearray()
    while chunk := response.read1(65_536):
        try:
            body += unpacking.decompress(chunk, limits.most + 1 - len(body)) if unpacking else chunk
        except zlib.error as error:
            raise Unreadable(f"not fetched: what the server sent cannot be unpacked ({error})") from error
        if len(body) > limits.most:
            raise Unreadable(f"not fetched: larger than {limits.most / 1_000_000:g} MB; save it as a file")
    if response.length or (unpacking and not unpacking.eof):
        raise Unreadable("not fetched: the server broke off; try again")
    return bytes(body)
