"""One stack and one browser for all journeys of a run."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.stack import Stack, running_stack

# Chromium's own sandbox cannot start as root; its other talk would only be noise on the network.
_BROWSER_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Every part running."""
    folder = tmp_path_factory.mktemp("stack")
    with running_stack(folder, "public", "staff", "worker", "beat") as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    program = os.environ.get("TIPSITE_CHROMIUM")
    if not program:
        pytest.skip("there is no browser on this machine")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=_BROWSER_OPTIONS)
        yield chromium
        chromium.close()
