"""The plugins at work, each in a pytest of its own."""

import subprocess
import sys
import textwrap

import pytest

from launcher.environment import ROOT
from launcher.testing.outcomes import Outcomes


@pytest.fixture
def run_pytest(tmp_path):
    def run(source, *plugins, words=()):
        (tmp_path / "test_it.py").write_text(textwrap.dedent(source))
        out = tmp_path / "out.json"
        options = [word for plugin in plugins for word in ("-p", plugin)]
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:odoo"]
        command += ["-p", "launcher.testing.outcomes_plugin", *options]
        command += ["--jxc-outcomes", str(out), f"--rootdir={tmp_path}"]
        result = subprocess.run(
            [*command, *words, str(tmp_path / "test_it.py")],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        outcomes = Outcomes.read(out)
        short = {test.rpartition("::")[2]: o for test, o in outcomes.tests.items()}
        return result, short, outcomes

    return run


def test_every_outcome_is_recorded(run_pytest):
    _result, tests, outcomes = run_pytest(
        """
        import unittest
        import pytest

        @pytest.fixture
        def broken():
            raise RuntimeError

        @pytest.fixture
        def breaks_later():
            yield
            raise RuntimeError

        def test_passes(): assert True
        def test_fails(): assert False
        def test_cannot_start(broken): assert True
        def test_cannot_end(breaks_later): assert True
        def test_skips(): pytest.skip("no data")

        class TestSub(unittest.TestCase):
            def test_one_of_two(self):
                for number in (0, 1):
                    with self.subTest(number=number):
                        self.assertEqual(number, 0)
        """
    )
    assert tests == {
        "test_passes": "passed",
        "test_fails": "failed",
        "test_cannot_start": "failed",
        "test_cannot_end": "failed",
        "test_skips": "skipped",
        "test_one_of_two": "failed",
    }
    assert list(outcomes.reasons.values()) == ["no data"]


def test_a_file_that_cannot_be_read_is_a_failure(run_pytest):
    result, tests, _outcomes = run_pytest("import nothing_of_this_name")
    assert result.returncode
    assert list(tests.values()) == ["failed"]


def test_engines_cannot_import_odoo_and_are_found_as_bare_packages(run_pytest):
    _result, tests, _outcomes = run_pytest(
        """
        import pytest

        def test_no_odoo():
            with pytest.raises(ImportError):
                import odoo

        def test_engine():
            import jxc_inventory.engine
            assert jxc_inventory.engine.__file__.endswith("__init__.py")
        """,
        "launcher.testing.engine_plugin",
    )
    assert tests == {"test_no_odoo": "passed", "test_engine": "passed"}


LIKE_ODOO = """
    import logging
    import unittest

    logger = logging.getLogger("odoo.somewhere")

    class TestBase(unittest.TestCase):
        test_tags = {"standard"}

        def test_inherited(self):
            self.assertTrue(True)

    class TestBody(TestBase):
        def test_quiet(self):
            self.assertTrue(True)

        def test_warns(self):
            logger.warning("look at me")

        def test_expects_the_warning(self):
            with self.assertLogs(logger, "WARNING"):
                logger.warning("look at me")

        def test_needs_browser(self):
            self.skipTest("Chrome executable not found")

        def test_needs_data(self):
            self.skipTest("../shared/data is absent")

    class TestAllowed(TestBase):
        allow_inherited_tests_method = True

    class TestSpecial(TestBase):
        test_tags = {"post_install"}

        def test_not_standard(self):
            self.fail("must not run")

    def test_function():
        assert False, "Odoo runs classes only"
"""


def by_class(outcomes):
    return {test.partition("::")[2]: out for test, out in outcomes.tests.items()}


def test_odoo_s_choice_of_tests_and_no_forgiven_skip(run_pytest):
    plugin = "launcher.testing.odoo_plugin"
    result, _tests, outcomes = run_pytest(LIKE_ODOO, plugin)
    assert by_class(outcomes) == {
        "TestBase::test_inherited": "passed",
        "TestAllowed::test_inherited": "passed",
        "TestBody::test_quiet": "passed",
        "TestBody::test_warns": "passed",
        "TestBody::test_expects_the_warning": "passed",
        "TestBody::test_needs_browser": "failed",
        "TestBody::test_needs_data": "skipped",
    }
    assert "A browser test must not be skipped" in result.stdout


def test_a_run_may_choose_another_tag(run_pytest):
    plugin = "launcher.testing.odoo_plugin"
    words = ("--jxc-tag", "post_install")
    _result, tests, _outcomes = run_pytest(LIKE_ODOO, plugin, words=words)
    assert tests == {"test_not_standard": "failed"}


def test_a_warning_nobody_expects_fails_its_test_and_no_other(run_pytest):
    plugin = "launcher.testing.odoo_plugin"
    words = ("--jxc-strict-log",)
    result, _tests, outcomes = run_pytest(LIKE_ODOO, plugin, words=words)
    assert by_class(outcomes)["TestBody::test_warns"] == "failed"
    assert by_class(outcomes)["TestBody::test_expects_the_warning"] == "passed"
    assert by_class(outcomes)["TestBody::test_quiet"] == "passed"
    assert "WARNING odoo.somewhere: look at me" in result.stdout
