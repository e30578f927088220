"""A server of our own on this computer, which nothing may reach but where a test permits it."""

import gzip
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import trustme

from dragoman.errors import Unreadable
from dragoman.ingest import fetch, reports_in
from dragoman.ingest.fetch import Limits, fetched

HERE = Limits(permitted=(ipaddress.ip_network("127.0.0.1/32"),))
PAGE = (
    "<!doctype html><html><head><title>Talks</title></head><body><article>"
    "<p>The ministers met in Malmö on Monday and agreed to resume talks.</p></article></body></html>"
)
FEED = (
    '<rss version="2.0"><channel><title>The Wire</title><item><guid>1</guid><title>Talks</title>'
    "<description>The ministers met.</description></item></channel></rss>"
)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        path = self.path.partition("?")[0]
        getattr(self, f"give_{path.strip('/').partition('/')[0] or 'page'}")()

    def give(self, body: bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **fields: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in ({"Content-Length": str(len(body))} | fields).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def give_page(self) -> None:
        self.give(PAGE.encode())

    def give_old(self) -> None:
        self.give(PAGE.encode("cp1252"), "text/html; charset=windows-1252", Set_Cookie="a=b")

    def give_feed(self) -> None:
        self.give(FEED.encode(), "application/rss+xml")

    def give_packed(self) -> None:
        self.give(gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    def give_bomb(self) -> None:
        self.give(gzip.compress(b"a" * 60_000_000), Content_Encoding="gzip")

    def give_brotli(self) -> None:
        self.give(b"x", Content_Encoding="br")

    def give_large(self) -> None:
        self.give(b"a" * 3_000_000)

    def give_picture(self) -> None:
        self.give(b"\x89PNG", "image/png")

    def give_gone(self) -> None:
        self.give(PAGE.encode(), status=404)

    def give_to(self) -> None:
        self.give(b"", status=302, Location=self.path.partition("?")[2])

    def give_short(self) -> None:
        self.give(PAGE.encode()[:50], **{"Content-Length": "5000"})
        self.close_connection = True

    def give_slowly(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"a")
            time.sleep(0.05)

    def log_message(self, *_: object) -> None:
        pass

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:  # whoever asked has gone
            self.close_connection = True


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.daemon_threads = True
    made.asked = []
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


def at(server: ThreadingHTTPServer, path: str = "", host: str = "127.0.0.1", scheme: str = "http") -> str:
    return f"{scheme}://{host}:{server.server_port}/{path}"


def test_a_page_with_its_address(server, taken):
    (report,) = taken(reports_in(at(server, "page/of/Malmö?a=b c"), limits=HERE))
    assert report.document.text == "The ministers met in Malmö on Monday and agreed to resume talks."
    assert (report.document.title, report.document.url) == ("Talks", at(server, "page/of/Malmö?a=b c"))
    path, headers = server.asked[0]
    assert path == "/page/of/Malm%C3%B6?a=b%20c"
    assert headers["User-Agent"].startswith("dragoman/")
    assert headers["Host"] == f"127.0.0.1:{server.server_port}"


def test_the_entries_of_a_feed(server, taken):
    (report,) = taken(reports_in(at(server, "feed"), limits=HERE))
    assert (report.document.text, report.document.publisher) == ("The ministers met.", "The Wire")


@pytest.mark.parametrize("path", ["old", "packed", "to?/old", "to?old"])
def test_encodings_packing_and_redirects(server, taken, path):
    (report,) = taken(reports_in(at(server, path), limits=HERE))
    assert "Malmö" in report.document.text
    assert report.document.url == at(server, path.partition("?")[2].strip("/") or path)
    assert report.problems == ()


def test_no_cookie_is_sent_back(server):
    for _ in range(2):
        fetched(at(server, "old"), HERE)
    assert not any("Cookie" in headers for _, headers in server.asked)


def test_this_computer_is_refused_unless_it_is_permitted(server, taken):
    for host in ("127.0.0.1", "localhost", "127.1", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"):
        (why,) = taken(reports_in(at(server, host=host)))
        assert "not on the public internet" in why or "cannot be found" in why
    assert server.asked == []


@pytest.mark.parametrize(
    "address",
    "127.0.0.1 127.8.8.8 0.0.0.0 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 224.0.0.1 239.1.1.1 "
    "255.255.255.255 240.0.0.1 192.0.2.1 198.18.0.1 :: ::1 fe80::1 fc00::1 fd12::1 fec0::1 ff02::1 ::ffff:10.0.0.1 "
    "::127.0.0.1 2002:7f00:1:: 2002:a00:1:: 64:ff9b::7f00:1 64:ff9b::a00:1 2001:0:1::1 2001:db8::1".split(),
)
def test_what_is_not_public(address):
    assert not fetch._is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_what_is_public(address):
    assert fetch._is_public(ipaddress.ip_address(address))


def test_a_redirect_into_the_private_network_is_refused(server, taken):
    for target in ("http://127.0.0.2/", "http://169.254.169.254/latest/meta-data", "http://[::1]/"):
        (why,) = taken(reports_in(at(server, f"to?{target}"), limits=HERE))
        assert "not on the public internet" in why
    (why,) = taken(reports_in(at(server, "to?file:///etc/passwd"), limits=HERE))
    assert "file: is no scheme of the web" in why


def test_a_name_is_looked_up_once_and_the_checked_address_is_connected_to(server, monkeypatch):
    """A name server that says a public address first and this computer's when asked again gains nothing."""
    answers = iter(["93.184.215.14", "127.0.0.1", "127.0.0.1"])
    tried = []

    def look_up(host, port, **_):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    def connect(where, timeout):
        tried.append(where)
        raise OSError("no route")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(Unreadable, match="no route"):
        fetched(at(server, host="rebind.example"))
    assert tried == [("93.184.215.14", server.server_port)]


def test_of_several_addresses_only_those_permitted_are_tried(server, monkeypatch):
    answers = [(2, 1, 6, "", (ip, server.server_port)) for ip in ("10.0.0.1", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    assert fetched(at(server, host="both.example"), HERE).url == at(server, host="both.example")
    assert server.asked[0][1]["Host"] == f"both.example:{server.server_port}"


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("gone", "the server answered 404"),
        ("picture", "image/png is no report"),
        ("bomb", "larger than 1 MB"),
        ("large", "larger than 1 MB"),
        ("brotli", "not asked for"),
        ("short", "broke off"),
        ("to?/to?/to?/to", "more than 2 redirects"),
    ],
)
def test_what_is_not_fetched(server, path, why):
    with pytest.raises(Unreadable, match=f"not fetched: .*{why}"):
        fetched(at(server, path), HERE._replace(most=1_000_000, redirects=2))


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.example/x",
        "http://",
        "https://user:secret@a.example/",
        "http://a.example:99999/",
        "http://[::1",
        "http://a b.example/",
    ],
)
def test_addresses_that_are_none(address, taken):
    (why,) = taken(reports_in(address))
    assert why.startswith("not fetched: ")


def test_a_server_that_sends_slowly_is_left_in_time(server):
    begun = time.monotonic()
    with pytest.raises(Unreadable, match=r"longer than 0\.5 s"):
        fetched(at(server, "slowly"), HERE._replace(seconds=0.5))
    assert time.monotonic() - begun < 2


def test_a_server_that_never_shakes_hands_is_left_in_time():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        begun = time.monotonic()
        with pytest.raises(Unreadable, match=r"longer than 0\.5 s"):
            fetched(f"https://127.0.0.1:{silent.getsockname()[1]}/", HERE._replace(seconds=0.5))
        assert time.monotonic() - begun < 2


def test_certificates_are_checked_for_the_name_that_was_asked_for(server, monkeypatch, tmp_path):
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("reports.example").configure_cert(context)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    limits = HERE._replace(authorities=str(tmp_path / "ca.pem"))
    here = [(2, 1, 6, "", ("127.0.0.1", server.server_port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: here)
    assert b"Talks" in fetched(at(server, "page", "reports.example", "https"), limits).raw
    with pytest.raises(Unreadable, match=r"not fetched: .*[Cc]ertificate"):
        fetched(at(server, "page", "other.example", "https"), limits)
    with pytest.raises(Unreadable, match=r"not fetched: .*[Cc]ertificate"):
        fetched(at(server, "page", "reports.example", "https"), HERE)
