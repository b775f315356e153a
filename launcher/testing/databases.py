"""The databases tests run on, and the check that our add-ons install cleanly."""

import subprocess
from collections.abc import Sequence

from ..addons import ADDONS, dependencies
from ..console import Step
from ..databases import check_installed, run_script
from ..environment import Environment
from ..processes import tied
from .log_lines import unexpected
from .outcomes import FAILED, PASSED, Outcomes

# English, as tests compare source strings; a test that wants Chinese says so.
LANGUAGE = "en_US"
DATABASE = "jxc_test"
WITH_MRP = "jxc_test_mrp"
# The last two come by themselves with the first, beside the add-ons ours depend on.
MRP = ("mrp", "sale_mrp", "purchase_mrp")
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
            loaded = _load(
                environment,
                DATABASE,
                (option, ",".join(ADDONS)),
                f"{what} of our add-ons",
                outcomes,
            )
        if not loaded:
            return None
    compile_bundles(environment, DATABASE)
    return DATABASE


def with_mrp(environment: Environment, source: str, outcomes: Outcomes) -> str | None:
    """A copy of ``source``, which has our add-ons, with manufacturing added.

    :param outcomes: gets an entry for the installation, as of :func:`fresh`.
    :return: its name; None when manufacturing could not be installed.
    """
    with Step("Check that manufacturing installs beside our add-ons"):
        environment.copy_database(source, WITH_MRP)
        words = ("-i", ",".join(MRP))
        what = "install of manufacturing beside our add-ons"
        loaded = _load(environment, WITH_MRP, words, what, outcomes)
    if loaded:
        check_installed(environment, WITH_MRP, list(MRP))
    return WITH_MRP if loaded else None


def compile_bundles(environment: Environment, database: str) -> None:
    """Compile what browsers load, once instead of once a worker."""
    with Step("Compile the browser bundles") as step:
        run_script(environment, database, "prepare_tests", step)


def _load(
    environment: Environment,
    database: str,
    words: Sequence[str],
    what: str,
    outcomes: Outcomes,
) -> bool:
    """Let Odoo install or update modules; whether it ended well.

    :param words: the option that says so, and the modules.
    :param what: the name of its entry in ``outcomes``; a warning in Odoo's log makes
        it a failure, too.
    """
    result = subprocess.run(
        tied(
            environment.odoo_command(database, *words, "--stop-after-init", "--no-http")
        ),
        capture_output=True,
        text=True,
        errors="replace",
        env=environment.environ,
        cwd=environment.root,
        check=False,
    )
    log_name = what.replace(" ", "-")
    (environment.logs / f"test-{log_name}.log").write_text(result.stderr)
    log = result.stderr.splitlines()
    problems = unexpected(log)
    print("".join(f"{line}\n" for line in problems), end="", flush=True)
    failed = bool(result.returncode or problems)
    outcomes.add(what, FAILED if failed else PASSED)
    if result.returncode:
        print("\n".join(log[-LINES_OF_A_CRASH:]), flush=True)
    return not result.returncode
