"""What the image needs is in it: its Dockerfile is read, as none is built here."""

import ast
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "docker" / "Dockerfile").read_text()
# Among what Odoo's own package depends on.
OF_ODOO = {"xlsxwriter"}


def external_dependencies():
    """The Python packages our manifests ask for."""
    found = set()
    for manifest in ROOT.glob("jxc_*/__manifest__.py"):
        values = ast.literal_eval(manifest.read_text())
        found.update(values.get("external_dependencies", {}).get("python", []))
    return found


def from_requirements():
    """The lines of requirements.txt that the Dockerfile's pattern chooses."""
    [pattern] = re.findall(r"grep -E '(.+)' /opt/jxc/requirements.txt", DOCKERFILE)
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    return [line for line in lines if re.search(pattern, line)]


def test_every_package_the_manifests_ask_for_is_installed():
    distribution = set(re.findall(r"^ +python3-(\w+) ", DOCKERFILE, re.M))
    pinned = {line.partition("==")[0] for line in from_requirements()}
    assert external_dependencies() - distribution - pinned == OF_ODOO


def test_every_add_on_is_copied():
    copied = set(re.findall(r"^COPY (jxc_\w+) ", DOCKERFILE, re.M))
    assert copied == {path.parent.name for path in ROOT.glob("jxc_*/__manifest__.py")}


def test_what_is_copied_is_let_into_the_build():
    let_in = re.findall(r"^!(.+)", (ROOT / ".dockerignore").read_text(), re.M)
    copied = re.findall(r"^COPY (.+) \S+$", DOCKERFILE, re.M)
    assert {path for line in copied for path in line.split()} == set(let_in)
