"""Rasa component: words and signs as spaCy's rules for Spanish divide them.

Only the rules: the tagger, the names and the trees of a whole spaCy model, which nothing here
reads, took a seventh of the time of a message (docs/decisions/0007-speed.md).
"""

from typing import Any, Dict, List, Text

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from bot.understanding.component import MadeOfSettings


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class SpanishTokenizer(MadeOfSettings, Tokenizer):
    """Divides a message into tokens."""

    def __init__(self, config: Dict[Text, Any]) -> None:
        """Load the rules."""
        Tokenizer.__init__(self, config)
        self._divide = spacy.blank("es").tokenizer

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Intents are whole words here; see Rasa's other tokenizers."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
        }

    def tokenize(self, message: Message, attribute: Text) -> List[Token]:
        """Return the tokens of one attribute, with their places in it."""
        divided = self._divide(message.get(attribute) or "")
        return [Token(one.text, one.idx) for one in divided if not one.is_space]
