"""The door to HTTP over real sockets: what is told apart, what ends in time, and where the key never goes."""

from __future__ import annotations

import contextlib
import gzip
import shutil
import socket
import ssl
import struct
import subprocess
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from storyforge.core.access import Access, Secret
from storyforge.core.failing import NotServed
from storyforge.providers.http import Answer, Http, said
from storyforge.providers.wire import CLASSES, Wire

KEY = "key_THIS-IS-SECRET-0123456789"
Script = Callable[[socket.socket, bytes, int], None]  # a connection, what came on it, its number


class Listener:
    """A loopback server of raw bytes; keeps what came on every connection."""

    def __init__(
        self, script: Script, context: ssl.SSLContext | None = None, hears: bool = True
    ) -> None:
        self.script, self.context, self.hears = script, context, hears
        self.heard: list[bytes] = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.url = f"http{'s' if context else ''}://127.0.0.1:{self.port}"

    def __enter__(self) -> Listener:
        self.serving = threading.Thread(target=self._serve, daemon=True)
        self.serving.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Closed only when nobody accepts any more: a number that is free again may soon be another's socket."""
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)  # wakes the one who accepts
        self.serving.join(5)
        self.socket.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        try:
            if self.context:
                connection = self.context.wrap_socket(connection, server_side=True)
            if not self.hears:
                self.script(connection, b"", 0)
            while request := self._request(connection):
                self.heard.append(request)
                self.script(connection, request, len(self.heard))
        except OSError:
            return
        finally:
            connection.close()

    @staticmethod
    def _request(connection: socket.socket) -> bytes:
        found = b""
        while b"\r\n\r\n" not in found:
            part = connection.recv(65536)
            if not part:
                return b""
            found += part
        head, _, body = found.partition(b"\r\n\r\n")
        length = next(
            (
                int(line[15:])
                for line in head.lower().split(b"\r\n")
                if line.startswith(b"content-length:")
            ),
            0,
        )
        while len(body) < length:
            body += connection.recv(65536)
        return head + b"\r\n\r\n" + body


def answers(body: bytes = b"{}", head: str = "", status: int = 200) -> Script:
    def script(connection: socket.socket, _: bytes, __: int) -> None:
        connection.sendall(
            f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n{head}\r\n".encode() + body
        )

    return script


def says(text: bytes) -> Script:
    """These bytes, then a hang-up in good manners."""

    def script(connection: socket.socket, _: bytes, __: int) -> None:
        connection.sendall(text)
        connection.shutdown(socket.SHUT_WR)

    return script


def resets(connection: socket.socket, _: bytes = b"", __: int = 0) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def trickles(begin: bytes, drop: bytes) -> Script:
    """A byte now and then for ever: every read of the client is in time, all of them together are not."""

    def script(connection: socket.socket, _: bytes, __: int) -> None:
        connection.sendall(begin)
        connection.settimeout(0.02)
        while True:
            connection.sendall(drop)
            try:
                if not connection.recv(1):
                    return
            except TimeoutError:
                continue

    return script


def bearer(secret: Secret | None) -> dict[str, str]:
    return {"authorization": f"Bearer {secret.reveal()}"} if secret else {}


def way(url: str, **more: Any) -> Http:
    times = {name: more.pop(name) for name in ("deadline", "long") if name in more}
    return Http(Access(url=url, secret=Secret(KEY), **more), url, bearer, **times)


def trouble(call: Callable[[], object]) -> NotServed:
    """What it raises; checked to hold no key in anything that could be shown of it."""
    with pytest.raises(NotServed) as caught:
        call()
    error = caught.value
    shown = traceback.TracebackException.from_exception(error, capture_locals=True)
    text = (
        "".join(shown.format())
        + repr(error)
        + str(error)
        + error.sentence
        + error.advice
        + error.code
    )
    # the test's own frames hold nothing of it either: KEY is a global
    assert KEY not in text
    assert error.__cause__ is None
    assert error.__context__ is None
    return error


def dead_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


# Submits: sent or not sent


def test_a_refused_connection_was_surely_not_sent() -> None:
    http = way(f"http://127.0.0.1:{dead_port()}")
    error = trouble(lambda: http.submit("/v1/create", b"{}"))
    assert error.kind == "not sent"
    assert error.sentence == "127.0.0.1 could not be reached: [Errno 111] Connection refused"


