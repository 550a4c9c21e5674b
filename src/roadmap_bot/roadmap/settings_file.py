"""Parse the learner's settings, `.github/roadmap-bot.yml`, and rewrite their pauses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from roadmap_bot.errors import Problem, UserError
from roadmap_bot.roadmap.model import Roadmap, Task, Unit
from roadmap_bot.roadmap.paths import WORKFLOWS
from roadmap_bot.roadmap.rules import check_year, check_zone
from roadmap_bot.roadmap.schema import check_shape, find_model
from roadmap_bot.roadmap.settings import Pause, Settings
from roadmap_bot.text.problems import find_near, shorten
from roadmap_bot.yaml.spot import Spot
from roadmap_bot.yaml.yaml_file import Source, parse_source

MAX_READMES = 10
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,38}(?:\[bot\])?")
_DRIVE = re.compile(r"[A-Za-z]:")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")


def parse_settings(
    data: bytes | None, file: str, roadmap: Roadmap
) -> tuple[Settings, tuple[Problem, ...]]:
    """Parse and check the settings; no file, or nothing in it, means defaults, and so does each key with a problem."""
    source = parse_source(data or b"", file)
    if source.value is None:
        return Settings(), source.problems
    root = Spot(source.value, source.nodes)
    _, problems = check_shape(Settings, source.value, source.nodes)
    names = _find_names(roadmap)
    problems += [*_check_all(root, roadmap, names), *source.problems]
    problems.sort(
        key=lambda problem: (problem.place.line, problem.place.column) if problem.place else (0, 0)
    )
    return _make_sound(source, problems, names), tuple(problems)


def replace_pauses(text: str, pauses: Sequence[Pause]) -> str:
    """Replace the `pauses:` block and nothing else; pauses that stay keep their lines, comments and all.

    Raises UserError where the file is broken, or so written that other lines would have to change.
    """
    source = parse_source(text.encode(errors="surrogatepass"), "")
    if not source.problems and isinstance(source.value, dict | None):
        if _has_pauses(text, source, pauses):
            return text
        for block in (_Block(text, source).extend, _Block(text, source).rewrite):
            result = block(pauses)
            if _has_pauses(result, source, pauses):
                return result
    raise UserError(Problem("settings.pauses-locked"))


def _find_names(roadmap: Roadmap) -> dict[str, str]:
    """Find the units and tasks by every name they have: id or alias, in any case."""
    owners: list[Unit | Task] = [*roadmap.units, *(task for _, task in roadmap.tasks)]
    aliases = {alias.casefold(): owner.id for owner in owners for alias in owner.aliases}
    return aliases | {owner.id.casefold(): owner.id for owner in owners}


def _make_sound(source: Source, problems: Sequence[Problem], names: Mapping[str, str]) -> Settings:
    """Make settings from the keys without a problem, old ids replaced by the living ones."""
    broken = {re.split(r"[.\[]", problem.place.path)[0] for problem in problems if problem.place}
    known = source.value if isinstance(source.value, dict) else {}
    sound = {
        key: part
        for key, part in known.items()
        if key in Settings.model_fields and key not in broken
    }
    settings = find_model(Settings, sound) or Settings()
    chosen = {
        name: tuple(names[unit.casefold()] for unit in units)
        for name, units in settings.electives.items()
    }
    without = tuple(names[name.casefold()] for name in settings.without)
    return settings.model_copy(update={"electives": chosen, "without": without})


def _check_all(root: Spot, roadmap: Roadmap, names: Mapping[str, str]) -> Iterator[Problem]:
    yield from check_year(root["start"])
    yield from check_zone(root["zone"])
    yield from _check_electives(root["electives"], roadmap, names)
    yield from _check_without(root, names)
    yield from _check_pauses(root.list("pauses"))
    yield from _check_readmes(root.list("readme"))
    for login in root.list("allow"):
        if login.text and not _LOGIN.fullmatch(login.text):
            yield login.blame("settings.login", login=shorten(login.text))


def _check_electives(spot: Spot, roadmap: Roadmap, names: Mapping[str, str]) -> Iterator[Problem]:
    groups = {elective.id: elective for elective in roadmap.electives}
    for name in spot.value if isinstance(spot.value, dict) else ():
        if name not in groups:
            near = find_near(name, groups)
            yield spot[name].blame_key("settings.unknown-elective", id=shorten(name), near=near)
            continue
        units = spot.list(name)
        for unit in units:
            if unit.text and names.get(unit.text.casefold()) not in groups[name].units:
                near = find_near(unit.text, groups[name].units)
                yield unit.blame(
                    "settings.not-in-elective", id=shorten(unit.text), elective=name, near=near
                )
        count = len({names.get(unit.text.casefold(), unit.text) for unit in units})
        if isinstance(spot[name].value, list) and (count, len(units)) != (groups[name].choose,) * 2:
            yield spot[name].blame(
                "settings.choose", elective=name, choose=groups[name].choose, count=count
            )


def _check_without(root: Spot, names: Mapping[str, str]) -> Iterator[Problem]:
    for name in root.list("without"):
        if name.text and name.text.casefold() not in names:
            yield name.blame(
                "settings.unknown-id",
                id=shorten(name.text),
                near=find_near(name.text, names.values()),
            )


def _check_pauses(pauses: Sequence[Spot]) -> Iterator[Problem]:
    """ISO dates compare as text."""
    for index, pause in enumerate(pauses):
        yield from (*check_year(pause["from"]), *check_year(pause["to"]))
        begin, end = pause["from"].text, pause["to"].text
        if end and begin > end:
            yield pause["to"].blame("settings.pause-reversed", first=begin, last=end)
        before = pauses[index - 1] if index else None
        if before and begin and begin <= (before["to"].text or "9"):
            yield pause["from"].blame("settings.pauses-overlap", where=before.where())


def _check_readmes(files: Sequence[Spot]) -> Iterator[Problem]:
    if len(files) > MAX_READMES:
        yield files[MAX_READMES].blame("settings.readmes", limit=MAX_READMES)
    seen: set[str] = set()
    for file in files:
        path = file.text
        if path and not _is_plain(path):
            yield file.blame("settings.readme-path", path=shorten(path))
        elif path.lower().startswith(WORKFLOWS):
            yield file.blame("settings.readme-workflows", path=shorten(path))
        elif path and not path.lower().endswith(".md"):
            yield file.blame("settings.readme-markdown", path=shorten(path))
        elif path in seen:
            yield file.blame("settings.readme-twice", path=shorten(path))
        seen.add(path)


def _is_plain(path: str) -> bool:
    """Tell whether a path is relative and stays inside the repository."""
    parts = path.split("/")
    return not (
        _DRIVE.match(path) or "\\" in path or "\n" in path or {"", ".", "..", ".git"} & set(parts)
    )


def _read_pauses(value: object) -> tuple[Pause, ...]:
    settings = find_model(Settings, {"pauses": value})
    return settings.pauses if settings else ()


def _has_pauses(text: str, before: Source, pauses: Sequence[Pause]) -> bool:
    """Tell whether the text says these pauses, and of everything else what was said before."""
    after = parse_source(text.encode(), "")
    if after.problems or not isinstance(after.value, dict | None):
        return False
    said = {**(before.value or {}), "pauses": None} == {**(after.value or {}), "pauses": None}
    return said and _read_pauses((after.value or {}).get("pauses", [])) == tuple(pauses)


class _Block:
    """The lines of the `pauses:` key, or the end of the file where there is none."""

    def __init__(self, text: str, source: Source) -> None:
        self._lines = _LINE.findall(text)
        self._break = "\r\n" if "\r\n" in text else "\n"
        self._nodes = source.nodes
        self._old = _read_pauses((source.value or {}).get("pauses", []))
        node = source.nodes.get(("pauses",))
        self._start = node.key.line - 1 if node and node.key else len(self._lines)
        self._stop = node.last if node else len(self._lines)

    def rewrite(self, pauses: Sequence[Pause]) -> str:
        """Write the whole block anew."""
        if not pauses:
            return self._splice(["pauses: []"] if self._start < len(self._lines) else [])
        return self._splice(
            ["pauses:", *(line for pause in pauses for line in _render_pause(pause, "  "))]
        )

    def extend(self, pauses: Sequence[Pause]) -> str:
        """Keep the lines of each pause that stays or only ends now."""
        if not self._old or not pauses:
            return self.rewrite(pauses)
        first = self._line(0)
        indent = re.match(r"[ ]*", self._lines[first])
        block = self._lines[self._start : first]
        for index, pause in enumerate(pauses):
            block += self._keep(index, pause) or _render_pause(pause, indent[0] if indent else "")
        return self._splice(block)

    def _keep(self, index: int, pause: Pause) -> list[str]:
        if index >= len(self._old) or self._old[index].since != pause.since:
            return []
        lines = self._lines[self._line(index) : self._line(index + 1)]
        if self._old[index].to == pause.to:
            return lines
        node = self._nodes[("pauses", index, "from")]
        if self._old[index].to or not pause.to or not node.key:
            return []
        at = node.last - self._line(index)
        return [*lines[:at], f"{' ' * (node.key.column - 1)}to: {pause.to}", *lines[at:]]

    def _line(self, index: int) -> int:
        node = self._nodes.get(("pauses", index))
        return node.place.line - 1 if node else self._stop

    def _splice(self, block: Sequence[str]) -> str:
        before, after = self._lines[: self._start], self._lines[self._stop :]
        if block and before and not before[-1].endswith(("\r", "\n")):
            before[-1] += self._break
        ended = [line if line.endswith(("\r", "\n")) else line + self._break for line in block]
        return "".join([*before, *ended, *after])


def _render_pause(pause: Pause, indent: str) -> list[str]:
    lines = [f"{indent}- from: {pause.since}"]
    return [*lines, f"{indent}  to: {pause.to}"] if pause.to else lines
