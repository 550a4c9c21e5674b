"""The runner's pip under act: itself, but locked wheels are installed once, then linked to.

Most of a start is pip's work, the same each time. Called with the real Python, a folder to keep
what was installed in, which lies beside the wheels themselves, and the arguments.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path


def download(wheels: Path, arguments: list[str]) -> int:
    """Do what `pip download --dest FOLDER` does, without an index; return its exit code."""
    dest = Path(arguments[arguments.index("--dest") + 1])
    dest.mkdir(parents=True)
    for wheel in wheels.glob("*.whl"):
        shutil.copy(wheel, dest)
    return 0


def install(python: str, kept: Path, arguments: list[str]) -> int:
    """Do what `pip install --target FOLDER -r FILE` does; return its exit code."""
    target, file = (arguments.index(option) + 1 for option in ("--target", "-r"))
    wanted, home = Path(arguments[file]).read_bytes(), arguments[target]
    folder = kept / hashlib.sha256(wanted).hexdigest()[:12]
    if not folder.exists():
        kept.mkdir(exist_ok=True)
        draft, requirements = (kept / f"{os.getpid()}.{name}" for name in ("draft", "txt"))
        requirements.write_bytes(wanted)
        arguments = [
            *arguments[:target],
            str(draft),
            *arguments[target + 1 : file],
            str(requirements),
            *arguments[file + 1 :],
        ]
        code = subprocess.run([python, *arguments], check=False).returncode
        requirements.unlink()
        if code:
            return code
        subprocess.run([python, "-m", "compileall", "-q", str(draft)], check=True)
        if folder.exists():
            shutil.rmtree(draft)
        else:
            draft.rename(folder)
    Path(home).symlink_to(folder)
    return 0


def main() -> None:
    python, kept, *arguments = sys.argv[1:]
    if "download" in arguments:
        sys.exit(download(Path(kept).parent, arguments))
    sys.exit(install(python, Path(kept), arguments))


if __name__ == "__main__":
    main()
