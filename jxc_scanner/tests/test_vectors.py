import json
import sys
from pathlib import Path

from odoo.tests import HttpCase, tagged

from odoo.addons.jxc_inventory.tests import browser

from ..engine.meaning import read_code

# The vectors belong to the engine, whose tests are no package.
sys.path.append(str(Path(__file__).parents[1] / "engine" / "tests"))
import scan_vectors  # noqa: E402

_READ = """
const {readCode} = odoo.loader.modules.get("@jxc_scanner/parse/meaning");
const {scans, context} = %s;
for (let start = 0; start < scans.length; start += 20) {
    const some = scans.slice(start, start + 20);
    const answers = some.map((scan) => readCode(scan, context));
    console.log("answers " + JSON.stringify(answers));
}
console.log("test successful");
"""


@tagged("post_install", "-at_install")
class TestVectors(browser.BrowserCase, HttpCase):
    """The device's reader, in a browser and as it is delivered."""

    def test_the_device_understands_every_vector_as_the_server_does(self):
        vectors = scan_vectors.read_vectors()
        answers = self._read_on_device([vector["scan"] for vector in vectors])
        self.assertEqual(scan_vectors.find_mistakes(vectors, answers), [])
        for vector, answer in zip(vectors, answers, strict=True):
            expected = read_code(vector["scan"], scan_vectors.TODAY, scan_vectors.RULES)
            self.assertEqual(answer or None, expected, vector["scan"])

    def _read_on_device(self, scans):
        context = {"today": scan_vectors.TODAY.isoformat(), "rules": scan_vectors.RULES}
        code = _READ % json.dumps({"scans": scans, "context": context})
        with self._console() as lines:
            self.browser_js("/odoo", code, "odoo.isReady === true", login="admin")
        chunks = [line.partition("answers ")[2] for line in lines if "answers " in line]
        return [answer for chunk in chunks for answer in json.loads(chunk)]