CUT = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"
DOUBTS: dict[str, tuple[Script, bool]] = {
    "hangs up at once": (says(b""), False),
    "hangs up when asked": (resets, True),
    "goes silently": (says(b""), True),
    "ends in the middle of the head": (says(b"HTTP/1.1 200 OK\r\nContent-Le"), True),
    "ends in the middle of the body": (says(CUT), True),
    "ends in the middle of a chunk": (
        says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n{"),
        True,
    ),
    "speaks something else": (says(b"220 smtp.example.com ESMTP\r\n"), True),
    "compresses it wrongly": (answers(b"no gzip", "Content-Encoding: gzip\r\n"), True),
    "sends too much": (answers(b" " * (33 * 2**20)), True),
}


@pytest.mark.parametrize("case", DOUBTS)
def test_a_submit_whose_answer_is_lost_is_in_doubt(case: str) -> None:
    script, hears = DOUBTS[case]
    with Listener(script, hears=hears) as server:
        assert trouble(lambda: way(server.url).submit("/v1/create", b"{}")).kind == "in doubt"


TRICKLES = {
    "the head never ends": trickles(b"HTTP/1.1 200 OK\r\nX-Long: ", b"a"),
    "the body never ends": trickles(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b" "),
    "nothing comes at all": trickles(b"", b""),
    "only interim answers come": trickles(b"", b"HTTP/1.1 102 Processing\r\n\r\n"),
}


@pytest.mark.parametrize("case", TRICKLES)
def test_every_call_ends_in_its_time(case: str) -> None:
    begun = time.monotonic()
    with Listener(TRICKLES[case]) as server:
        http = way(server.url, deadline=0.2, long=0.2)
        assert trouble(lambda: http.submit("/v1/create", b"{}")).kind == "in doubt"
        assert trouble(lambda: http.ask("GET", "/v1/tasks/1")).kind == "transient"
        assert (
            trouble(lambda: http.download(f"{server.url}/a.png", largest=10**6)).kind == "transient"
        )
    assert time.monotonic() - begun < 5


def _names(of: type[Exception]) -> Iterator[type[Exception]]:
    for each in of.__subclasses__():
        yield each
        yield from _names(each)


NOT_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.LocalProtocolError,
    httpx.UnsupportedProtocol,
    httpx.ProxyError,
)


@pytest.mark.parametrize("error", sorted(_names(httpx.HTTPError), key=lambda each: each.__name__))
def test_only_these_classes_of_httpx_say_that_nothing_was_sent(error: type[Exception]) -> None:
    row = next(row for row in CLASSES if issubclass(error, row[0]))
    assert row[1] is (error not in NOT_SENT)


def test_any_status_is_an_answer_and_no_redirect_is_followed() -> None:
    for status in (200, 302, 400, 429, 500, 503, 524):
        head = f"Location: http://127.0.0.1:{dead_port()}/\r\nX-Some: Thing\r\n"
        with Listener(answers(b"[1]", head, status)) as server:
            http = way(server.url)
            for answer in (http.submit("/a", b"{}"), http.ask("GET", "/a")):
                assert (answer.status, answer.body, answer.headers["x-some"]) == (
                    status,
                    b"[1]",
                    "Thing",
                )


def test_a_submit_has_a_connection_of_its_own_and_carries_the_key_and_the_exact_body() -> None:
    with Listener(answers()) as server:
        http = way(server.url)
        for _ in range(2):
            http.ask("GET", "/v1/organization", query={"a": "b c"})
        http.submit("/v1/create", '{"prompt":"Ägypten"}'.encode())
        http.ask("DELETE", "/v1/tasks/1")
    looks, submit, delete = server.heard[:2], server.heard[2], server.heard[3]
    assert looks[0].startswith(b"GET /v1/organization?a=b+c HTTP/1.1\r\n")
    assert delete.startswith(b"DELETE /v1/tasks/1 HTTP/1.1\r\n")
    head, _, body = submit.partition(b"\r\n\r\n")
    assert body == '{"prompt":"Ägypten"}'.encode()
    lines = head.lower().split(b"\r\n")
    assert {
        b"connection: close",
        b"content-type: application/json",
        b"accept-encoding: identity",
    } <= set(lines)
    assert f"authorization: bearer {KEY}".lower().encode() in lines


