"""Takes out of a child's message what could tell who or where the child is, before it is kept.

Rather too much than too little: a word that is in none of our examples and near none of them goes
too, since it may be a name that no list has. What stays are the words that we know, as the child
spelt them, so that whoever writes the content can see what was meant.
"""

from collections.abc import Callable, Collection
from functools import lru_cache

from bot.language.normalise import normalise
from bot.language.scrub_lists import ScrubLists, key, keys, shared_lists
from bot.language.scrub_near import NearWords
from bot.language.scrub_signs import (
    AGE,
    DATE,
    NAME,
    NUMBER,
    PHONE,
    PLACE,
    PLACEHOLDERS,
    WORD,
    hide_signs,
)
from bot.language.scrub_tokens import (
    BREAK,
    KEPT,
    STOP,
    Token,
    ends_of,
    mark_all,
    mark_neighbour,
    tokens_of,
    written,
)
from bot.store.missed import Scrubbed

_LINKS = frozenset({"de", "del", "la", "las", "los", "el", "y", "e", "san", "santa", "i"})
_AND = frozenset({"y", "e", "i"})
_ARTICLES = frozenset({"el", "la", "los", "las", "un", "una", "de", "del", "al"})
_LONGEST_NAME, _LONGEST_ADDRESS, _LONGEST_TOWN, _LONGEST_PHRASE = 5, 4, 6, 4
_SPELLED, _NUMBERS_OF_A_PHONE = 3, 4
_OLDEST = 25


