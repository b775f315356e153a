import re
import types

import pytest

from launcher import addons, databases, trade
from launcher.errors import LauncherError


class Postgres:
    """A server as far as databases are made, copied, renamed and dropped."""

    def __init__(self, *names):
        self.names = set(names)
        self.saved = []

    def databases(self):
        return set(self.names)

    def query(self, sql, database="postgres"):
        quoted = re.findall(r'"(\w+)"', sql)
        if sql.startswith("DROP"):
            self.names -= {quoted[0]}
        elif sql.startswith("CREATE"):
            self.names |= {quoted[0]}
        elif sql.startswith("ALTER"):
            self.names -= {quoted[0]}
            self.names |= {quoted[1]}
        elif sql.startswith("SELECT name FROM ir_module_module WHERE state"):
            return ["base", *addons.ADDONS]
        elif sql.startswith("SELECT value"):
            return self.saved
        elif sql.startswith("INSERT"):
            self.saved = re.findall(r"'(\{.*\})'", sql)
        return []


@pytest.fixture
def place(tmp_path):
    """An environment with a pretended server and Odoo."""
    odoo = types.SimpleNamespace(key="odoo-1")
    prints = dict.fromkeys(addons.ADDONS, "1")
    return types.SimpleNamespace(
        postgres=Postgres("jxc_building"),
        state=tmp_path,
        data_dir=tmp_path / "data",
        logs=tmp_path / "log",
        root=tmp_path,
        prints=prints,
        ensure_odoo=lambda: odoo,
        odoo=odoo,
        addon_fingerprint=prints.get,
        odoo_command=lambda db, *words: list(words),
    )


def file_of(place, db, text=None):
    path = place.data_dir / "filestore" / db / "ab" / "abcd"
    if text is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return path


def test_the_database_an_interruption_left_is_dropped(place):
    file_of(place, "jxc_building", "half")

    def make(db):
        assert not file_of(place, db).exists()
        assert db not in place.postgres.names
        place.postgres.names.add(db)
        file_of(place, db, "whole")

    databases.build(place, "jxc", make)
    assert place.postgres.names == {"jxc"}
    assert file_of(place, "jxc").read_text() == "whole"
    assert not file_of(place, "jxc_building").exists()


def test_an_interrupted_database_does_not_get_its_name(place):
    def make(db):
        place.postgres.names.add(db)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        databases.build(place, "jxc", make)
    assert "jxc" not in place.postgres.names


def test_a_copy_brings_its_files_and_outlives_the_original(place):
    place.postgres.names.add("source")
    file_of(place, "source", "content")
    databases.copy(place, "source", "target")
    databases.drop(place, "source")
    assert "target" in place.postgres.names
    assert file_of(place, "target").read_text() == "content"


def test_a_missing_database_names_the_command_that_makes_it(place):
    with pytest.raises(LauncherError) as refusal:
        databases.require(place, "jxc_empty")
    assert refusal.value.cure == "Run ./jxc run --empty first."


def test_demo_data_that_did_not_load_are_an_error(place, monkeypatch):
    monkeypatch.setattr(databases, "run_odoo", lambda *words, **options: None)
    with pytest.raises(LauncherError, match="demo data of jxc_inventory"):
        databases.install(place, "jxc", ["jxc_inventory"], demo=True)


@pytest.fixture
def updates(place, monkeypatch):
    """What Odoo was asked to update, on a database that is up to date."""
    asked = []
    place.postgres.names.add("jxc")
    trade._save(place, "jxc")
    monkeypatch.setattr(
        databases, "run_odoo", lambda place, command, step: asked.append(command[1])
    )
    return asked


def test_an_unchanged_add_on_is_not_updated(place, updates):
    trade.ensure(place, "jxc", demo=True)
    assert updates == []


def test_a_changed_add_on_is_updated_once(place, updates):
    place.prints["jxc_reports"] = "2"
    trade.ensure(place, "jxc", demo=True)
    trade.ensure(place, "jxc", demo=True)
    assert updates == ["jxc_reports"]


def test_another_odoo_updates_everything(place, updates):
    place.odoo.key = "odoo-2"
    trade.ensure(place, "jxc", demo=True)
    assert updates == ["base"]


def test_the_fingerprint_sees_what_an_update_loads_and_nothing_else(tmp_path):
    addon = tmp_path / "jxc_inventory"
    for name in ("models/lot.py", "static/src/app.js", "tests/test_lot.py"):
        (addon / name).parent.mkdir(parents=True, exist_ok=True)
        (addon / name).write_text("1")
    first = addons.fingerprint(tmp_path, "jxc_inventory")
    (addon / "static/src/app.js").write_text("2")
    (addon / "tests/test_lot.py").write_text("2")
    assert addons.fingerprint(tmp_path, "jxc_inventory") == first
    (addon / "models/lot.py").rename(addon / "models/lots.py")
    assert addons.fingerprint(tmp_path, "jxc_inventory") != first
