import os
import types

import pytest

from launcher import addons, databases, templates, trade
from launcher.archives import DUMP, KEPT, Archive
from launcher.errors import LauncherError
from launcher.files import COMPLETE


class Postgres:
    """A server whose databases are a word each, in dumps as in memory."""

    binaries = types.SimpleNamespace(major=17)

    def __init__(self):
        self.words = {}

    def databases(self):
        return set(self.words)

    def query(self, sql, database="postgres"):
        names = [word.strip('"') for word in sql.split() if word.startswith('"')]
        if sql.startswith("DROP"):
            self.words.pop(names[0], None)
        elif sql.startswith("CREATE"):
            self.words[names[0]] = self.words.get(names[1], "") if names[1:] else ""
        elif sql.startswith("ALTER"):
            self.words[names[1]] = self.words.pop(names[0])
        return []

    def run_program(self, program, *words):
        if program == "pg_dump":
            with open(words[words.index("-f") + 1], "w") as dump:
                dump.write(self.words[words[-1]])
        else:
            with open(words[-1]) as dump:
                self.words[words[words.index("-d") + 1]] = dump.read()


def checkout(folder, cache):
    """An environment with a pretended server, Odoo and add-ons."""
    scripts = folder / "launcher" / "odoo_scripts"
    scripts.mkdir(parents=True)
    (scripts / f"{trade.PREPARE}.py").write_text("as it is")
    for addon in addons.ADDONS:
        (folder / addon).mkdir()
        (folder / addon / "__manifest__.py").write_text("{'depends': ['stock']}")
    odoo = types.SimpleNamespace(key="odoo-1")
    prints = dict.fromkeys(addons.ADDONS, "1")
    return types.SimpleNamespace(
        postgres=Postgres(),
        root=folder,
        state=folder / ".jxc",
        data_dir=folder / ".jxc" / "data",
        cache=cache,
        odoo=odoo,
        prints=prints,
        ensure_odoo=lambda: odoo,
        addon_fingerprint=prints.get,
    )


@pytest.fixture
def first(tmp_path):
    return checkout(tmp_path / "first", tmp_path / "cache")


@pytest.fixture
def second(tmp_path):
    return checkout(tmp_path / "second", tmp_path / "cache")


def add(place, db, word):
    """Have a database with one file."""
    place.postgres.words[db] = word
    path = place.data_dir / "filestore" / db / "ab" / "abcd"
    path.parent.mkdir(parents=True)
    path.write_text(word)


def kept(place, key="k", word="goods", kind="demo"):
    db = f"{kind}_{key}"
    add(place, db, word)
    archive = Archive(place, kind, key)
    archive.keep(db)
    return archive


def test_another_checkout_restores_database_and_files(first, second):
    kept(first)
    assert Archive(second, "demo", "k").restore("jxc", "the company")
    assert second.postgres.words == {"jxc": "goods"}
    files = second.data_dir / "filestore"
    assert [path.name for path in files.iterdir()] == ["jxc"]
    assert (files / "jxc" / "ab" / "abcd").read_text() == "goods"


def test_there_is_nothing_to_restore_for_another_key_or_postgresql(first, second):
    kept(first)
    assert not Archive(second, "demo", "other").restore("jxc", "the company")
    second.postgres.binaries = types.SimpleNamespace(major=16)
    assert not Archive(second, "demo", "k").restore("jxc", "the company")
    assert second.postgres.words == {}


@pytest.mark.parametrize("damaged", [DUMP, "filestore/ab/abcd", COMPLETE])
def test_a_damaged_archive_is_told_and_made_anew(first, second, capsys, damaged):
    archive = kept(first)
    (archive.folder / damaged).write_text("")
    assert not archive.restore("jxc", "the company")
    assert "cannot be used and is made anew" in capsys.readouterr().err
    assert not archive.folder.exists()
    add(second, "jxc", "anew")
    Archive(second, "demo", "k").keep("jxc")
    assert archive.restore("again", "the company")
    assert first.postgres.words["again"] == "anew"


def test_a_missing_file_is_damage_too(first):
    archive = kept(first)
    (archive.folder / "filestore" / "ab" / "abcd").unlink()
    assert not archive.restore("jxc", "the company")


def test_an_interrupted_restore_leaves_the_archive_and_no_database(
    first, second, monkeypatch
):
    kept(first)

    def stop(*words):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(second.postgres, "run_program", stop)
        Archive(second, "demo", "k").restore("jxc", "the company")
    assert "jxc" not in second.postgres.words
    assert Archive(second, "demo", "k").restore("jxc", "the company")
    assert second.postgres.words == {"jxc": "goods"}


