"""The only door to httpx: connections, deadlines, and what went wrong as one kind of trouble."""

from __future__ import annotations

import ipaddress
import logging
import ssl
import time
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from functools import cached_property
from typing import Any

import httpx

from storyforge.core.access import Secret
from storyforge.core.failing import NotServed
from storyforge.providers.http import Trouble
from storyforge.version import VERSION

_KEY = 16  # letters from which on a key is looked for in answers: a short one is in other words
CONNECT = 10.0  # seconds until there is a connection
AGENT = {"user-agent": f"storyforge/{VERSION}", "accept-encoding": "identity"}
Got = tuple[int, dict[str, str], bytes]
_DUE: ContextVar[float] = ContextVar("due", default=float("inf"))  # monotonic seconds

# What httpx raises -> whether anything may have reached the other side, and what it is called.
# First match wins; what is not in the table may have been sent.
CLASSES: tuple[tuple[type[Exception], bool, str], ...] = (
    (httpx.ConnectTimeout, False, "could not be reached in time"),
    (httpx.PoolTimeout, False, "could not be reached: too many connections are open"),
    (httpx.ConnectError, False, "could not be reached"),
    (httpx.ProxyError, False, "could not be reached"),
    (httpx.UnsupportedProtocol, False, "has an address that is not http"),
    (httpx.LocalProtocolError, False, "was not asked, because the request cannot be sent"),
    (httpx.WriteTimeout, True, "stopped listening"),
    (httpx.ReadTimeout, True, "did not answer in time"),
    (httpx.WriteError, True, "hung up while it was being asked"),
    (httpx.ReadError, True, "hung up before its answer was complete"),
    (httpx.RemoteProtocolError, True, "broke off before its answer was complete"),
    (httpx.DecodingError, True, "answered in a compression that cannot be read"),
    (httpx.HTTPError, True, "could not be understood"),
)
_NO_WAY = (httpx.ConnectTimeout, httpx.ConnectError, httpx.ProxyError)

for _library in map(logging.getLogger, ("httpx", "httpcore")):
    # Unless they were asked to: they log every address in whole, also those that are signed.
    if _library.level == logging.NOTSET:
        _library.setLevel(logging.WARNING)


class _Key(httpx.Auth):
    """Puts the service's own headers on a request as late as can be: no frame ever holds them."""

    def __init__(self, secret: Secret | None, headers: Callable[[Secret | None], Any]) -> None:
        self._secret, self._headers = secret, headers

    def auth_flow(self, request: httpx.Request) -> Iterator[httpx.Request]:  # type: ignore[override]
        request.headers.update(self._headers(self._secret))
        yield request


class _Inside(Exception):
    """A foreign address led into a private network."""


class _Watched:
    """A stream, or what makes streams, of which every wait ends when the request is due.

    httpx counts its time-outs per read; a server that sends a byte now and then would be listened
    to for ever. The names of the methods are those of httpcore's network backends and streams.
    """

    def __init__(self, inner: Any, public: bool = False) -> None:
        self._inner, self._public = inner, public

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, **rest: Any) -> Any:
        stream = self._inner.connect_tcp(host, port, timeout=_left(timeout), **rest)
        if self._public and not _public(stream.get_extra_info("server_addr")):
            stream.close()
            raise _Inside
        return _Watched(stream)

    def start_tls(
        self, ssl_context: Any, server_hostname: Any = None, timeout: float | None = None
    ) -> Any:
        return _Watched(self._inner.start_tls(ssl_context, server_hostname, _left(timeout)))

    def read(self, max_bytes: int, timeout: float | None = None) -> Any:
        return self._inner.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(timeout))

    def close(self) -> None:
        self._inner.close()

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left(timeout: float | None) -> float:
    """Seconds for the next wait; never 0, which would mean not to wait at all."""
    left = _DUE.get() - time.monotonic()
    return max(min(left, CONNECT if timeout is None else timeout), 0.001)


