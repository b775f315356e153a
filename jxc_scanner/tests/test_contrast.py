import re
from pathlib import Path

from odoo.tests import BaseCase, tagged

_SOURCES = Path(__file__).parents[1] / "static" / "src"
# WCAG 2.2, level AA: 1.4.3 for text, 1.4.11 for the edges of controls.
_TEXT = 4.5
_EDGE = 3.0

_GROUNDS = (
    "ground",
    "paper",
    "good-wash",
    "warn-wash",
    "bad-wash",
    "ask-wash",
)
_TEXTS = ("ink", "quiet", "accent", "good", "warn", "bad", "ask")
_PAIRS = (
    ("on-accent", "accent"),
    ("on-night", "night"),
    ("on-tone", "tone-good"),
    ("on-tone", "tone-ask"),
    ("on-tone", "tone-warn"),
    ("on-tone", "tone-bad"),
)


@tagged("post_install", "-at_install")
class TestContrast(BaseCase):
    """The colours of the scanner are told apart by weak eyes and in the sun."""

    def _palette(self, *mixins):
        text = (_SOURCES / "app" / "palette.scss").read_text()
        colours = {}
        for mixin in mixins:
            body = re.search(rf"@mixin {mixin} {{(.*?)\n}}", text, re.DOTALL)[1]
            colours.update(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", body))
        return colours

    def _contrast(self, one, other):
        """Ratio of relative luminances by WCAG 2.2."""
        light, dark = sorted((self._luminance(one), self._luminance(other)))[::-1]
        return (light + 0.05) / (dark + 0.05)

    def _luminance(self, colour):
        shares = []
        for start in (1, 3, 5):
            share = int(colour[start : start + 2], 16) / 255
            shares.append(
                share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
            )
        red, green, blue = shares
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def test_the_measure(self):
        self.assertAlmostEqual(self._contrast("#000000", "#ffffff"), 21)
        self.assertAlmostEqual(self._contrast("#777777", "#ffffff"), 4.48, 2)

    def test_every_text_on_every_ground_by_day_and_night(self):
        for theme in ("jxc-light", "jxc-dark"):
            colours = self._palette(theme, "jxc-tones")
            pairs = [(text, ground) for text in _TEXTS for ground in _GROUNDS]
            for text, ground in [*pairs, *_PAIRS]:
                with self.subTest(theme=theme, text=text, ground=ground):
                    ratio = self._contrast(colours[text], colours[ground])
                    self.assertGreaterEqual(ratio, _TEXT)
            for ground in ("ground", "paper"):
                with self.subTest(theme=theme, edge=ground):
                    ratio = self._contrast(colours["edge"], colours[ground])
                    self.assertGreaterEqual(ratio, _EDGE)

    def test_no_style_uses_a_colour_or_a_pair_beyond_the_palette(self):
        grounds = {*_GROUNDS, *(ground for _text, ground in _PAIRS)}
        # Bars and switches that carry no text.
        grounds |= {"line", "veil", "on-night"}
        texts = {*_TEXTS, *(text for text, _ground in _PAIRS), "night"}
        for path in sorted(_SOURCES.rglob("*.scss")):
            if path.name == "palette.scss":
                continue
            style = path.read_text()
            with self.subTest(style=path.name):
                self.assertFalse(re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(", style))
                used = set(re.findall(r"(?<![-\w])color: var\(--([\w-]+)\)", style))
                # Names made of a loop's variable stand for the four tones.
                self.assertLessEqual({name for name in used if name}, texts)
                used = set(
                    re.findall(r"background(?:-color)?: var\(--([\w-]+)\)", style)
                )
                self.assertLessEqual(used, grounds)