def test_only_submits_open_connections_anew() -> None:
    opened = []

    def script(connection: socket.socket, request: bytes, number: int) -> None:
        opened.append(connection.getpeername())
        answers()(connection, request, number)

    with Listener(script) as server:
        http = way(server.url)
        for call in (http.ask, http.submit, http.submit, http.ask):
            call("GET", "/x") if call == http.ask else call("/x", b"{}")
    assert opened[0] == opened[3]
    assert len(set(opened)) == 3


# Where the key goes


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:{port}/v1/tasks",  # another name is another origin
        "http://127.0.0.1:1/v1/tasks",
        "https://127.0.0.1:{port}/v1/tasks",
        "http://127.0.0.1:{port}@example.com/v1/tasks",
        "http://user:word@127.0.0.1:{port}/v1/tasks",
        "//example.com/v1/tasks",
        "@example.com/v1/tasks",
        ".example.com/v1/tasks",
        "file:///etc/passwd",
        "ftp://127.0.0.1:{port}/v1",
        "http://127.0.0.1:{port}\n/v1",
        "",
    ],
)
def test_nothing_is_asked_of_another_address_with_the_key(address: str) -> None:
    with Listener(answers()) as server:
        http = way(server.url)
        if address.startswith("//"):  # below the base, this is a path
            http.ask("GET", address.format(port=server.port))
            assert server.heard[0].startswith(b"GET //example.com/v1/tasks HTTP")
            return
        url = address.format(port=server.port)
        assert trouble(lambda: http.ask("GET", url)).kind == "broken"
        assert trouble(lambda: http.download(url, largest=9, ours=True)).kind == "broken"
        assert server.heard == []


def test_an_address_of_its_own_may_be_given_in_full() -> None:
    with Listener(answers(b'{"a": 1}')) as server:
        http = Http(Access(secret=Secret(KEY)), server.url + "/v1", bearer)
        assert http.ask("GET", f"{server.url}/v1/predictions?cursor=a%3D").json() == {"a": 1}
        assert http.ask("GET", "/predictions").status == 200
    assert server.heard[0].startswith(b"GET /v1/predictions?cursor=a%3D HTTP")
    assert server.heard[1].startswith(b"GET /v1/predictions HTTP")


@pytest.mark.parametrize("key", ["", " key", "key\n", "schlüssel", "a\x00b"])
def test_a_key_that_cannot_be_one_is_refused_before_anything_is_sent(key: str) -> None:
    with Listener(answers()) as server:
        http = Http(Access(secret=Secret(key), variable="SOME_KEY"), server.url, bearer)
        error = trouble(lambda: http.submit("/x", b"{}"))
        assert (error.kind, error.advice) == ("key", "set SOME_KEY anew")
        assert server.heard == []


def test_nothing_shows_the_key() -> None:
    http = way("http://127.0.0.1:1")
    assert KEY not in repr(http) + str(http) + repr(vars(http))


# The way there


def test_the_proxy_is_used_and_what_the_environment_says_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in (
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "http_proxy",
        "https_proxy",
        "all_proxy",
    ):
        monkeypatch.setenv(name, f"http://127.0.0.1:{dead_port()}")
    with Listener(answers(b'{"by": "proxy"}')) as proxy:
        http = way("http://service.example", proxy=proxy.url)
        assert http.submit("/v1/create", b"{}").json() == {"by": "proxy"}
        assert http.ask("GET", "/v1/x").json() == {"by": "proxy"}
    assert proxy.heard[0].startswith(b"POST http://service.example/v1/create HTTP/1.1")
    with Listener(answers(b'{"by": "itself"}')) as server:
        http = way(server.url, proxy=f"http://127.0.0.1:{dead_port()}")
        assert http.submit("/v1/create", b"{}").json() == {"by": "itself"}


