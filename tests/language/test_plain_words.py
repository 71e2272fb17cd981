from bot.language.plain_words import plain_words


def test_accents_capitals_and_signs_do_not_matter():
    assert plain_words("¿CUÁNTO tarda, el  asilo?") == plain_words("cuanto tarda el asilo")
    assert plain_words("Nº 5-b") == "no 5 b"
    assert plain_words(" ¡! ") == ""
