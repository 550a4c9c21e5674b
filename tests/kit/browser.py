"""Headless Chromium: what a page holds after it ran, and pictures of it beside golden ones."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests.kit.golden_file import FOLDER

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))), None
)
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--disable-background-networking",
)
BLOCK = 8  # px; a letter drawn with another font or another edge is nearly as grey as before
FAR, MEAN = 48, 1.5  # of 255: how much one block may differ, and all of them on average
COMPARE = """<meta charset="utf-8"><pre></pre>IMAGES<script>
const draw = image => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  canvas.getContext("2d", {willReadFrequently: true}).drawImage(image, 0, 0);
  return canvas;
};
const average = canvas => {
  const {width, height} = canvas, wide = Math.ceil(width / BLOCK);
  const pixels = canvas.getContext("2d").getImageData(0, 0, width, height).data;
  const sums = new Float64Array(3 * wide * Math.ceil(height / BLOCK));
  const counts = new Float64Array(sums.length);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
    const first = 3 * (Math.floor(y / BLOCK) * wide + Math.floor(x / BLOCK));
    for (let channel = 0; channel < 3; channel++) {
      sums[first + channel] += pixels[4 * (y * width + x) + channel];
      counts[first + channel] += 1;
    }
  }
  return sums.map((sum, block) => sum / counts[block]);
};
onload = () => {
  const [one, other] = Array.from(document.images, draw);
  const golden = average(other);
  const off = Array.from(average(one), (mean, block) => Math.abs(mean - golden[block]));
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = "100px Arial, Helvetica, 'Liberation Sans', sans-serif";
  document.querySelector("pre").textContent = JSON.stringify({
    sizes: [one, other].map(canvas => [canvas.width, canvas.height]),
    far: off.reduce((most, each) => Math.max(most, each), 0),
    mean: off.reduce((sum, each) => sum + each, 0) / off.length,
    letter: Math.round(pen.measureText("W").width),
    small: one.toDataURL("image/webp", 0.85),
  });
};
</script>"""

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not on this machine")


def open_page(page: Path, *options: str) -> str:
    """Open a page and return what it prints."""
    with tempfile.TemporaryDirectory() as profile:
        command = [str(CHROMIUM), *OPTIONS, f"--user-data-dir={profile}", *options, page.as_uri()]
        return subprocess.run(
            command, capture_output=True, text=True, timeout=120, check=True
        ).stdout


def dump_page(page: Path, *options: str) -> str:
    """Return the page as it is after its scripts ran."""
    return open_page(page, "--dump-dom", *options)


def take_picture(page: Path, width: int, height: int, *, dark: bool = False) -> bytes:
    """Return a picture of the page, for readers who prefer dark colours or light ones."""
    shot = page.with_suffix(".png")
    theme = f"--blink-settings=preferredColorScheme={0 if dark else 1}"
    open_page(page, f"--screenshot={shot}", f"--window-size={width},{height}", theme)
    return shot.read_bytes()


def check_picture(name: str, picture: bytes) -> None:
    """Compare a picture with its golden one, block by block; `UPDATE_GOLDEN=1` writes it anew."""
    path = FOLDER / name
    update = bool(os.environ.get("UPDATE_GOLDEN"))
    found = find_difference(picture, picture if update else path.read_bytes())
    if found["letter"] != 94:
        pytest.skip("the pictures' font (Arial, Helvetica, Liberation Sans) is not on this machine")
    if update:
        path.write_bytes(base64.b64decode(found["small"].partition(",")[2]))
    assert found["sizes"][0] == found["sizes"][1], name
    assert (found["far"] <= FAR, found["mean"] <= MEAN) == (True, True), (
        f"{name} differs by {found}: UPDATE_GOLDEN=1"
    )


def find_difference(picture: bytes, golden: bytes) -> dict[str, Any]:
    """Let the browser read both: how far their blocks are apart, and the first made small."""
    images = "".join(
        f'<img src="data:image;base64,{base64.b64encode(each).decode()}">'
        for each in (picture, golden)
    )
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(
            COMPARE.replace("BLOCK", str(BLOCK)).replace("IMAGES", images), encoding="utf-8"
        )
        found = re.search(r"<pre>({.*})</pre>", dump_page(page))
    assert found
    result: dict[str, Any] = json.loads(found[1])
    return result
