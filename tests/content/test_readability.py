import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.readability import level, readability, syllables

SYLLABLES = {
    1: """y a yo rey muy hoy ley que qué guion buey voy quién truhan tú dos tres buen sol huir
        pie fui""",
    2: """casa día país león agua guerra tío búho huida leyes oye vayan rehén peor caer ciudad niño
        reír ahí hueso guía hielo quince gente miedo cuidar juicio viuda leer prohibir ruido""",
    3: """migración asilo refugio frontera ahora ahijado miércoles María alcohol albergue cuídate
        Honduras oído poeta siguiente jesuita construido cohete Chihuahua pingüino bilingüe
        dieciocho desahucio Estados""",
    4: """abogado vehículo aéreo cooperar albahaca Guatemala cacahuate averigüe intérprete
        autoridad averiguáis""",
    5: "zoológico necesitamos identidades ilegalidad",
    6: "Procuraduría documentaciones inmediatamente",
    7: "responsabilidades",
}
TABLE = [(word, count) for count, line in SYLLABLES.items() for word in line.split()]


@pytest.mark.parametrize(("word", "count"), TABLE)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count
    assert syllables(word.upper()) == count


@given(st.text(alphabet="abcdeghilmnoqrstuyáéíóúüñ", min_size=1, max_size=20))
def test_a_word_has_a_syllable_for_each_vowel_at_most(word: str) -> None:
    vowels = sum(letter in "aeiouáéíóúüy" for letter in word)
    assert 1 <= syllables(word) <= max(1, vowels)


@given(st.text(alphabet="bcdfglmnprst", min_size=1, max_size=5))
def test_consonants_make_no_syllables(word: str) -> None:
    assert syllables(word) == 1
    assert syllables(f"{word}a{word}e") == 2


def test_the_formula() -> None:
    """Four words, six syllables, one sentence: 206.84 - 60 * 1.5 - 1.02 * 4."""
    assert readability("Pide ayuda ya, sol.") == pytest.approx(206.84 - 60 * 7 / 4 - 1.02 * 4)


def test_short_words_and_sentences_are_easier() -> None:
    easy = "No firmes. Pide un juez. Di que tienes miedo."
    hard = (
        "La autoridad jurisdiccional correspondiente determinará la procedencia de la solicitud "
        "de reconocimiento de la condición de refugiado"
    )
    assert readability(easy) > 90
    assert readability(hard) < 30


def test_a_contact_counts_as_two_short_words() -> None:
    assert readability("Ve a {procuraduria_nna} hoy.") == readability("Ve a la casa hoy.")


def test_lines_and_quotes_end_sentences() -> None:
    assert readability("Ve ya\nVe ya") == readability("Ve ya. Ve ya.")
    assert readability("Di: «No firmo.» Y sal.") > readability("Di no firmo y sal")


def test_no_words_are_easy() -> None:
    assert readability("…") == 120.0


def test_levels() -> None:
    scores = (90, 70, 60, 50, 10)
    assert [level(score) for score in scores] == [
        "muy fácil", "bastante fácil", "normal", "algo difícil", "muy difícil",
    ]  # fmt: skip
