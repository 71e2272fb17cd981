"""A model that is trained once, on a small content."""

import pytest

from bot.content.model import Content
from bot.language.urgency.classifier import UrgencyModel
from bot.language.urgency.train import train
from tests.language.urgency.small import small_content


@pytest.fixture(scope="session")
def small() -> Content:
    """Give the small content."""
    return small_content()


@pytest.fixture(scope="session")
def small_model(small: Content) -> UrgencyModel:
    """Give a model trained on it."""
    return train(small)