def test_a_full_disk_loses_the_archive_and_not_the_database(first, monkeypatch, capsys):
    def refuse(*words):
        raise LauncherError("pg_dump failed: No space left on device")

    monkeypatch.setattr(first.postgres, "run_program", refuse)
    archive = kept(first)
    assert "No space left" in capsys.readouterr().err
    assert not archive.restore("jxc", "the company")
    assert first.postgres.words == {"demo_k": "goods"}


def test_only_the_last_used_of_a_kind_are_kept(first, second):
    other = kept(first, "0", kind="empty")
    made = [kept(first, str(number)) for number in range(KEPT)]
    for age, archive in enumerate(reversed([other, *made])):
        os.utime(archive.folder / COMPLETE, (1000 - age, 1000 - age))
    # The oldest is used again, so the one after it goes.
    assert Archive(second, "demo", "0").restore("jxc", "the company")
    newest = kept(first, "newest")
    left = {path for path in newest.folder.parent.iterdir() if path.is_dir()}
    assert left == {archive.folder for archive in (other, made[0], *made[2:], newest)}


def test_the_half_a_killed_run_left_is_removed_and_one_in_the_making_is_not(first):
    folder = Archive(first, "demo", "old").folder
    # Process numbers are never that high, and this one is ours.
    dead = folder.with_name(f"{folder.name}.made-by-99999999")
    alive = folder.with_name(f"{folder.name}.made-by-{os.getpid()}")
    dead.mkdir(parents=True)
    alive.mkdir()
    kept(first)
    assert not dead.exists()
    assert alive.exists()


# -- who uses them ------------------------------------------------------------------
@pytest.fixture
def work(monkeypatch):
    """What was really made, instead of restored."""
    done = []

    def core(place, db, modules, lang):
        done.append("core")
        add(place, db, "core")

    def install(place, db, ours, demo):
        done.append("demo" if demo else "add-ons")
        place.postgres.words[db] += "+demo" if demo else "+add-ons"

    monkeypatch.setattr(templates, "_make_core", core)
    monkeypatch.setattr(databases, "install", install)
    monkeypatch.setattr(databases, "run_script", lambda *words: done.append("pages"))
    return done


def test_the_second_checkout_makes_no_company(first, second, work):
    trade.ensure(first, "jxc", demo=True)
    assert work == ["core", "demo", "pages"]
    trade.ensure(second, "jxc", demo=True)
    assert work == ["core", "demo", "pages"]
    assert second.postgres.words == {"jxc": "core+demo"}


def test_with_and_without_demo_are_two_databases(first, work):
    trade.ensure(first, "jxc", demo=True)
    trade.ensure(first, "jxc_empty", demo=False)
    assert work == ["core", "demo", "pages", "add-ons", "pages"]
    assert first.postgres.words["jxc_empty"] == "core+add-ons"


def another_odoo(place):
    place.odoo.key = "odoo-2"


def another_addon(place):
    place.prints["jxc_reports"] = "2"


def another_script(place):
    databases.script_path(place, trade.PREPARE).write_text("another")


@pytest.mark.parametrize("change", [another_odoo, another_addon, another_script])
def test_other_sources_make_another_company(first, second, work, change):
    trade.ensure(first, "jxc_empty", demo=False)
    work.clear()
    change(second)
    trade.ensure(second, "jxc_empty", demo=False)
    assert work[-2:] == ["add-ons", "pages"]


def test_the_demo_company_of_yesterday_is_not_restored(
    first, second, work, monkeypatch
):
    class Tomorrow(trade.datetime):
        @classmethod
        def now(cls, tz=None):
            return super().now(tz) + trade.timedelta(days=1)

    trade.ensure(first, "jxc", demo=True)
    trade.ensure(first, "jxc_empty", demo=False)
    work.clear()
    monkeypatch.setattr(trade, "datetime", Tomorrow)
    trade.ensure(second, "jxc_empty", demo=False)
    assert work == []
    trade.ensure(second, "jxc", demo=True)
    assert work == ["demo", "pages"]


def test_the_second_checkout_makes_no_template(first, second, work):
    names = [
        templates.ensure(place, "test", addons.ADDONS, lang="en_US")
        for place in (first, second)
    ]
    assert work == ["core", "add-ons"]
    assert names[0] == names[1]
    assert second.postgres.words[names[1]] == "core+add-ons"
