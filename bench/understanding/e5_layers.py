"""The weights of e5's layers by the names that training and numpy share."""

import numpy as np

from bench.understanding.e5_file import INNER, LAYERS, WIDTH, E5File
from bench.understanding.e5_numpy import Floats


def weights(file: E5File) -> dict[str, Floats]:
    """Return all weights but the tables of words and places.

    Matrices have a row for each input and a column for each output; ``qkv`` are the three of
    attention side by side.
    """
    result = {"emb.gain": file.floats("emb.ln.w"), "emb.shift": file.floats("emb.ln.b")}
    for layer in range(LAYERS):
        old, new = f"l{layer}.", f"{layer}."
        three = [file.matrix(f"{old}{name}.w", WIDTH).T for name in "qkv"]
        result[new + "qkv"] = np.concatenate(three, axis=1)
        result[new + "qkv.bias"] = np.concatenate(
            [file.floats(f"{old}{name}.b") for name in "qkv"]
        )
        for theirs, ours, columns in (
            ("ao", "joined", WIDTH),
            ("fi", "inner", WIDTH),
            ("fo", "outer", INNER),
        ):
            result[new + ours] = np.ascontiguousarray(file.matrix(f"{old}{theirs}.w", columns).T)
            result[f"{new}{ours}.bias"] = file.floats(f"{old}{theirs}.b")
        for theirs, ours in (("aln", "attended"), ("oln", "out")):
            result[f"{new}{ours}.gain"] = file.floats(f"{old}{theirs}.w")
            result[f"{new}{ours}.shift"] = file.floats(f"{old}{theirs}.b")
    return result
