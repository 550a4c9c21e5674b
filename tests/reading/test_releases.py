"""The newest release is that of the nearest upstream that has one to be seen."""

from __future__ import annotations

import pytest

from github_twin import seed
from roadmap_bot.errors import UserError
from tests.kit.learners_copy import LOAF, UPSTREAM
from tests.kit.thin_copy import HOME, LOAVES, MIRROR, SCHEMA, ThinCopy, bake


@pytest.mark.parametrize("language", HOME.languages)
def test_a_thin_copy_takes_the_roadmap_over_in_its_own_language_and_nothing_else(
    language: str,
) -> None:
    copy = ThinCopy(language)
    before = copy.files
    news = {"src/roadmap_bot/cli.py": "print(2)\n", "roadmap/schema.json": "{ }\n"}
    copy.release("v2", {**bake("Bake it well"), **news})
    done = copy.update()
    assert copy.home.head.message.partition("\n")[0].endswith("v2 [skip ci]")
    changed = {path for path, text in copy.files.items() if before.get(path) != text}
    below = MIRROR if language == "zh" else "roadmap/zh/roadmap.yml"
    assert changed == {LOAF, below, "roadmap/schema.json"}
    assert copy.files.keys() == before.keys()
    assert f"language: {language}\n" in copy.files[LOAF]
    assert all(copy.files[path].count("Bake it well") == 1 for path in (LOAF, below))
    assert copy.files[LOAF].startswith(SCHEMA.format(""))
    assert copy.files[below].startswith(SCHEMA.format("../"))
    assert done.goal.release
    assert done.goal.release.upstream == HOME.name
    assert copy.update().plan == ()


def test_what_the_learner_changed_in_a_thin_copy_stops_it_and_what_is_the_learners_own_stays() -> (
    None
):
    copy = ThinCopy()
    copy.change({LOAF: copy.files[LOAF].replace("Bake it", "Bake it slowly")})
    copy.release("v2", bake("Bake it well"))
    with pytest.raises(UserError) as caught:
        copy.update()
    (problem,) = caught.value.problems
    assert (problem.code, problem.values["file"]) == ("update.changed", LOAF)
    copy.change({LOAF: copy.first[LOAF], "roadmap/mine.yml": "electives: []\n"})
    copy.update()
    assert "Bake it well" in copy.files[LOAF]
    assert copy.files["roadmap/mine.yml"] == "electives: []\n"


def test_the_releases_of_the_template_itself_come_first() -> None:
    copy = ThinCopy()
    copy.release("v2", bake("Bake it well"))
    copy.publish_upstream("v7", {LOAF: copy.first[LOAF].replace("Bake it", "Bake it here")})
    done = copy.update()
    assert done.goal.release
    assert (done.goal.release.tag, done.goal.release.upstream) == ("v7", UPSTREAM)
    assert "Bake it here" in copy.files[LOAF]


def test_an_authors_own_roadmap_has_nothing_to_take_from_the_bots_home() -> None:
    copy = ThinCopy()
    copy.release("v2", bake("Bake it well"))
    copy.roadmap = copy.roadmap.model_copy(update={"id": "cake"})
    with pytest.raises(UserError) as caught:
        copy.update()
    assert [problem.code for problem in caught.value.problems] == ["update.no-release"]


def test_a_copy_that_holds_the_bot_takes_nothing_from_the_bots_home() -> None:
    copy = ThinCopy("zh", more={"src/roadmap_bot/cli.py": "print(1)\n"})
    copy.release("v2", bake("Bake it well"))
    with pytest.raises(UserError) as caught:
        copy.update()
    assert [problem.code for problem in caught.value.problems] == ["update.no-release"]


def test_a_language_that_the_home_does_not_speak_is_not_taken_for_another() -> None:
    copy = ThinCopy()
    copy.release("v2", bake("Bake it well"))
    copy.roadmap = copy.roadmap.model_copy(update={"language": "fr"})
    with pytest.raises(UserError) as caught:
        copy.update()
    assert [problem.code for problem in caught.value.problems] == ["update.no-release"]


def test_one_without_an_upstream_takes_it_from_the_home_too() -> None:
    copy = ThinCopy(kind="own")
    copy.release("v2", bake("Bake it well"))
    copy.update()
    assert "Bake it well" in copy.files[LOAF]


def test_a_template_that_cannot_be_seen_is_none_but_the_home_still_counts() -> None:
    copy = ThinCopy()
    copy.release("v2", bake("Bake it well"))
    copy.twin.act("change_settings", seed.AUTHOR, UPSTREAM, is_private=True)
    copy.update()
    assert "Bake it well" in copy.files[LOAF]
    assert copy.files[LOAF] != LOAVES[MIRROR]
