"""Compare pictures of pages with golden ones, block by block, so that fonts may differ a little."""

from __future__ import annotations

import base64
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests.kit.chromium import Chromium
from tests.kit.golden_file import FOLDER

BLOCK = 8  # px; a letter drawn with another font or another edge is nearly as grey as before
FAR, MEAN = 48, 1.5  # of 255: how much one block may differ, and all of them on average
LETTER = 94  # px: how wide a W of 100 px is in the font that the golden ones were drawn with
COMPARE = """<meta charset="utf-8">IMAGES<script>
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
const measure = () => {
  const [one, other] = Array.from(document.images, draw);
  const golden = average(other);
  const off = Array.from(average(one), (mean, block) => Math.abs(mean - golden[block]));
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = "100px Arial, Helvetica, 'Liberation Sans', sans-serif";
  return {
    sizes: [one, other].map(canvas => [canvas.width, canvas.height]),
    far: off.reduce((most, each) => Math.max(most, each), 0),
    mean: off.reduce((sum, each) => sum + each, 0) / off.length,
    letter: Math.round(pen.measureText("W").width),
  };
};
</script>"""


def check_picture(chromium: Chromium, name: str, picture: bytes) -> None:
    """Compare a picture with its golden one; `UPDATE_GOLDEN=1` writes it anew where it differs."""
    path = FOLDER / name
    golden = path.read_bytes() if path.exists() else picture
    found = find_difference(chromium, picture, golden)
    if found["letter"] != LETTER:
        pytest.skip("the pictures' font (Arial, Helvetica, Liberation Sans) is not on this machine")
    is_alike = found["sizes"][0] == found["sizes"][1]
    is_alike = is_alike and found["far"] <= FAR and found["mean"] <= MEAN
    if os.environ.get("UPDATE_GOLDEN") and not (is_alike and path.exists()):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture)
        return
    assert path.exists(), f"{name} is missing: UPDATE_GOLDEN=1"
    assert is_alike, f"{name} differs by {found}: UPDATE_GOLDEN=1"


def find_difference(chromium: Chromium, picture: bytes, golden: bytes) -> dict[str, Any]:
    """Let the browser read both: how far their blocks are apart."""
    images = "".join(
        f'<img src="data:image;base64,{base64.b64encode(each).decode()}">'
        for each in (picture, golden)
    )
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "compared.html")
        text = COMPARE.replace("BLOCK", str(BLOCK)).replace("IMAGES", images)
        page.write_text(text, encoding="utf-8")
        chromium.open(page, 800)
        result: dict[str, Any] = chromium.evaluate("measure()")
    return result
