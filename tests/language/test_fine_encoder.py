import numpy as np

from bot.language.fine_encoder import FINE_DIMENSIONS, fine_encoder


def test_rows_have_unit_length() -> None:
    vectors = fine_encoder().encode(["quiero pedir asilo", "", "🙂"])
    assert vectors.shape == (3, FINE_DIMENSIONS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)


def test_no_texts_give_no_rows() -> None:
    assert fine_encoder().encode([]).shape == (0, FINE_DIMENSIONS)


def test_like_meanings_are_near() -> None:
    asks, alike, other = fine_encoder().encode(
        ["donde puedo dormir hoy", "busco un albergue para esta noche", "quien gano el partido"]
    )
    assert asks @ alike > asks @ other


def test_company_changes_nothing() -> None:
    """Training encodes many at once, use one: both must see the same."""
    texts = ["me robaron los papeles", "cuanto tarda el asilo", "tengo hambre"]
    together = fine_encoder().encode(texts)
    fresh = fine_encoder.__wrapped__()
    alone = np.vstack([fresh.encode([text]) for text in texts])
    assert np.allclose(together, alone, atol=1e-3)