def _public(address: Any) -> bool:
    found = ipaddress.ip_address(str(address[0]).partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return bool((mapped or found).is_global)


class Wire:
    """Connections to one service and to wherever it keeps its results. Safe for many threads."""

    def __init__(
        self,
        base: str,
        proxy: str,
        ca: str,
        secret: Secret | None,
        headers: Callable[[Secret | None], Any],
        largest: int,
    ) -> None:
        found = self.address(base)
        if found is None:
            raise NotServed("not sent", "the service's address is no web address", "see `url`")
        self._origin, self._loopback = _origin(found), _loopback(found)
        self._proxy, self._largest = None if self._loopback or not proxy else proxy, largest
        self._secret, self._key = secret, _Key(secret, headers)
        self._ca = ca
        # Reading certificates takes longer than most calls: not where no certificate is looked at.
        plain = found.scheme == "http"
        self._trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if plain else _trust(ca)
        self._pool = self._client(self._trust)
        weakref.finalize(self, self._pool.close)  # kept connections are closed with the wire

    def address(self, url: str, query: Mapping[str, str] | None = None) -> httpx.URL | None:
        """The address as httpx will use it, or None."""
        try:
            found = httpx.URL(url)
            plain = found.scheme in ("http", "https") and found.host and not found.userinfo
            return (found.copy_merge_params(dict(query)) if query else found) if plain else None
        except (httpx.InvalidURL, TypeError, ValueError):
            return None

    def own(self, url: httpx.URL) -> bool:
        """Whether it is at the service itself, where the key may go."""
        return _origin(url) == self._origin

    def unfit(self, url: httpx.URL) -> str:
        """Why bytes are not fetched from there; empty when they are."""
        if self.own(url) or (self._loopback and _loopback(url)):
            return ""
        if url.scheme != "https":
            return "it is not https"
        last = url.host.rstrip(".").rpartition(".")[2]
        if ":" in url.host or last.isdigit() or last.startswith("0x"):
            return "it is a number, not a name"
        return "it is this machine" if last == "localhost" else ""

    def fresh(self, method: str, url: httpx.URL, **rest: Any) -> Got:
        """On a connection of its own, with the key."""
        with self._client(self._trust) as client:
            return self._send(client, self._key, method, url, **rest)

    def pooled(self, method: str, url: httpx.URL, **rest: Any) -> Got:
        """On a kept connection, with the key."""
        return self._send(self._pool, self._key, method, url, **rest)

    def foreign(self, method: str, url: httpx.URL, **rest: Any) -> Got:
        """Without the key; not into a private network, unless the service itself is there."""
        return self._send(self._pool if self.own(url) else self._abroad, None, method, url, **rest)

    @cached_property
    def _abroad(self) -> httpx.Client:
        made = self._client(_trust(self._ca), public=not self._loopback)
        weakref.finalize(self, made.close)
        return made

    def _client(self, trust: ssl.SSLContext, public: bool = False) -> httpx.Client:
        transport = _transport(trust, self._proxy, public and not self._proxy)
        return httpx.Client(
            transport=transport, trust_env=False, follow_redirects=False, headers=AGENT
        )

    def _send(
        self,
        client: httpx.Client,
        key: _Key | None,
        method: str,
        url: httpx.URL,
        within: float,
        largest: int = 0,
        raw: bool = False,
        **rest: Any,
    ) -> Got:
        due = time.monotonic() + within
        before = _DUE.set(due)
        failed: Exception
        try:
            limits = httpx.Timeout(within, connect=min(CONNECT, within))
            with client.stream(method, url, auth=key, timeout=limits, **rest) as response:
                body = _read(response, due, largest or self._largest, raw)
                headers = _small(response.headers)
                return response.status_code, *_unquoted(self._secret, headers, body, raw)
        except (NotServed, Trouble):
            raise
        except Exception as error:
            failed = error
        finally:
            _DUE.reset(before)
        raise self._trouble(failed, url.host)

    def _trouble(self, error: Exception, host: str) -> Trouble:
        """Made outside of `except`: what httpx raised holds the request, and is not kept."""
        name = type(error).__name__
        if isinstance(error, _Inside):
            return Trouble(f"{host} is in a private network", False, name, nonsense=True)
        row = next((row for row in CLASSES if isinstance(error, row[0])), None)
        sent, words = (row[1], row[2]) if row else (True, f"failed ({name})")
        if self._proxy and isinstance(error, _NO_WAY):
            way = httpx.URL(self._proxy)  # of which only name and port are told
            words = f"{words} through the proxy {way.host}:{way.port or 80}"
        detail = str(error) if isinstance(error, httpx.ConnectError | httpx.ProxyError) else ""
        if self._secret:
            detail = detail.replace(self._secret.reveal(), "…")
        nonsense = isinstance(error, httpx.DecodingError)
        return Trouble(f"{host} {words}{': ' * bool(detail)}{detail}", sent, name, nonsense)


def _transport(trust: ssl.SSLContext, proxy: str | None, public: bool) -> httpx.HTTPTransport:
    made = httpx.HTTPTransport(verify=trust, trust_env=False, proxy=proxy, retries=0)
    pool: Any = made._pool  # the one place where a deadline can be held to; a test watches it
    pool._network_backend = _Watched(pool._network_backend, public)
    return made


def _trust(ca: str) -> ssl.SSLContext:
    """Which certificates are believed: the public ones, and those of the user's file."""
    trust = httpx.create_ssl_context(trust_env=False)
    readable = True
    try:
        if ca:
            trust.load_verify_locations(ca)
    except OSError:
        readable = False
    if not readable:
        sentence = f"the file of certificates {ca} cannot be read"
        raise NotServed("not sent", sentence, "it must hold certificates as PEM text")
    return trust


def _read(response: httpx.Response, due: float, largest: int, raw: bool) -> bytes:
    host = response.request.url.host
    if raw and response.headers.get("content-encoding", "identity").lower() != "identity":
        raise Trouble(f"{host} sent the result compressed, unasked", True, "", nonsense=True)
    found = bytearray()
    for part in response.iter_raw() if raw else response.iter_bytes():
        found += part
        if len(found) > largest:
            sentence = f"{host} sent more than {largest} bytes"
            raise Trouble(sentence, True, "", nonsense=True)
        if time.monotonic() > due:
            raise Trouble(f"{host} did not answer in time", True, "ReadTimeout")
    return bytes(found)


def _small(headers: httpx.Headers) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _unquoted(
    secret: Secret | None, headers: dict[str, str], body: bytes, raw: bool
) -> tuple[dict[str, str], bytes]:
    """An answer that does not quote the key, as gateways do with the header that they refuse."""
    if secret is None or len(secret.reveal()) < _KEY:
        return headers, body
    headers = {name: text.replace(secret.reveal(), "...") for name, text in headers.items()}
    return headers, body if raw else body.replace(secret.reveal().encode(), b"...")


def _origin(url: httpx.URL) -> tuple[str, bytes, int]:
    return url.scheme, url.raw_host.lower(), url.port or (443 if url.scheme == "https" else 80)


def _loopback(url: httpx.URL) -> bool:
    try:
        return ipaddress.ip_address(url.host).is_loopback
    except ValueError:
        return url.host == "localhost"
