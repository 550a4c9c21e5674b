"""One Chromium for many pages, driven over a pipe: what a page holds, measures and looks like.

It speaks the DevTools protocol, JSON between zero bytes, on its file descriptors 3 and 4:
https://chromedevtools.github.io/devtools-protocol/.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from tests.kit.browser import CHROMIUM, OPTIONS

SECONDS = 30  # that it may take to end
HIGH = 100  # file descriptors that collide with nothing
BLANK = "about:blank"


@dataclass
class Chromium:
    """A browser with one page."""

    ask: BinaryIO
    hear: BinaryIO
    session: str = ""
    number: int = 0
    events: list[str] = field(default_factory=list)

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command and return its answer."""
        self.number += 1
        said: dict[str, Any] = {"id": self.number, "method": method, "params": params}
        if self.session:
            said["sessionId"] = self.session
        self.ask.write(json.dumps(said).encode() + b"\0")
        self.ask.flush()
        while True:
            heard = self._read()
            if heard.get("id") == self.number:
                assert "error" not in heard, heard
                result: dict[str, Any] = heard["result"]
                return result

    def start(self) -> None:
        """Open the page."""
        target = self.send("Target.createTarget", url=BLANK)["targetId"]
        attached = self.send("Target.attachToTarget", targetId=target, flatten=True)
        self.session = attached["sessionId"]
        self.send("Page.enable")

    def open(self, page: Path, width: int, height: int = 800, *, dark: bool = False) -> None:
        """Open a file as somebody sees it who prefers dark colours or light ones."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.send("Emulation.setDeviceMetricsOverride", **metrics)
        self.send("Emulation.setEmulatedMedia", features=[scheme])
        self.events.clear()
        self.send("Page.navigate", url=page.as_uri())
        while "Page.loadEventFired" not in self.events:
            self._read()

    def evaluate(self, script: str) -> Any:
        """Evaluate an expression on the page, and wait for what it promises."""
        done = self.send(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def shoot(self, width: int, height: int, scale: float = 1.0) -> bytes:
        """Return a picture of the page's top."""
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": scale}
        shot = self.send(
            "Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True
        )
        return base64.b64decode(shot["data"])

    def _read(self) -> dict[str, Any]:
        data = bytearray()
        while (byte := self.hear.read(1)) != b"\0":
            assert byte, "Chromium ended"
            data += byte
        heard: dict[str, Any] = json.loads(data)
        self.events.append(str(heard.get("method")))
        return heard


@contextmanager
def open_chromium() -> Iterator[Chromium]:
    """Start a browser, and end it."""
    theirs_in, ours_out = _make_pipe()
    ours_in, theirs_out = _make_pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = (*OPTIONS, f"--user-data-dir={profile}", "--remote-debugging-pipe", BLANK)
        wired = f'exec "$@" 3<&{theirs_in} 4>&{theirs_out}'
        process = subprocess.Popen(
            ["bash", "-c", wired, "bash", str(CHROMIUM), *options],
            pass_fds=(theirs_in, theirs_out),
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        for end in (theirs_in, theirs_out):
            os.close(end)
        with os.fdopen(ours_out, "wb") as ask, os.fdopen(ours_in, "rb") as hear:
            chromium = Chromium(ask, hear)
            chromium.start()
            yield chromium
        process.terminate()
        process.wait(SECONDS)


def _make_pipe() -> tuple[int, int]:
    """Make a pipe of high numbers; return where it is read and where it is written."""
    ends = os.pipe()
    high = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, HIGH) for end in ends)
    for end in ends:
        os.close(end)
    return high[0], high[1]