class Scrubber:
    """Scrubs with the lists of one data/ folder."""

    def __init__(self, lists: ScrubLists) -> None:
        """Prepare the look-ups.

        Args:
            lists: the words.
        """
        self._it = lists
        self._near_known = NearWords(lists.known)
        self._near_names = NearWords(lists.names)
        self._near_towns = NearWords({town[0] for town in lists.towns if len(town) == 1})
        self._number_sounds = NearWords(lists.numbers)

    def scrub(self, text: str) -> Scrubbed:
        """Scrub one message; see the function scrub."""
        text = hide_signs(text)
        tokens = tokens_of(text)
        for look in (
            self._spelled, self._numbers, self._after_name_openings, self._places,
            self._addresses, self._after_place_openings, self._after_relatives,
            self._single_words, self._neighbours,
        ):  # fmt: skip
            look(tokens)
        return Scrubbed(written(text, tokens))

    # --- what each look decides ---

    def _spelled(self, tokens: list[Token]) -> None:
        """Take out 'j u a n', letter by letter, unless it is a word that we know."""
        start = 0
        while start < len(tokens):
            end = start
            while end < len(tokens) and len(tokens[end].text) == 1 and tokens[end].key.isalpha():
                end += 1
            letters = tokens[start:end]
            if len(letters) >= _SPELLED:
                is_word = self._is_known("".join(token.text for token in letters))
                for token in letters:
                    token.mark = KEPT if is_word else WORD
            start = max(end, start + 1)

    def _numbers(self, tokens: list[Token]) -> None:
        run: list[Token] = []
        for index, token in enumerate(tokens):
            if token.mark is None and token.key in self._it.months:
                token.mark = DATE
            elif token.mark is None and self._is_number(token):
                token.mark = self._kind_of_number(tokens, index)
                run.append(token)
                continue
            elif run and token.key in {"y", "i", "un", "uno", "una"}:
                continue
            if len(run) >= _NUMBERS_OF_A_PHONE:
                mark_all(run, PHONE)
            run = []
        if len(run) >= _NUMBERS_OF_A_PHONE:
            mark_all(run, PHONE)

    def _is_number(self, token: Token) -> bool:
        if any(character.isdigit() for character in token.key):
            return token.key.isdigit() and token.key not in self._it.codes
        if token.key in self._it.numbers:
            return True
        return token.key not in self._it.known and self._number_sounds.has_sound_of(token.key)

    def _kind_of_number(self, tokens: list[Token], index: int) -> str:
        before = tokens[index - 1].key if index else ""
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        number = tokens[index].key
        if after and after.key in self._it.age_after:
            return AGE
        if number in {"18", "dieciocho"} and before in self._it.eighteen_after:
            return KEPT
        is_last = after is None or bool(STOP.search(after.gap)) or after.key in self._it.common
        is_old = number.isdigit() and int(number) > _OLDEST
        return AGE if before in self._it.age_before and is_last and not is_old else NUMBER

    def _after_name_openings(self, tokens: list[Token]) -> None:
        """Take out what follows «me llamo» up to a common word, whatever it is."""
        for start in ends_of(tokens, self._it.before_a_name, _LONGEST_PHRASE):
            count = 0
            for index in range(start, min(start + _LONGEST_NAME, len(tokens))):
                token = tokens[index]
                if index > start and STOP.search(token.gap):
                    break
                if token.key in _LINKS or (not count and token.key in _ARTICLES):
                    following = tokens[index + 1] if index + 1 < len(tokens) else None
                    if following and (not count or self._may_be_name(following)):
                        continue
                    break
                is_first = not count and token.key not in self._it.common
                if token.mark is not None or not (is_first or self._may_be_name(token)):
                    break
                token.mark = NAME
                count += 1

    def _places(self, tokens: list[Token]) -> None:
        """Take out towns; countries and the like stay."""
        index = 0
        while index < len(tokens):
            length, mark = self._place_at(tokens, index)
            for token in tokens[index : index + length]:
                if token.mark is None:
                    token.mark = mark
            index += max(length, 1)

    def _place_at(self, tokens: list[Token], index: int) -> tuple[int, str]:
        for length in range(min(_LONGEST_TOWN, len(tokens) - index), 0, -1):
            part = tokens[index : index + length]
            name = tuple(token.key for token in part)
            if any(token.mark is not None for token in part):
                continue
            if any(BREAK.search(token.gap) for token in part[1:]):
                continue
            if name in self._it.kept_places:
                return length, KEPT
            if name in self._it.towns and not self._it.also_places.issuperset(set(name) - _LINKS):
                return length, PLACE
        if index + 1 < len(tokens) and not BREAK.search(tokens[index + 1].gap):
            opening, named = tokens[index].key, tokens[index + 1]
            if named.mark is None and (
                opening in self._it.saints
                or (opening in self._it.place_openings and self._may_be_place(named))
            ):
                return 2, PLACE
        return 0, KEPT

    def _addresses(self, tokens: list[Token]) -> None:
        """Take out what follows «colonia», up to a common word."""
        for start in ends_of(tokens, self._it.before_an_address, _LONGEST_PHRASE):
            for index in range(start, min(start + _LONGEST_ADDRESS, len(tokens))):
                token = tokens[index]
                if BREAK.search(token.gap) or (
                    token.key in self._it.common and token.key not in _LINKS
                ):
                    break
                if token.mark is None and token.key not in _LINKS:
                    token.mark = PLACE

    def _after_place_openings(self, tokens: list[Token]) -> None:
        self._take_after(tokens, self._it.maybe_before_a_place, self._may_be_place, PLACE)

    def _after_relatives(self, tokens: list[Token]) -> None:
        self._take_after(tokens, self._it.maybe_before_a_name, self._may_be_name, NAME)

    def _take_after(
        self,
        tokens: list[Token],
        openings: Collection[tuple[str, ...]],
        may_be: Callable[[Token], bool],
        mark: str,
    ) -> None:
        for start in ends_of(tokens, openings, _LONGEST_PHRASE):
            index = start
            while index < len(tokens) and tokens[index].key in _ARTICLES:
                index += 1
            while index < len(tokens):
                token = tokens[index]
                if token.mark is not None or BREAK.search(token.gap) or not may_be(token):
                    break
                token.mark = mark
                index += 1

    def _single_words(self, tokens: list[Token]) -> None:
        for index, token in enumerate(tokens):
            if token.mark is None:
                token.mark = self._mark_of(token, tokens[index - 1] if index else None)

    def _mark_of(self, token: Token, before: Token | None) -> str:
        it = self._it
        if token.key in it.names or self._is_named_by_capital(token, before):
            return NAME
        if token.key in it.also_words:
            is_word = before is not None and before.key in it.before_a_word
            return KEPT if is_word else NAME
        if self._is_known(token.text) or token.key.replace("-", "") in it.codes:
            return KEPT
        if self._near_names.has(token.key):
            return NAME
        if self._near_known.has_another_ending(token.key):
            return KEPT
        if self._near_towns.has(token.key):
            return PLACE
        return KEPT if self._near_known.has(token.key) else WORD

    def _is_named_by_capital(self, token: Token, before: Token | None) -> bool:
        if before is None or BREAK.search(token.gap) or not token.text[0].isupper():
            return False
        if len(token.text) < 2 or token.text.isupper():
            return False
        return self._may_be_name(token)

    def _neighbours(self, tokens: list[Token]) -> None:
        """Take out what belongs to a name or place, and is a word too: 'rosa flores'."""
        names = self._it.also_words_after_a_name
        for index, token in enumerate(tokens):
            following = index + 1
            while following < len(tokens) and tokens[following].key in _LINKS - _AND:
                following += 1
            if token.mark == NAME:
                mark_neighbour(tokens, index, index - 1, names)
                mark_neighbour(tokens, index, following, names)
            elif token.mark == PLACE:
                mark_neighbour(tokens, index, index + 1, names | self._it.also_places)

    # --- what a word may be ---

    def _is_known(self, word: str) -> bool:
        if key(word) in self._it.known:
            return True
        meant = keys(normalise(word))
        return bool(meant) and all(part in self._it.known for part in meant)

    def _may_be_name(self, token: Token) -> bool:
        it = self._it
        if (
            token.key in it.names
            or token.key in it.also_words
            or token.key in it.also_words_after_a_name
        ):
            return True
        is_ours = self._is_known(token.text) or self._near_known.has_another_ending(token.key)
        return token.key.isalpha() and not is_ours

    def _may_be_place(self, token: Token) -> bool:
        it = self._it
        if (token.key,) in it.kept_places:
            return False
        if token.key in it.also_places or token.key in it.names or token.key in it.also_words:
            return True
        return not self._is_known(token.text)


def scrub(text: str) -> Scrubbed:
    """Take names, places, numbers and the like out of a message.

    Args:
        text: what a child wrote.

    Returns:
        The message with PLACEHOLDERS in their place.
    """
    return _shared().scrub(text)


def has_placeholder(text: str) -> bool:
    """Tell whether something was taken out of a text."""
    return any(placeholder in text for placeholder in PLACEHOLDERS)


@lru_cache(maxsize=1)
def _shared() -> Scrubber:
    return Scrubber(shared_lists())
