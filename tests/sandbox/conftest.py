from collections.abc import Iterator

import pytest

from tests.kit.sandbox import Sandbox, running_sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A fresh sandbox whose staff group has threads."""
    with running_sandbox() as running:
        yield running