def test_a_proxy_that_refuses_the_tunnel_has_sent_nothing_and_seen_no_key() -> None:
    with Listener(answers(b"", status=502)) as proxy:
        http = way("https://service.example", proxy=f"http://me:word@127.0.0.1:{proxy.port}")
        error = trouble(lambda: http.submit("/v1/create", b"{}"))
    assert error.kind == "not sent"
    assert "word" not in error.sentence
    assert proxy.heard[0].startswith(b"CONNECT service.example:443 HTTP/1.1")
    assert KEY.encode() not in b"".join(proxy.heard)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("openssl"):
        pytest.skip("making a certificate needs the program openssl")
    folder = tmp_path_factory.mktemp("certificate")
    made = [
        *[
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=127.0.0.1",
        ],
        *[
            "-addext",
            "subjectAltName=IP:127.0.0.1,DNS:files.example.org",
            "-keyout",
            "key.pem",
            "-out",
            "cert.pem",
        ],
    ]
    subprocess.run(made, cwd=folder, check=True, capture_output=True)
    return folder / "cert.pem"


def _tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    return context


def test_a_stranger_with_a_certificate_of_his_own_gets_nothing(certificate: Path) -> None:
    with Listener(answers(), _tls(certificate)) as server:
        error = trouble(lambda: way(server.url).submit("/x", b"{}"))
        assert error.kind == "not sent"
        assert "certificate" in error.sentence
        assert way(server.url, ca=str(certificate)).submit("/x", b"{}").status == 200
    assert len(server.heard) == 1


@pytest.mark.parametrize("text", [None, "no certificate"])
def test_a_file_of_certificates_that_cannot_be_read_is_named(
    tmp_path: Path, text: str | None
) -> None:
    path = tmp_path / "ca.pem"
    if text:
        path.write_text(text)
    error = trouble(lambda: way("https://127.0.0.1:1", ca=str(path)).submit("/x", b"{}"))
    assert error.sentence == f"the file of certificates {path} cannot be read"


# Downloads


def test_a_download_is_the_bytes_without_the_key() -> None:
    data = bytes(range(256)) * 5000
    with Listener(answers(data)) as server:
        http = way(server.url)
        assert http.download(f"{server.url}/a.png?_jwt=x%2Fy", largest=len(data)) == data
        assert http.download(f"{server.url}/a.png", largest=len(data), ours=True) == data
        assert http.download("/a.png", largest=len(data), ours=True) == data
    assert [KEY.encode() in each for each in server.heard] == [False, True, True]
    assert server.heard[0].startswith(b"GET /a.png?_jwt=x%2Fy HTTP")
    assert b"accept-encoding: identity" in server.heard[0].lower()


CHUNKED = (
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"3e8\r\n" + b"x" * 1000 + b"\r\n"
)
DOWNLOADS: dict[str, tuple[Script, str, str]] = {
    "compressed": (answers(gzip.compress(b"x" * 50), "Content-Encoding: gzip\r\n"), "broken", ""),
    "too large": (answers(b"x" * 101), "broken", ""),
    "too large without saying so": (says(CHUNKED), "broken", ""),
    "cut": (says(CUT), "transient", "RemoteProtocolError"),
    "reset": (resets, "transient", "ReadError"),
    "moved": (answers(b"", "Location: /b\r\n", 302), "broken", "302"),
    "forbidden": (answers(b"<Error/>", status=403), "lost", "403"),
    "not there": (answers(b"", status=404), "lost", "404"),
    "gone": (answers(b"", status=410), "lost", "410"),
    "bad day": (answers(b"", status=500), "transient", "500"),
    "slow down": (answers(b"", status=429), "transient", "429"),
}


@pytest.mark.parametrize("case", DOWNLOADS)
def test_what_a_download_may_meet(case: str) -> None:
    script, kind, code = DOWNLOADS[case]
    with Listener(script) as server:
        error = trouble(lambda: way(server.url).download(f"{server.url}/a.png", largest=100))
    assert (error.kind, error.code) == (kind, code)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://files.example.org/a.png", "it is not https"),
        ("https://10.0.0.1/a.png", "it is a number, not a name"),
        ("https://8.8.8.8/a.png", "it is a number, not a name"),
        ("https://[::1]/a.png", "it is a number, not a name"),
        ("https://2130706433/a.png", "it is a number, not a name"),
        ("https://0x7f.0x1/a.png", "it is a number, not a name"),
        ("https://localhost/a.png", "it is this machine"),
        ("https://a.localhost/a.png", "it is this machine"),
        ("https://me:word@files.example.org/a.png", "it is no address"),
        ("ftp://files.example.org/a.png", "it is no address"),
        ("a.png", "it is no address"),
    ],
)
def test_a_service_cannot_send_us_anywhere(url: str, why: str) -> None:
    http = way("https://service.example")
    expected = f"a result or upload has an address not to be used: {why}"
    assert trouble(lambda: http.download(url, largest=9)).sentence == expected
    assert (
        trouble(lambda: http.form(url, {}, ("f", "a", b"", "b/c"), ours=False)).sentence == expected
    )


