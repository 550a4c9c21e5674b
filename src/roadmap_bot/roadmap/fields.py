"""The kinds of value that the fields of a roadmap hold, and the kind of record that has them."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, get_args

from pydantic import BeforeValidator, Field, StringConstraints

from roadmap_bot.yaml.shape import Shape

UNIT_ID = r"[A-Z]{1,4}[0-9]{1,3}[A-Z]?"
TASK_ID = rf"{UNIT_ID}-[0-9]{{1,3}}"
STEP_ID = rf"{UNIT_ID}(?:-[0-9]{{1,3}})?\.[0-9]{{1,3}}"

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$")]
UnitId = Annotated[str, StringConstraints(pattern=rf"^{UNIT_ID}$")]
TaskId = Annotated[str, StringConstraints(pattern=rf"^{TASK_ID}$")]
StepId = Annotated[str, StringConstraints(pattern=rf"^{STEP_ID}$")]
AnyId = Annotated[str, StringConstraints(pattern=rf"^(?:{UNIT_ID}|{TASK_ID}|{STEP_ID})$")]
Folder = Annotated[str, StringConstraints(pattern=r"^[^*?/\\\s]+$")]
Color = Annotated[str, StringConstraints(pattern=r"^[0-9A-Fa-f]{6}$")]
Week = Annotated[int, Field(ge=1, le=50)]
Hours = Annotated[float, Field(gt=0, le=5000)]
Share = Annotated[float, Field(ge=0, le=100)]  # in percent
LANGUAGE = r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$"
Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]
REPOSITORY = r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}"
RepositoryName = Annotated[str, StringConstraints(pattern=rf"^{REPOSITORY}$")]
# YAML reads a bare `off` as no.
Sharing = Annotated[
    Literal["off", "figures", "all"],
    BeforeValidator(lambda value: "off" if value is False else value),
]
Nudge = Literal["never", "weekly"]
Refresh = Literal["weekly", "close", "push"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


_NAMES = {
    UnitId: "unit-id",
    TaskId: "task-id",
    StepId: "step-id",
    AnyId: "any-id",
    Slug: "slug",
    Folder: "folder",
    Color: "color",
    Language: "language",
    RepositoryName: "repository",
}


class Model(Shape):
    """A record of the roadmap or of the settings."""

    patterns: ClassVar = {get_args(kind)[1].pattern: name for kind, name in _NAMES.items()}
