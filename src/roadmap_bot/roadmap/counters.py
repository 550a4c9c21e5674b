"""What a roadmap counts beside its hours: files on the default branch, or boxes that are ticked."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from roadmap_bot.roadmap.fields import Folder, Model, StepId, Text, Week

Number = Annotated[int, Field(ge=1, le=10_000)]


class CounterGroup(Model):
    """A part of a counter of files: those in one folder, which has one name in all languages."""

    example: ClassVar = "{title: Arrays, goal: 20, folder: array}"
    title: Text
    goal: Number
    folder: Folder


class Counter(Model):
    """Something to gather, from exactly one of `files` (a glob) and `boxes` (ids of steps).

    Folders of groups lie where the fixed part of the glob ends. What the groups leave of the goal
    may be anything.
    """

    example: ClassVar = "{id: LC, title: Exercises, goal: 200, files: 'exercises/**/*.py'}"
    id: Text
    title: Text
    goal: Number
    week: Week = 1  # the first in which it is shown though nothing is there yet
    groups: tuple[CounterGroup, ...] = ()
    files: Text | None = None
    boxes: tuple[StepId, ...] = ()

    @property
    def folder(self) -> str:
        """The fixed part of the glob: empty, or a folder with a slash at its end."""
        return find_folder(self.files or "")

    @property
    def free(self) -> int:
        """The part of the goal that belongs to no group."""
        return self.goal - sum(group.goal for group in self.groups)


def find_folder(glob: str) -> str:
    """Find the folder in which all that a glob matches lies; empty, or with a slash at its end."""
    fixed: list[str] = []
    for part in glob.split("/")[:-1]:
        if "*" in part or "?" in part:
            break
        fixed.append(f"{part}/")
    return "".join(fixed)