def test_a_name_that_leads_into_a_private_network_is_not_spoken_to(
    monkeypatch: pytest.MonkeyPatch, certificate: Path
) -> None:
    with Listener(answers(b"inside"), _tls(certificate)) as server:
        here = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.port))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: here)
        http = way("https://service.example", ca=str(certificate))
        error = trouble(lambda: http.download("https://files.example.org/a.png", largest=99))
        assert (error.kind, error.sentence) == (
            "broken",
            "files.example.org is in a private network",
        )
        assert server.heard == []
        own = way(
            "https://files.example.org", ca=str(certificate)
        )  # unless the user put the service there
        assert own.download("https://files.example.org/a.png", largest=99) == b"inside"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("data:image/png;base64,AQID", b"\x01\x02\x03"),
        ("DATA:,a%20b", b"a b"),
        ("data:image/png;base64,AQI*", None),
        ("data:image/png;base64", None),
        ("data:image/png;base64," + "AAAA" * 40, None),
        ("data:," + "a" * 101, None),
    ],
)
def test_data_addresses_hold_their_own_bytes(address: str, found: bytes | None) -> None:
    http = way("https://service.example")
    if found is not None:
        assert http.download(address, largest=100) == found
    else:
        assert trouble(lambda: http.download(address, largest=100)).kind == "broken"


# Forms


@pytest.mark.parametrize("ours", [True, False])
def test_a_form_has_its_fields_first_and_the_key_only_where_it_belongs(ours: bool) -> None:
    with Listener(answers(b"", status=204)) as server:
        http = way(server.url)
        file = ("file", "mara.png", b"\x89PNG bytes", "image/png")
        url = "/v1/files" if ours else f"{server.url}/bucket"
        assert http.form(url, {"key": "a/b", "policy": "c=="}, file, ours=ours).status == 204
    head, _, body = server.heard[0].partition(b"\r\n\r\n")
    assert (KEY.encode() in head) is ours
    names = [
        part.split(b'"')[1] for part in body.split(b"Content-Disposition: form-data; name=")[1:]
    ]
    assert names == [b"key", b"policy", b"file"]
    assert b'filename="mara.png"\r\nContent-Type: image/png\r\n\r\n\x89PNG bytes\r\n' in body


# Answers


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b'"x"', b"{", b"\xff\xfe", b"[" * 100_000, b"null"]
)
def test_an_answer_that_is_no_object_is_broken(body: bytes) -> None:
    assert trouble(Answer(200, {}, body).json).kind == "broken"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "2.5"}, 2.5),
        ({"retry-after-ms": "1500", "retry-after": "7"}, 1.5),
        (
            {
                "retry-after": "Sat, 21 Nov 2026 08:01:00 GMT",
                "date": "Sat, 21 Nov 2026 08:00:00 GMT",
            },
            60.0,
        ),
        (
            {
                "retry-after": "Sat, 21 Nov 2026 07:00:00 GMT",
                "date": "Sat, 21 Nov 2026 08:00:00 GMT",
            },
            0.0,
        ),
        ({"retry-after": "99999999"}, 3600.0),
        ({"retry-after-ms": "nan"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-3"}, None),
    ],
)
def test_how_long_a_service_asks_us_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    assert Answer(429, headers, b"").retry_after() == seconds


def test_a_services_words_cannot_steer_a_terminal_or_flood_it() -> None:
    assert said("no\x1b[31m red\r\n\u202eline  ") == "no [31m red line"
    assert len(said("a" * 5000)) == 300


def test_the_wire_is_made_once_for_all_threads() -> None:
    with Listener(answers()) as server:
        http = way(server.url)
        threads = [threading.Thread(target=http.ask, args=("GET", "/x")) for _ in range(8)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert len(server.heard) == 8
    assert Wire.__name__ == "Wire"
