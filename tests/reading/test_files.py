"""Files are read to the byte or not touched."""

from __future__ import annotations

import pytest

from github_twin import seed
from roadmap_bot.http.reader import Reader
from roadmap_bot.reading.files import read_files
from roadmap_bot.state import File
from tests.kit.scene import MONDAY, NAME, Scene


def reader(scene: Scene) -> Reader:
    return Reader(scene.send, scene.clock.now, NAME)


FILES = {
    "plain": (b"Plain\r\ntext", File("Plain\r\ntext")),
    "with a byte order mark": ("\ufeffText".encode(), File("\ufeffText")),
    "binary": (b"\x00\x01\x02", File(None)),
    "not UTF-8": ("Grüße".encode("latin-1"), File(None)),
    "too large": (b"x" * 600_000, File(None)),
}


@pytest.mark.parametrize(("data", "file"), FILES.values(), ids=FILES.keys())
def test_a_file_is_read_to_the_byte_or_not_touched(data: bytes, file: File) -> None:
    scene = Scene(seed.make_world("own", files={"a.md": data}, now=MONDAY))
    read = read_files(reader(scene), ("a.md", "none.md"))
    assert read == {"file/a.md": file}
    assert bool(read["file/a.md"].trouble) == (file.text is None)


def test_a_folder_is_no_file() -> None:
    scene = Scene(seed.make_world("own", files={"docs/a.md": "x"}, now=MONDAY))
    assert read_files(reader(scene), ("docs",))["file/docs"].trouble == "no-file"
