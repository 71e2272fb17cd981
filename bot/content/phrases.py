"""Fixed sentences of the content itself, from data/phrases.yml."""

from bot.content.model import Content
from bot.content.placeholders import fill
from bot.errors import ContentError

OWN_PHRASES = {
    "in_mexico": "En México:",
    "in_united_states": "En Estados Unidos:",
    "in_honduras": "En Honduras:",
    "in_guatemala": "En Guatemala:",
    "in_el_salvador": "En El Salvador:",
    "in_central_america": "En Centroamérica:",
    "anywhere": "Desde cualquier país:",
    "reviewed_in": "Revisado en {month} de {year}.",
    "overdue_note": "Esto puede haber cambiado: confírmalo con una persona.",
    "overdue_core": (
        "Lo que sé de esto ya es viejo y pudo cambiar.\n\n"
        "Pregunta a una persona de este chat. Si estás en peligro, llama al 911: sirve sin saldo."
    ),
    "organization_unknown": "el equipo de este chat",
    "button_more": "Quiero saber más",
    "button_human": "Hablar con una persona",
    "button_useful": "👍 Me sirvió",
    "button_not_useful": "👎 No me sirvió",
    "button_cannot_talk": "No puedo hablar",
    "button_not_that": "No es eso",
}
"""What answers are put together with. data/phrases.yml has the wording that counts; this one is
said when an edit has lost a phrase, because an answer must not fail for a label."""


def render_phrase(phrase_id: str, content: Content, **values: str) -> str:
    """Fill in a fixed sentence.

    Args:
        phrase_id: its id in data/phrases.yml.
        content: the content.
        **values: what stands in its braces; contacts are filled in without being given.

    Returns:
        The sentence.

    Raises:
        ContentError: there is no such phrase, or a value is missing.
    """
    text = content.phrases.get(phrase_id, OWN_PHRASES.get(phrase_id))
    if text is None:
        raise ContentError(f"data/phrases.yml no tiene la frase «{phrase_id}»: añádela")
    try:
        return fill(text, content.contacts, values)
    except ContentError as error:
        raise ContentError(f"data/phrases.yml, «{phrase_id}»: {error}") from error
