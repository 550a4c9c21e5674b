"""What others published on npm: GitHub's GraphQL schema, its OpenAPI, axe-core for pages."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

NPM = Path(__file__).parents[2] / "build" / "npm"
PACKAGES = ("@octokit/graphql-schema@15.26.1", "@octokit/openapi@23.0.2", "axe-core@4.14.1")


@cache
def published_sdl() -> str:
    """Return the GraphQL schema that GitHub published, or skip the test."""
    return _read("@octokit/graphql-schema/schema.graphql")


@cache
def published_openapi() -> dict[str, Any]:
    """Return the OpenAPI description that GitHub published, or skip the test."""
    described: dict[str, Any] = json.loads(_read("@octokit/openapi/generated/api.github.com.json"))
    return described


def axe_script() -> str:
    """Return the script of axe-core, or skip the test."""
    return _read("axe-core/axe.min.js")


@cache
def _install() -> str:
    """Install the packages; return why not, nothing where it went well."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not on this machine"
    command = [
        npm,
        "install",
        "--prefix",
        str(NPM),
        "--no-save",
        "--no-audit",
        "--no-fund",
        *PACKAGES,
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    except subprocess.TimeoutExpired:
        return "npm install took more than five minutes"
    return "" if done.returncode == 0 else f"npm install failed: {done.stderr.strip()[-300:]}"


def _read(name: str) -> str:
    path = NPM / "node_modules" / name
    if not path.exists() and (reason := _install()):
        pytest.skip(f"what npm publishes is not here: {reason}")
    return path.read_text(encoding="utf-8")
