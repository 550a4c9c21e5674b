"""Ask whether the demos of the learner's projects answer: at most weekly, all at once, by https.

No token is sent, no private host asked, nothing of the answer read but its status: whoever writes
the settings cannot make the job look around where it runs. Silence is no fault of anybody's.
"""

from __future__ import annotations

import datetime as dt
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

from roadmap_bot.repository import Exhibit, Visit
from roadmap_bot.roadmap.checks.projects import is_open_address
from roadmap_bot.roadmap.settings import Project

WEEK = dt.timedelta(days=7)
PATIENCE = 10.0  # seconds
HOPS = 3  # redirects that are followed
MOVED = (301, 302, 303, 307, 308)
# Networks whose last 32 bits are an address of the older net.
TRANSLATED = tuple(map(ipaddress.ip_network, ("::/96", "64:ff9b::/96")))
# What Python may call public, and a cloud answers itself: also Azure's, on which runners run.
# https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
INNER = ("fec0::/10", "64:ff9b:1::/48", "192.0.0.0/24", "168.63.129.16/32")
NOT_PUBLIC = tuple(map(ipaddress.ip_network, INNER))
HEADERS = {"User-Agent": "roadmap-bot", "Accept": "*/*", "Connection": "close"}

Dial = Callable[[str, int], socket.socket]  # connects to a host's port; raises OSError
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def dial_public(host: str, port: int) -> socket.socket:
    """Connect to a host by TLS; raise OSError where any of its addresses is not public."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(place[0]) for *_, place in found]
    if not all(map(is_public, addresses)):
        raise OSError(f"{host} is not on the public net")
    wire = _connect(addresses, port)
    return ssl.create_default_context().wrap_socket(wire, server_hostname=host)


def is_public(address: str) -> bool:
    """Whether an address belongs to the public net, and every address that it may stand for."""
    return all(map(_is_public, _unwrap(address)))


def _is_public(address: Address) -> bool:
    is_inner = any(address in net for net in NOT_PUBLIC)
    return address.is_global and not address.is_multicast and not is_inner


def _unwrap(address: str) -> Iterator[Address]:
    """Find the address itself, and those of the older net that are wrapped in it."""
    whole = ipaddress.ip_address(address.partition("%")[0])
    yield whole
    if isinstance(whole, ipaddress.IPv6Address):
        wrapped = (whole.ipv4_mapped, whole.sixtofour, *(whole.teredo or ()))
        yield from filter(None, wrapped)
        if any(whole in net for net in TRANSLATED):
            yield ipaddress.IPv4Address(int(whole) % 2**32)


def _connect(addresses: Iterable[str], port: int) -> socket.socket:
    for address in addresses:
        try:
            return socket.create_connection((address, port), PATIENCE)
        except OSError:
            continue
    raise OSError("nobody is there")


def dial_stand_in(url: str) -> Dial:
    """Make what connects to one server of this machine, whatever is asked for: it plays the net."""
    parts = urlsplit(url)
    return lambda host, port: socket.create_connection((parts.hostname, parts.port), PATIENCE)


def answers(url: str, dial: Dial = dial_public) -> bool:
    """Whether somebody answers well at an address, a few redirects on the public net away."""
    try:
        for _ in range(HOPS + 1):
            status, place = _ask(url, dial)
            if status not in MOVED:
                return status in range(200, 300)
            url = urljoin(url, place)
            if not is_open_address(url):
                return False
    except (OSError, http.client.HTTPException, ValueError):
        return False
    return False


def _ask(url: str, dial: Dial) -> tuple[int, str]:
    """Ask once; return the status, and where the answer sends on to."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", timeout=PATIENCE)
    connection.sock = dial(parts.hostname or "", parts.port or 443)
    try:
        way = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        connection.request("GET", way, headers={"Host": parts.netloc, **HEADERS})
        answer = connection.getresponse()
        return answer.status, answer.getheader("location", "")
    finally:
        connection.close()


def ask_demos(urls: Sequence[str], dial: Dial = dial_public) -> frozenset[str]:
    """Ask all of them at once and return those that answered in time."""
    good: list[str] = []

    def ask(url: str) -> None:
        if answers(url, dial):
            good.append(url)

    threads = [threading.Thread(target=ask, args=(url,), daemon=True) for url in urls]
    for thread in threads:
        thread.start()
    end = time.monotonic() + PATIENCE
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
    return frozenset(list(good))  # a copy, as one that is late may still come in


@dataclass
class Demos:
    """The demos as one run knows them: each is asked once, and not if it was within the week."""

    ask: Callable[[Sequence[str]], frozenset[str]] = ask_demos
    asked: dict[str, bool] = field(default_factory=dict)

    def try_out(
        self,
        exhibits: Mapping[str, Exhibit],
        projects: Mapping[str, Project],
        known: Mapping[str, Visit],
        today: dt.date,
    ) -> dict[str, Exhibit]:
        """Add to what is seen of each project when its demo was last asked."""
        demos = {id: project.demo for id, project in projects.items() if project.demo}
        visits = self.visit(demos.values(), known, today)
        tried = {id: replace(exhibits[id], visit=visits[url]) for id, url in demos.items()}
        return {**exhibits, **tried}

    def visit(
        self, urls: Iterable[str], known: Mapping[str, Visit], today: dt.date
    ) -> dict[str, Visit]:
        """Ask those whose week is over; return when each was last asked, and last answered."""
        before = {url: known.get(url, Visit()) for url in urls}
        due = [url for url, visit in before.items() if is_due(visit, today)]
        news = [url for url in due if url not in self.asked]
        if news:
            good = self.ask(news)
            self.asked |= {url: url in good for url in news}
        return {url: self._renew(url, visit, due, today) for url, visit in before.items()}

    def _renew(self, url: str, visit: Visit, due: Sequence[str], today: dt.date) -> Visit:
        if url not in due:
            return visit
        return Visit(today, today if self.asked[url] else visit.answered)


def is_due(visit: Visit, today: dt.date) -> bool:
    """Whether a demo may be asked again: a week is over, or the memory is of tomorrow."""
    if visit.asked is None or visit.asked > today:
        return True
    return today - visit.asked >= WEEK
