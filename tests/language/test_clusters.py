from bot.language.clusters import clusters

MONEY = ["cuanto cobran por el asilo", "el asilo cuanto cobran", "cuanto cuesta lo del asilo"]
SLEEP = ["no puedo dormir en la noche", "en las noches no duermo"]
OTHER = "quien gano el partido"


def test_what_means_the_same_stands_together_the_biggest_group_first():
    texts = [SLEEP[0], MONEY[0], OTHER, MONEY[1], SLEEP[1], MONEY[2]]
    assert clusters(texts) == [[1, 3, 5], [0, 4], [2]]


def test_few_or_no_messages_are_groups_too():
    assert clusters([]) == []
    assert clusters([OTHER]) == [[0]]
    assert sorted(index for group in clusters(["", "[palabra]"]) for index in group) == [0, 1]
