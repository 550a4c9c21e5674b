"""The thin template of a roadmap in one of its languages, as a release publishes it."""

from __future__ import annotations

from collections.abc import Mapping

from roadmap_bot.authors.thin_template import make_surroundings
from roadmap_bot.errors import UserError
from roadmap_bot.issues.size import check_bodies
from roadmap_bot.report.files import ROOT
from roadmap_bot.report.manual import describe, seal
from roadmap_bot.roadmap.load import check_roadmap
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.roadmap.paths import Edition
from roadmap_bot.yaml.yaml_file import parse_source


def make_edition(files: Mapping[str, str], language: str, bot: str) -> dict[str, str]:
    """Make every file of the template in a language, by its path.

    `files` are those of the roadmap where the bot is at home, `bot` is its repository. The README
    is sealed, so that the template may renew it with the next release. Raises UserError.
    """
    roadmap = _load(files)
    laid = Edition(roadmap.language, language).lay_out(files)
    surroundings = make_surroundings(describe(roadmap.spoken(language), bot))
    return {**laid, **surroundings, ROOT: seal(surroundings[ROOT])}


def _load(files: Mapping[str, str]) -> Roadmap:
    paths = sorted(path for path in files if path.endswith((".yml", ".yaml")))
    sources = [parse_source(files[path].encode(), path) for path in paths]
    loaded = check_roadmap(sources, check_bodies)
    if loaded.roadmap is None:
        raise UserError(*loaded.problems)
    return loaded.roadmap
