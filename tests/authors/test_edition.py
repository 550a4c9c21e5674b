"""A thin template of each language holds the same roadmap, and follows each release whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from github_twin import seed
from github_twin.crowd import add_crowd
from roadmap_bot.authors.edition import make_edition
from roadmap_bot.errors import UserError
from roadmap_bot.issues.size import check_bodies
from roadmap_bot.repository import Home
from roadmap_bot.roadmap.load import check_roadmap
from roadmap_bot.roadmap.model import Roadmap
from roadmap_bot.yaml.yaml_file import parse_source
from tests.kit.first_roadmap import need_first_roadmap
from tests.kit.learners_copy import LOAF
from tests.kit.scene import MONDAY, NAME
from tests.kit.thin_copy import HOME, LOAVES, ThinCopy

FIRST = need_first_roadmap()
AT_HOME = {
    f"roadmap/{path.relative_to(FIRST).as_posix()}": path.read_text(encoding="utf-8")
    for path in FIRST.rglob("*.*")
}
LANGUAGES = ("zh", "en")
BOT = "maker/roadmap-bot"


def load(files: Mapping[str, str]) -> Roadmap:
    texts = {path: text for path, text in files.items() if path.endswith(".yml")}
    sources = [parse_source(texts[path].encode(), path) for path in sorted(texts)]
    roadmap = [one for one in sources if one.file.startswith("roadmap/")]
    loaded = check_roadmap(roadmap, check_bodies)
    assert loaded.problems == ()
    assert loaded.roadmap
    return loaded.roadmap


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_template_says_the_same_and_speaks_its_own_language_first(language: str) -> None:
    home, made = load(AT_HOME), load(make_edition(AT_HOME, language, BOT))
    assert made.language == language
    assert {edition.language for edition in made.editions} == set(LANGUAGES)
    for spoken in LANGUAGES:
        assert made.spoken(spoken).model_dump() == home.spoken(spoken).model_dump()


def test_a_roadmap_that_is_not_sound_makes_none() -> None:
    with pytest.raises(UserError):
        make_edition({LOAF: LOAVES[LOAF].replace("kind: bake", "kind: fry")}, "zh", BOT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_that_followed_a_release_is_what_is_attached_to_it(language: str) -> None:
    """What the next release changes, adds and takes away: all but the workflows."""
    old = make_edition(AT_HOME, language, BOT)
    news = {
        path: text.replace("24 weeks", "25 weeks").replace("24 周", "25 周")
        for path, text in AT_HOME.items()
    }
    for folder in ("roadmap/", "roadmap/en/"):
        news[f"{folder}7-more.yml"] = news.pop(f"{folder}6-library.yml")
    scene = ThinCopy(kind="template")
    world = seed.make_world("template", files=old, now=MONDAY)
    scene.twin.world = add_crowd(world, {BOT: {**AT_HOME, "src/roadmap_bot/a.py": ""}})
    scene.roadmap = load(old)
    scene.came_from = Home(BOT, scene.roadmap.id, LANGUAGES)
    gone = dict.fromkeys(AT_HOME.keys() - news.keys())
    scene.release("v2", {**news, **gone})
    scene.run("schedule")
    assert scene.files == make_edition(news, language, BOT)
    scene.twin.world = replace(scene.twin.world, log=())
    assert scene.run("schedule").plan == ()
    assert len(scene.twin.world.log) <= 8
    assert scene.home.full_name == NAME
    assert HOME.name == BOT
