"""What the settings may say of the learner's projects: known units, addresses open to everybody."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import SplitResult, urlsplit

from roadmap_bot.errors import Problem
from roadmap_bot.roadmap.checks.readmes import find_fault
from roadmap_bot.roadmap.paths import GUIDE, is_readme
from roadmap_bot.text.problems import find_near, shorten
from roadmap_bot.yaml.spot import Spot

MAX_PROJECTS = 30
MAX_ADDRESS = 500  # signs
_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))+", re.IGNORECASE)
_SIGNS = re.compile(r"[!#-;=?-\[\]_a-z~]+", re.IGNORECASE)
_USER = re.compile(r"(?<=//)[^/]*@")
_PRIVATE = ("localhost", "local", "internal", "lan", "home", "corp", "intranet", "arpa", "onion")


def check_projects(projects: Spot, units: Mapping[str, str]) -> Iterator[Problem]:
    """Check that each is of another unit of the roadmap and says where it is to be seen.

    `units` are the ids of all units by every name they have, case-folded.
    """
    if not isinstance(projects.value, dict):
        return
    seen: set[str] = set()
    for index, name in enumerate(projects.value):
        id = units.get(name.casefold(), "")
        if index == MAX_PROJECTS:
            yield projects[name].blame_key("settings.projects", limit=MAX_PROJECTS)
        if not id:
            near = find_near(name, units.values())
            yield projects[name].blame_key("settings.unknown-project", id=shorten(name), near=near)
        elif id in seen:
            yield projects[name].blame_key("settings.project-twice", id=id)
        seen.add(id)
        yield from _check_project(projects[name])


def _check_project(project: Spot) -> Iterator[Problem]:
    if project.value == {}:
        yield project.blame("settings.project-empty")
    demo = project["demo"]
    if demo.text and not is_open_address(demo.text):
        shown = _USER.sub("…@", demo.text)  # a password is not said again
        yield demo.blame("settings.demo", url=shorten(shown))


def check_portfolio(file: Spot, readmes: Iterable[Spot]) -> Iterator[Problem]:
    """Check that the portfolio is a Markdown file of the repository, and of nothing else."""
    path = file.text
    code = find_portfolio_fault(path, [readme.text for readme in readmes])
    if code:
        yield file.blame(code, path=shorten(path))


def find_portfolio_fault(path: str, readmes: Iterable[str] = ()) -> str:
    """Find what is wrong with the path of a portfolio; empty where nothing is."""
    taken = {GUIDE.casefold(), *map(str.casefold, readmes)}
    if path.casefold() in taken or is_readme(path):
        return find_fault(path, ()) or "settings.portfolio-taken"
    return find_fault(path, ())


def is_open_address(url: str) -> bool:
    """Whether an address is one that anybody may ask: https, a public name, no password."""
    if len(url) > MAX_ADDRESS or not _SIGNS.fullmatch(url):
        return False
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    return parts.scheme == "https" and not _has_user(parts) and _is_public(host)


def _has_user(parts: SplitResult) -> bool:
    return "@" in parts.netloc


def _is_public(host: str) -> bool:
    """Whether a host is a name on the public net, and no number."""
    if not _HOST.fullmatch(host) or len(host) > 253:
        return False
    _, _, top = host.rpartition(".")
    if top in _PRIVATE or top.isdecimal() or top.startswith("0x"):
        return False
    return not _is_number(host)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
