import io
import tempfile
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from PIL import Image

from odoo.tests import HttpCase, tagged
from odoo.tests.common import ChromeBrowser

from .common import ScannerCase

_SIZE = (960, 720)
_MARGIN = 30
# Chromium plays a file of JPEG pictures in a loop, thirty a second.
_PICTURES_A_SECOND = 30
_SHOWN_SECONDS = 2.5
# Odoo's names of the symbologies, what is printed, and the size on the picture.
_LABELS = (
    ("EAN13", "6901234567892", (420, 200)),
    ("Code128", "COFFEE-500", (520, 180)),
    ("QR", "https://id.example.com/01/06907992100012", (320, 320)),
    ("ECC200DataMatrix", "SUGAR-01", (400, 400)),
)
_PAIR = (
    ("Code128", "LEFT-1", (420, 160)),
    ("QR", "RIGHT-1", (260, 260)),
)


@tagged("post_install", "-at_install")
class TestCamera(HttpCase, ScannerCase):
    """A film of printed labels is shown to Chromium as its camera."""

    browser_size = "390x844"
    touch_enabled = True

    def _label(self, symbology, text, size):
        png = self.env["ir.actions.report"].barcode(
            symbology, text, width=size[0], height=size[1], quiet=1
        )
        bars = Image.open(io.BytesIO(png)).convert("RGB")
        paper = (bars.width + 2 * _MARGIN, bars.height + 2 * _MARGIN)
        label = Image.new("RGB", paper, "white")
        label.paste(bars, (_MARGIN, _MARGIN))
        return label

    def _picture(self, *labels):
        """A shelf, grey and slightly uneven, with labels side by side."""
        picture = Image.linear_gradient("L").resize(_SIZE).point(lambda v: 150 + v // 8)
        picture = picture.convert("RGB")
        for place, label in enumerate(labels):
            middle = _SIZE[0] * (2 * place + 1) // (2 * len(labels))
            left, top = middle - label.width // 2, (_SIZE[1] - label.height) // 2
            picture.paste(label, (left, top))
        jpeg = io.BytesIO()
        picture.save(jpeg, "JPEG", quality=85)
        return jpeg.getvalue()

    def _film(self):
        pictures = [self._picture(self._label(*label)) for label in _LABELS]
        pictures.append(self._picture(*(self._label(*label) for label in _PAIR)))
        length = int(_SHOWN_SECONDS * _PICTURES_A_SECOND)
        film = tempfile.NamedTemporaryFile(suffix=".mjpeg")  # noqa: SIM115
        self.addCleanup(film.close)
        for picture in pictures:
            film.write(picture * length)
        film.flush()
        return Path(film.name)

    def _camera_shows(self, film):
        """Give Chromium a camera that shows ``film`` and needs no permission."""
        spawn = ChromeBrowser._spawn_chrome
        flags = [
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-video-capture={film}",
        ]
        return patch.object(
            ChromeBrowser,
            "_spawn_chrome",
            lambda browser, cmd: spawn(browser, [cmd[0], *flags, *cmd[1:]]),
        )

    def test_printed_labels_are_read_each_as_often_as_it_is_shown(self):
        goods = [
            self.tea,
            self._product("Coffee", default_code="COFFEE-500"),
            self._product("Juice", barcode="6907992100029"),
            self._product("Sugar", default_code="SUGAR-01"),
            self._product("Left", default_code="LEFT-1"),
            self._product("Right", default_code="RIGHT-1"),
        ]
        # The code on the QR label names goods without lots here.
        self.milk.barcode = False
        goods[2].barcode = "6907992100012"
        picking = self._receipt(*((product, 1000) for product in goods))
        with self._camera_shows(self._film()):
            self.start_tour(
                "/odoo/scanner",
                "jxc_scanner_camera",
                login="scanner_keeper",
                timeout=600,
            )
        journal = self.env["jxc.scan.operation"].search(
            [("picking_id", "=", picking.id)]
        )
        self.assertEqual(set(journal.mapped("state")), {"applied"})
        times = journal.mapped("device_time")
        film_length = timedelta(seconds=_SHOWN_SECONDS * (len(_LABELS) + 1))
        shown = (max(times) - min(times)) / film_length + 2
        for product in goods:
            with self.subTest(product=product.name):
                counted = self._picked(picking, product)
                self.assertGreaterEqual(counted, 1)
                self.assertLessEqual(counted, shown)
