from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.content.load import load_content
from bot.content.model import Content
from bot.content.render import (
    Message,
    render_answer,
    render_first_reply,
    render_phrase,
    render_small_talk,
    topic_buttons,
)
from bot.errors import ContentError

Edit = Callable[[str, str, str], Path]
TODAY = date(2026, 11, 24)


@pytest.fixture
def content(project: Path) -> Content:
    return load_content(project / "data")


def labels(message: Message) -> list[str]:
    return [button.label for button in message.buttons]


def payloads(message: Message) -> list[str]:
    return [button.payload for button in message.buttons]


LAST_BUTTONS = ["Hablar con una persona", "👍 Me sirvió", "👎 No me sirvió"]


class TestAnswer:
    def test_text_date_contacts_and_buttons(self, content: Content) -> None:
        answer, contacts = render_answer("what_is_asylum", "MX", content, TODAY)
        assert answer.text.startswith("Pide ayuda en la COMAR si")
        assert answer.text.endswith("\n\nRevisado en noviembre de 2026.")
        assert not answer.buttons
        assert contacts.text.split("\n")[0] == "COMAR, Comisión Mexicana de Ayuda a Refugiados"
        assert "📞 Línea de la Vida: 800 911 2000 · gratis" in contacts.text
        assert labels(contacts) == [
            "¿Cuánto cuesta?", "Pruebas", "Quiero saber más", "Hablar con una persona",
            "👍 Me sirvió", "👎 No me sirvió",
        ]  # fmt: skip
        assert payloads(contacts) == [
            "/asylum_cost", "/evidence", '/more{"topic":"what_is_asylum"}', "/talk_to_human",
            "/useful:yes:what_is_asylum", "/useful:no:what_is_asylum",
        ]  # fmt: skip

    def test_without_contacts_the_answer_has_the_buttons(self, content: Content) -> None:
        (answer,) = render_answer("evidence", None, content, TODAY)
        assert labels(answer)[-3:] == LAST_BUTTONS
        assert "Quiero saber más" not in labels(answer)

    def test_the_second_message_comes_alone(self, content: Content) -> None:
        (more,) = render_answer("what_is_asylum", "MX", content, TODAY, more=True)
        assert more.text.startswith("Guarda tus papeles.")
        assert "Quiero saber más" not in labels(more)

    def test_more_of_nothing_is_the_answer(self, content: Content) -> None:
        assert render_answer("evidence", "MX", content, TODAY, more=True) == render_answer(
            "evidence", "MX", content, TODAY
        )

    @pytest.mark.parametrize(("country", "word"), [("MX", "gratis"), ("US", "abogado")])
    def test_the_country_chooses_the_answer(
        self, country: str, word: str, content: Content
    ) -> None:
        answer = render_answer("asylum_cost", country, content, TODAY)[0]
        assert word in answer.text
        assert "En México:" not in answer.text

    def test_without_a_country_both_are_told_apart(self, content: Content) -> None:
        mexico, states, contacts = render_answer("asylum_cost", None, content, TODAY)
        assert mexico.text.startswith("En México:\nNo pagues.")
        assert states.text.startswith("En Estados Unidos:\nPregunta")
        assert "Revisado" not in mexico.text
        assert "Revisado" in states.text
        assert contacts.text.startswith("En México:\nCOMAR")

    def test_a_missing_country_shows_what_there_is(self, content: Content) -> None:
        topic = content.topics["asylum_cost"]
        only = replace(topic, answers={"MX": topic.answers["MX"]})
        shown = render_answer(
            "asylum_cost", "US", replace(content, topics={"asylum_cost": only}), TODAY
        )
        assert shown[0].text.startswith("En México:")

    def test_follow_ups_without_a_file_have_no_button(self, content: Content) -> None:
        topics = {"what_is_asylum": content.topics["what_is_asylum"]}
        shown = render_answer("what_is_asylum", "MX", replace(content, topics=topics), TODAY)
        assert labels(shown[-1]) == ["Quiero saber más", *LAST_BUTTONS]

    def test_long_titles_are_cut_between_words(self, content: Content) -> None:
        title = "Una pregunta muy larga que no cabe en ningún botón del mundo"
        topics = {
            **content.topics,
            "evidence": replace(content.topics["evidence"], title=title),
        }
        shown = render_answer("what_is_asylum", "MX", replace(content, topics=topics), TODAY)
        label = labels(shown[-1])[1]
        assert label == "Una pregunta muy larga que no cabe en…"
        assert len(label) <= 40

    @pytest.mark.parametrize(
        ("today", "note", "core"),
        [
            (date(2027, 2, 22), False, False),
            (date(2027, 2, 23), True, False),
            (date(2027, 4, 23), True, False),
            (date(2027, 4, 24), False, True),
        ],
    )
    def test_what_is_overdue_says_so_and_then_goes(
        self, today: date, note: bool, core: bool, content: Content
    ) -> None:
        answer, contacts = render_answer("what_is_asylum", "MX", content, today)
        assert ("puede haber cambiado" in answer.text) is note
        assert ("COMAR si tienes miedo" not in answer.text) is core
        assert "COMAR, Comisión" in contacts.text
        if core:
            assert labels(contacts) == ["Hablar con una persona"]
            assert "911" in answer.text

    def test_an_unknown_topic_is_an_error(self, content: Content) -> None:
        with pytest.raises(ContentError, match="nada"):
            render_answer("nada", "MX", content, TODAY)

    def test_an_unknown_contact_does_not_silence_the_answer(self, content: Content) -> None:
        shown = render_answer("what_is_asylum", "MX", replace(content, contacts={}), TODAY)
        assert shown[0].text.startswith("Pide ayuda en comar si")


