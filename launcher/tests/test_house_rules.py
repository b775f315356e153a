"""Each rule finds what it is for, and leaves good code alone."""

from pathlib import Path

import pytest

from launcher.lint import house, translations, xml
from launcher.lint.tree import Tree

RIGHTS = "id,name,model_id:id,group_id:id,perm_read\n"
MODEL = """
class Thing(models.Model):
    _name = "jxc.thing"
    _description = "Thing"
"""
PO = '#. module: x\nmsgid ""\nmsgstr ""\n"Language: zh_CN\\n"\n\n'
# Rule, a file that breaks it and the same file put right.
CASES = [
    (house.long_files, "a.py", "x = 1\n" * 351, "x = 1\n" * 350),
    (
        house.long_methods,
        "a.py",
        "def f():\n" + "    x = 1\n" * 50,
        "def f():\n" + "    x = 1\n" * 49,
    ),
    (
        house.unexplained_sudo,
        "jxc_inventory/models/a.py",
        "x = y.sudo()\n",
        "# Safe: reads a name only.\nx = y.sudo()\n",
    ),
    (
        house.hidden_texts,
        "jxc_inventory/models/a.py",
        "x = f\"{t(_('Words'))}!\"\n",
        "words = _('Words')\nx = f'{t(words)}!'\n",
    ),
    (
        house.impure_engines,
        "jxc_inventory/engine/a.py",
        "from odoo.tools import x\n",
        "from . import odoo\nimport odoolike\n",
    ),
    (
        house.blind_tests,
        "jxc_inventory/tests/test_a.py",
        "def test_x():\n    f()\n",
        "def test_x(self):\n    self.assertEqual(f(), 1)\n",
    ),
    (house.unfinished, "a.py", "# TO" + "DO later\n", "# to do: never mind\n"),
    (
        house.machine_paths,
        "README.md",
        "see /work" + "/main\n",
        "see ../shared/data and https://example.com/work/x\n",
    ),
    (
        house.raw_sql,
        "jxc_inventory/models/a.py",
        'cr.execute(f"SELECT {x}")\n',
        'cr.execute(SQL("SELECT %s", x))\n',
    ),
    (
        house.raw_sql,
        "jxc_inventory/models/b.py",
        'x = SQL("SELECT " + column)\n',
        'x = SQL("SELECT %s", SQL.identifier(column))\n',
    ),
    (xml.malformed_xml, "jxc_inventory/views/a.xml", "<odoo>", "<odoo/>"),
]


def tree(root, **files):
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    names = sorted(p.relative_to(root) for p in root.rglob("*") if p.is_file())
    return Tree(root, tuple(names))


@pytest.mark.parametrize(("rule", "name", "bad", "good"), CASES)
def test_rule(tmp_path, rule, name, bad, good):
    breaches = list(rule(tree(tmp_path, **{name: bad})))
    assert len(breaches) == 1
    assert breaches[0].startswith(name)
    assert not list(rule(tree(tmp_path, **{name: good})))


def test_vendored_files_keep_their_shape(tmp_path):
    files = {"jxc_scanner/static/lib/x.js": "x\n" * 999}
    assert not list(house.long_files(tree(tmp_path, **files)))


@pytest.mark.parametrize(
    "imports", ["from . import test_a\n", "from . import (\n    test_a,\n)\n"]
)
def test_a_test_file_must_be_imported(tmp_path, imports):
    name = "jxc_inventory/tests/test_a.py"
    init = "jxc_inventory/tests/__init__.py"
    files = {name: "", init: "from . import test_ab\n"}
    assert len(list(house.uncollected_tests(tree(tmp_path, **files)))) == 1
    assert not list(house.uncollected_tests(tree(tmp_path, **{init: imports})))


def test_a_model_needs_a_line_of_access_rights(tmp_path):
    rights = "jxc_inventory/security/ir.model.access.csv"
    files = {"jxc_inventory/models/a.py": MODEL, rights: RIGHTS}
    assert len(list(house.models_without_access(tree(tmp_path, **files)))) == 1
    granted = {rights: RIGHTS + "a,a,model_jxc_thing,base.group_user,1\n"}
    assert not list(house.models_without_access(tree(tmp_path, **granted)))


def test_a_data_file_must_be_in_the_manifest(tmp_path):
    manifest = "jxc_inventory/__manifest__.py"
    files = {"jxc_inventory/views/a.xml": "<odoo/>", manifest: '{"data": []}'}
    assert len(list(xml.data_files_left_out(tree(tmp_path, **files)))) == 1
    named = {manifest: '{"data": ["views/a.xml"]}'}
    assert not list(xml.data_files_left_out(tree(tmp_path, **named)))


@pytest.mark.parametrize(
    ("entry", "complete"),
    [
        ('msgid "Lot"\nmsgstr "批次"\n', True),
        ('msgid ""\n"Lo"\n"t"\nmsgstr ""\n"批"\n"次"\n', True),
        ('msgid "Lot"\nmsgstr ""\n', False),
        ('#, fuzzy\nmsgid "Lot"\nmsgstr "批次"\n', False),
        ('msgid "Lots"\nmsgstr "批次"\n', False),
    ],
)
def test_every_text_needs_a_translation(tmp_path, entry, complete):
    folder = Path("jxc_inventory", "i18n")
    files = {
        str(folder / "jxc_inventory.pot"): PO + 'msgid "Lot"\nmsgstr ""\n',
        str(folder / "zh_CN.po"): PO + entry,
    }
    found = translations.incomplete_translations(tree(tmp_path, **files))
    ours = [breach for breach in found if breach.startswith("jxc_inventory")]
    assert bool(ours) != complete
