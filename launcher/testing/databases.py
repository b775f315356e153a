"""The databases tests run on, and the check that our add-ons install cleanly."""

import subprocess

from ..addons import ADDONS, dependencies
from ..console import Step
from ..databases import run_script
from ..environment import Environment
from ..processes import tied
from .log_lines import unexpected
from .outcomes import FAILED, PASSED, Outcomes

# English, as tests compare source strings; a test that wants Chinese says so.
LANGUAGE = "en_US"
DATABASE = "jxc_test"
LINES_OF_A_CRASH = 20


def from_template(environment: Environment) -> str:
    """A database with our add-ons, copied from a template in seconds."""
    template = environment.ensure_template("test", ADDONS, lang=LANGUAGE)
    with Step("Copy the test database"):
        environment.copy_database(template, DATABASE)
    return DATABASE


def without_addons(environment: Environment, name: str) -> str:
    """A database ``name`` that has what our add-ons depend on, and not them."""
    modules = tuple(sorted(dependencies(environment.root, ADDONS) - set(ADDONS)))
    template = environment.ensure_template("core", modules, lang=LANGUAGE)
    environment.copy_database(template, name)
    return name


def fresh(environment: Environment, outcomes: Outcomes) -> str | None:
    """A database on which our add-ons were installed, then updated, just now.

    :param outcomes: gets one entry for each; a warning in the log is a failure.
    :return: its name; None when the add-ons could not be installed or updated.
    """
    without_addons(environment, DATABASE)
    for what, option in (("install", "-i"), ("update", "-u")):
        with Step(f"Check that our add-ons {what} without a warning"):
            code, log = _load(environment, DATABASE, option)
        problems = unexpected(log)
        print("".join(f"{line}\n" for line in problems), end="", flush=True)
        failed = bool(code or problems)
        outcomes.add(f"{what} of our add-ons", FAILED if failed else PASSED)
        if code:
            print("\n".join(log[-LINES_OF_A_CRASH:]), flush=True)
            return None
    compile_bundles(environment, DATABASE)
    return DATABASE


def compile_bundles(environment: Environment, database: str) -> None:
    """Compile what browsers load, once instead of once a worker."""
    with Step("Compile the browser bundles") as step:
        run_script(environment, database, "prepare_tests", step)


def _load(environment: Environment, database: str, option: str) -> tuple[int, list]:
    """Install or update our add-ons; Odoo's exit code and the lines of its log."""
    words = [option, ",".join(ADDONS), "--stop-after-init", "--no-http"]
    result = subprocess.run(
        tied(environment.odoo_command(database, *words)),
        capture_output=True,
        text=True,
        errors="replace",
        env=environment.environ,
        cwd=environment.root,
        check=False,
    )
    (environment.logs / f"test-addons{option}.log").write_text(result.stderr)
    return result.returncode, result.stderr.splitlines()
