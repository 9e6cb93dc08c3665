"""What all tests share: Hypothesis profiles, the folder of truth data, the browser."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
SHARED_DATA = ROOT.parent / "shared" / "data"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

# Deadlines are off everywhere: the first call of a kernel compiles it, which says nothing about a bug.
settings.register_profile("everyday", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=50, deadline=None, derandomize=True, print_blob=True)
settings.register_profile(
    "torture", max_examples=5000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "everyday"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with what other tools calculated, beside the repository; skips where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"needs the truth data in ../shared/data ({SHARED_DATA} is no folder)")
    return SHARED_DATA


@pytest.fixture(scope="session")
def browser() -> str:
    """The path of a Chromium; skips where there is none, unless FAIRLEAD_REQUIRE_BROWSER is set."""
    found = os.environ.get("FAIRLEAD_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        return found
    message = "needs Chromium on the PATH, or its path in FAIRLEAD_BROWSER"
    if os.environ.get("FAIRLEAD_REQUIRE_BROWSER"):
        pytest.fail(message)
    pytest.skip(message)
