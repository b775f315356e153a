"""Are the Chinese texts complete? Read without Odoo, so that it costs no time."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from ..environment import ADDONS
from .tree import Tree

LANGUAGE = "zh_CN"


def entries(text: str) -> dict[str, tuple[str, bool]]:
    """Every message of a .po or .pot file: its translation and whether it is fuzzy.

    A small reader, as the launcher has the standard library only: one ``msgid`` and
    ``msgstr`` an entry, continued over lines, as Odoo writes them (no plurals).

    :return: translation and fuzzy mark by source text; the header is left out.
    """
    found = {}
    for block in re.split(r"\n\s*\n", text):
        parts = {"msgid": "", "msgstr": ""}
        current = None
        for line in block.splitlines():
            start = re.match(r'(msgid|msgstr) (".*")$', line)
            if start:
                current = start[1]
                parts[current] = ast.literal_eval(start[2])
            elif current and line.startswith('"'):
                parts[current] += ast.literal_eval(line)
        if parts["msgid"]:
            fuzzy = bool(re.search(r"^#,.*\bfuzzy\b", block, re.M))
            found[parts["msgid"]] = (parts["msgstr"], fuzzy)
    return found


def incomplete_translations(tree: Tree) -> Iterator[str]:
    """A text of an add-on that a Chinese user would see in English."""
    for addon in ADDONS:
        folder = Path(addon, "i18n")
        template, chinese = folder / f"{addon}.pot", folder / f"{LANGUAGE}.po"
        missing = [path for path in (template, chinese) if path not in tree.files]
        if missing:
            yield from (f"{path}: missing" for path in missing)
            continue
        translated = entries(tree.text(chinese))
        for source in entries(tree.text(template)):
            target, fuzzy = translated.get(source, ("", False))
            if not target or fuzzy:
                yield f"{chinese}: not translated: {source[:70]!r}"


RULES = (incomplete_translations,)
