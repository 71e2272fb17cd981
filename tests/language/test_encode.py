import threading
import time

import numpy as np

from bot.language.encode import DIMENSIONS, LONGEST, SentenceEncoder, shared_encoder


def test_rows_have_unit_length() -> None:
    vectors = shared_encoder().encode(["me quiero morir", "", "🙂", "hola"])
    assert vectors.shape == (4, DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_rows() -> None:
    assert shared_encoder().encode([]).shape == (0, DIMENSIONS)


def test_like_meanings_are_near() -> None:
    cry, alike, other = shared_encoder().encode(
        ["me quiero morir", "ya no quiero vivir", "como voy a la escuela"]
    )
    assert cry @ alike > cry @ other


def test_only_so_many_vectors_are_kept_and_company_changes_nothing() -> None:
    encoder = SentenceEncoder(kept=2)
    first = encoder.encode(["uno", "dos", "tres"])
    again = encoder.encode(["uno"])
    assert np.allclose(first[0], again[0], atol=1e-5)
    assert len(encoder._vectors) == 2


def test_of_a_long_text_the_beginning_is_read() -> None:
    start = time.perf_counter()
    long, cut = shared_encoder().encode(["ab c " * 2_000, ("ab c " * 2_000)[:LONGEST]])
    assert time.perf_counter() - start < 3
    assert np.array_equal(long, cut)


def test_threads_may_share_it() -> None:
    encoder = SentenceEncoder(kept=3)
    texts = [f"mensaje {number}" for number in range(12)]
    expected = encoder.encode(texts)
    results: list[bool] = []

    def read() -> None:
        results.append(np.allclose(encoder.encode(texts), expected, atol=1e-5))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 4
