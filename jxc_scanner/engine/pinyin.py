"""First letters of Chinese words, as keepers type them to find goods."""

import re
from functools import lru_cache

_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Longer than any name somebody types the initials of.
_MAX_LENGTH = 200


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """Return the first letters of the Pinyin of ``text``, in lower case; nothing when
    it has no Chinese character.

    Other characters stay as they are, spaces go: ``蒙牛 纯牛奶250ml`` gives
    ``mncnn250ml``. Characters with several readings are read by the word they stand in.
    """
    if not _CHINESE.search(text):
        return ""
    # Its tables take a third of a second and 15 MB: only where they are needed.
    from pypinyin import Style, lazy_pinyin

    letters = lazy_pinyin(text[:_MAX_LENGTH], style=Style.FIRST_LETTER)
    return "".join("".join(letters).lower().split())


def is_initials(text: str) -> bool:
    """Whether somebody may mean the initials of a name by ``text``."""
    return text.isascii() and text.isalnum() and len(text) > 1