class TestFirstReply:
    def test_what_to_do_then_whom_to_call_then_the_question(self, content: Content) -> None:
        reply, contacts, question = render_first_reply("violence_now", "MX", "Ya avisé.", content)
        assert reply.text == "Te creo. No es tu culpa.\nLlama al 911.\nYa avisé."
        assert contacts.text.startswith("📞 Emergencias 911 (México): 911 · 24 horas · gratis")
        assert "988" not in contacts.text
        assert question.text == "¿Estás en peligro ahora mismo?"
        assert labels(question) == ["Sí", "No", "No sé", "No puedo hablar", "No es eso"]
        assert payloads(question) == [
            f'/danger{{"answer":"{answer}"}}'
            for answer in ("yes", "no", "unknown", "cannot_talk", "not_that")
        ]

    def test_without_a_country_both_numbers(self, content: Content) -> None:
        _, contacts, _ = render_first_reply("violence_now", None, "", content)
        assert contacts.text.index("En México:") < contacts.text.index("En Estados Unidos:")

    def test_other_answers_are_told_by_position(self, content: Content, edit: Edit) -> None:
        path = edit("data/urgent/violence_now.yml", "[Sí, 'No', No sé]", "[Hoy, Ayer, No sé]")
        shown = render_first_reply("violence_now", "US", "", load_content(path.parents[1]))
        assert payloads(shown[-1])[:3] == [
            '/danger{"answer":"0"}', '/danger{"answer":"1"}', '/danger{"answer":"unknown"}',
        ]  # fmt: skip

    def test_an_unknown_class_is_an_error(self, content: Content) -> None:
        with pytest.raises(ContentError, match="nada"):
            render_first_reply("nada", None, "", content)


class TestSmallTalkAndPhrases:
    def test_replies_take_turns(self, content: Content) -> None:
        first, second, third = (render_small_talk("greet", content, turn)[0] for turn in range(3))
        assert first.text != second.text
        assert first == third
        assert payloads(first) == ["/what_is_asylum", "/talk_to_human"]

    def test_unknown_small_talk_is_an_error(self, content: Content) -> None:
        with pytest.raises(ContentError, match="nada"):
            render_small_talk("nada", content, 0)

    def test_phrases_are_filled(self, content: Content) -> None:
        assert render_phrase("reviewed_in", content, month="mayo", year="2026") == (
            "Revisado en mayo de 2026."
        )

    def test_unknown_phrases_and_missing_values_are_errors(self, content: Content) -> None:
        with pytest.raises(ContentError, match="nada"):
            render_phrase("nada", content)
        with pytest.raises(ContentError, match="year"):
            render_phrase("reviewed_in", content, month="mayo")

    def test_a_lost_phrase_does_not_silence_an_answer(self, content: Content) -> None:
        shown = render_answer("evidence", None, replace(content, phrases={}), TODAY)
        assert labels(shown[-1])[-3:] == LAST_BUTTONS

    def test_suggestions_end_with_a_human(self, content: Content) -> None:
        buttons = topic_buttons(["evidence", "nada", "evidence"], content)
        assert [button.payload for button in buttons][-1] == "/talk_to_human"
