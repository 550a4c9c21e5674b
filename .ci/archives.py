"""Write the thin template of each language of the first roadmap as an archive, for a release.

The same commit makes the same bytes: SOURCE_DATE_EPOCH is the time of every file.
"""

from __future__ import annotations

import argparse
import gzip
import io
import os
import sys
import tarfile
from collections.abc import Mapping
from pathlib import Path

from roadmap_bot import __version__
from roadmap_bot.authors.edition import make_edition
from roadmap_bot.demo.first_roadmap import find_first_languages, find_first_roadmap
from roadmap_bot.report.manual import PLACEHOLDER
from roadmap_bot.shell.bot_address import find_bot_name

NAME = "roadmap-bot-template-{}"
PLAIN = 0o644
UNKNOWN = "Repository in pyproject.toml has no owner yet: write it there,"


def load_files(folder: Path) -> dict[str, str]:
    """Load the files of the first roadmap in all its languages, by their paths in a template."""
    paths = sorted([*folder.glob("*.yml"), *folder.glob("*/*.yml")])
    return {
        f"roadmap/{path.relative_to(folder).as_posix()}": path.read_text(encoding="utf-8")
        for path in paths
    }


def pack(files: Mapping[str, str], folder: str, time: int) -> bytes:
    """Pack files into a folder of an archive; neither the maker nor the machine leaves a trace."""
    packed = io.BytesIO()
    with (
        gzip.GzipFile("", "wb", 9, packed, mtime=time) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as archive,
    ):
        for path, text in sorted(files.items()):
            data = text.encode()
            entry = tarfile.TarInfo(f"{folder}/{path}")
            entry.size, entry.mode, entry.mtime = len(data), PLAIN, time
            archive.addfile(entry, io.BytesIO(data))
    return packed.getvalue()


def write_archives(output: Path, bot: str, time: int) -> None:
    """Write an archive for each language, and name it."""
    home, licence = find_first_roadmap(), Path("LICENSE").read_text(encoding="utf-8")
    files = load_files(home)
    output.mkdir(parents=True, exist_ok=True)
    for language in find_first_languages(home):
        name = NAME.format(language)
        made = {**make_edition(files, language, bot), "LICENSE": licence}
        path = output / f"{name}-v{__version__}.tar.gz"
        path.write_bytes(pack(made, name, time))
        print(f"{path}: {len(made)} files")


def main() -> int:
    """Read the command line; without the bot's address nothing is written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=Path, help="folder for the archives")
    parser.add_argument("--bot", default=find_bot_name(), help="the bot's repository, OWNER/NAME")
    asked = parser.parse_args()
    if asked.bot in ("", PLACEHOLDER):
        print(f"{UNKNOWN} or rehearse: make release BOT=OWNER/NAME", file=sys.stderr)
        return 1
    write_archives(asked.output, asked.bot, int(os.environ.get("SOURCE_DATE_EPOCH", "0")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
