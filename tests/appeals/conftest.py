"""What the tests of appeals look at besides rows: the files in each bucket."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def files(tmp_path: Path) -> Any:
    """The names of the files in a bucket."""

    def names(bucket: str) -> set[str]:
        return {path.name for path in (tmp_path / bucket).glob("*")}

    return names
