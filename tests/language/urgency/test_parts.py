from bot.language.urgency.parts import SHORT, parts_of
from bot.language.urgency.patterns import Words


def test_a_short_message_is_not_cut() -> None:
    assert parts_of(Words.of("me pega mucho. tengo miedo")) == []


def test_every_word_of_a_long_message_is_in_a_part() -> None:
    words = [f"w{number}" for number in range(100)]
    parts = parts_of(Words.of(" ".join(words)))
    assert {word for part in parts for word in part.split()} == set(words)
    assert all(len(part.split()) <= SHORT for part in parts)


def test_sentences_are_parts() -> None:
    text = "como estas hoy, " + "uno dos tres cuatro. " * 3 + "ya. " + "me quiero morir ahora"
    parts = parts_of(Words.of(text))
    assert parts == ["como estas hoy", "uno dos tres cuatro", "me quiero morir ahora"]


def test_garbage_has_few_parts() -> None:
    assert len(parts_of(Words.of(" ".join(f"w{n}" for n in range(20_000))))) <= 200
