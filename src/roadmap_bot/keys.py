"""The keys of things: one function for each sort, so that no key is spelled twice."""

from __future__ import annotations

Key = str

BOARD: Key = "board"
CONTROL: Key = "issue/control"  # of the issue whose boxes ask the bot for something


def issue_key(id: str) -> Key:
    """Make the key of the issue of a unit, task or review."""
    return f"issue/{id}"


def issue_id(key: Key) -> str:
    """Return the id that an issue's key names."""
    return key.removeprefix("issue/")


def twin_key(id: str, number: int) -> Key:
    """Make the key of a further issue of the same id, by its number."""
    return f"{issue_key(id)}~{number}"


def is_twin(key: Key) -> bool:
    """Whether an issue is a twin: its id is that of an older one."""
    return "~" in key


def older_key(key: Key) -> Key:
    """Return the key of the issue whose twin this is; of any other it is its own."""
    older, _, _ = key.partition("~")
    return older


def label_key(name: str) -> Key:
    """Make the key of a label; GitHub knows labels whatever their case."""
    return f"label/{name.casefold()}"


def milestone_key(id: str) -> Key:
    """Make the key of a milestone."""
    return f"milestone/{id}"


def foreign_key(number: int) -> Key:
    """Make the key of a milestone or a parent that is not ours, by its number."""
    return f"number/{number}"


def is_foreign(key: Key) -> bool:
    """Whether a milestone or a parent is not ours."""
    return key.startswith("number/")


def comment_key(id: str, sha: str) -> Key:
    """Make the key of the comment that says what a commit did to a task."""
    return f"comment/{id}@{sha}"


def pin_key(issue: Key) -> Key:
    """Make the key of the place of an issue above the list of issues."""
    return f"pin/{issue}"


def remark_key(sha: str) -> Key:
    """Make the key of a comment that somebody made, by the hash of its id."""
    return f"remark/{sha[:12]}"


def reaction_key(remark: Key) -> Key:
    """Make the key of the bot's reaction to such a comment."""
    return remark.replace("remark/", "reaction/", 1)


def file_key(path: str) -> Key:
    """Make the key of a file on the default branch."""
    return f"file/{path}"


def file_path(key: Key) -> str:
    """Return the path that a file's key names."""
    return key.removeprefix("file/")


def companion_key(name: str) -> Key:
    """Make the key of a friend's copy, `owner/name`."""
    return f"companion/{name}"


def field_key(name: str) -> Key:
    """Make the key of a field of the board."""
    return f"field/{name}"


def field_name(key: Key) -> str:
    """Return the name that a field's key names."""
    return key.removeprefix("field/")


def option_key(field: str, value: str) -> Key:
    """Make the key of an option of a single select."""
    return f"option/{field}/{value}"


def view_key(name: str) -> Key:
    """Make the key of a view of the board."""
    return f"view/{name}"


def view_name(key: Key) -> str:
    """Return the name that a view's key names."""
    return key.removeprefix("view/")


def item_key(id: str) -> Key:
    """Make the key of the card of a unit or task."""
    return f"item/{id}"


def person_key(login: str) -> Key:
    """Make the key of a person; GitHub knows logins whatever their case."""
    return f"person/{login.casefold()}"


def is_file(key: Key) -> bool:
    """Whether a key is that of a file."""
    return key.startswith("file/")


def is_label(key: Key) -> bool:
    """Whether a key is that of a label."""
    return key.startswith("label/")
