"""The container's entry point, run natively with stand-ins for odoo and PostgreSQL.

The stand-ins append their arguments to a log; `psql` answers whether a database
exists from the files in a folder. What is asserted is what a container would do.
"""

import os
import pathlib
import stat
import subprocess

import pytest

DOCKER = pathlib.Path(__file__).resolve().parents[1]
SECRET = "a-long-enough-secret-1"
STANDINS = {
    "pg_isready": 'exit "${PG_DOWN:-0}"',
    "odoo": """
echo "odoo $*" >> "$LOG"
env | grep -c "^JXC_ADMIN_PASSWORD=" >> "$LOG.env"
exit "${ODOO_EXIT:-0}"
""",
    "psql": """
sql="${*: -1}"; echo "psql $sql" >> "$LOG"
case "$sql" in
    SELECT*) [ -e "$DATABASES/$(sed "s/.*'\\(.*\\)'.*/\\1/" <<< "$sql")" ] && echo 1 ;;
    ALTER*) touch "$DATABASES/jxc" ;;
esac
exit 0""",
}


class Container:
    """A folder laid out as the image is, and a way to start it."""

    def __init__(self, root: pathlib.Path):
        self.root = root
        self.log = root / "log"
        for name in ("bin", "home", "run", "data", "databases", "secrets"):
            (root / name).mkdir()
        for name, body in STANDINS.items():
            path = root / "bin" / name
            path.write_text(f"#!/usr/bin/env bash\n{body}\n")
            path.chmod(0o755)
        for name in ("odoo.conf", "first_settings.py"):
            (root / "home" / name).write_text((DOCKER / name).read_text())
        self.set_fingerprint("one")
        for name in ("db_password", "admin_password", "master_password"):
            self.set_secret(name, SECRET)

    def set_fingerprint(self, value):
        (self.root / "home" / "fingerprint").write_text(value)

    def set_secret(self, name, value):
        (self.root / "secrets" / name).write_text(value)

    def start(self, *args, **env):
        self.log.write_text("")
        secrets = self.root / "secrets"
        environment = {
            "PATH": f"{self.root / 'bin'}:{os.environ['PATH']}",
            "LOG": str(self.log),
            "DATABASES": str(self.root / "databases"),
            "JXC_HOME": str(self.root / "home"),
            "JXC_RUN": str(self.root / "run"),
            "JXC_DATA": str(self.root / "data"),
            "JXC_WAIT_SECONDS": "0",
            "DB_PASSWORD_FILE": str(secrets / "db_password"),
            "ADMIN_PASSWORD_FILE": str(secrets / "admin_password"),
            "MASTER_PASSWORD_FILE": str(secrets / "master_password"),
            **env,
        }
        return subprocess.run(
            [str(DOCKER / "entrypoint.sh"), *args],
            env=environment,
            capture_output=True,
            text=True,
            timeout=30,
        )

    def calls(self):
        return self.log.read_text().splitlines()


@pytest.fixture
def container(tmp_path):
    return Container(tmp_path)


def test_first_start_builds_under_another_name_then_serves(container):
    result = container.start()
    assert result.returncode == 0, result.stderr
    addons = "jxc_inventory,jxc_reports,jxc_scanner"
    assert container.calls() == [
        "psql SELECT 1 FROM pg_database WHERE datname = 'jxc'",
        'psql DROP DATABASE IF EXISTS "jxc_new" WITH (FORCE)',
        f"odoo -d jxc_new -i {addons} --load-language zh_CN --stop-after-init",
        "odoo shell -d jxc_new --no-http",
        'psql ALTER DATABASE "jxc_new" RENAME TO "jxc"',
        "odoo ",
    ]


def test_second_start_only_serves(container):
    container.start()
    container.start()
    assert [c for c in container.calls() if c.startswith("odoo")] == ["odoo "]


def test_changed_add_ons_update_the_database_once(container):
    container.start()
    container.set_fingerprint("two")
    container.start()
    assert any(" -u jxc_inventory" in call for call in container.calls())
    container.start()
    assert not any(" -u " in call for call in container.calls())


def test_interrupted_first_start_serves_nothing_and_starts_over(container):
    result = container.start(ODOO_EXIT="137")
    assert result.returncode != 0
    assert not any("ALTER" in call for call in container.calls())
    again = container.start()
    assert again.returncode == 0
    assert 'psql DROP DATABASE IF EXISTS "jxc_new" WITH (FORCE)' in container.calls()


@pytest.mark.parametrize("name", ["db_password", "admin_password", "master_password"])
@pytest.mark.parametrize("value", ["", "odoo", "changeme", "two\nlines-are-bad"])
def test_weak_secret_is_refused_before_anything_happens(container, name, value):
    container.set_secret(name, value)
    result = container.start()
    assert result.returncode == 64
    assert name in result.stderr
    assert container.calls() == []


def test_missing_secret_names_the_cure(container):
    (container.root / "secrets" / "db_password").unlink()
    result = container.start()
    assert result.returncode == 64
    assert "docker/make-secrets.sh" in result.stderr


def test_hostile_database_name_is_refused(container):
    result = container.start(JXC_DATABASE='jxc"; DROP DATABASE x; --')
    assert result.returncode == 64
    assert container.calls() == []


def test_database_that_does_not_answer_is_said(container):
    result = container.start(PG_DOWN="1")
    assert result.returncode == 64
    assert "did not answer" in result.stderr


def test_configuration_is_private_and_closes_the_database_manager(container):
    container.start()
    path = container.root / "run" / "odoo.conf"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = path.read_text()
    assert f"admin_passwd = {SECRET}" in text
    assert "list_db = False" in text
    assert "dbfilter = ^jxc$" in text


def test_no_secret_on_a_command_line_nor_in_the_server_environment(container):
    container.start()
    assert not any(SECRET in call for call in container.calls())
    assert (container.root / "log.env").read_text().split()[-1] == "0"


def test_other_commands_run_without_touching_the_database(container):
    result = container.start("sh", "-c", 'echo "$ODOO_RC $PGHOST"')
    assert result.stdout.strip() == f"{container.root / 'run' / 'odoo.conf'} db"
    assert container.calls() == []


def test_make_secrets_is_random_private_and_keeps_what_exists(tmp_path):
    folder = tmp_path / "secrets"
    script = [str(DOCKER / "make-secrets.sh"), str(folder)]
    subprocess.run(script, check=True, capture_output=True)
    first = {p.name: p.read_text() for p in folder.iterdir()}
    assert sorted(first) == ["admin_password", "db_password", "master_password"]
    assert len(set(first.values())) == 3
    assert all(len(value) == 48 for value in first.values())
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    subprocess.run(script, check=True, capture_output=True)
    assert {p.name: p.read_text() for p in folder.iterdir()} == first
