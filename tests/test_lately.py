from bot.lately import WITHIN, Lately


def test_only_the_last_minute_counts_and_each_name_alone():
    lately = Lately()
    for second in range(10):
        lately.note("a", float(second))
    lately.note("b", 9.0)
    assert (lately.count("a", 9.0), lately.count("b", 9.0), lately.count("c", 9.0)) == (10, 1, 0)
    assert lately.count("a", WITHIN + 4.5) == 5
    assert lately.count("a", WITHIN + 20) == 0
