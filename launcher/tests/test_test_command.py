import pytest

from launcher.commands import test as command
from launcher.environment import ROOT
from launcher.errors import LauncherError


@pytest.fixture(autouse=True)
def in_the_checkout(monkeypatch):
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize(
    ("words", "part", "rest"),
    [
        ([], "all", []),
        (["-k", "lot"], "all", ["-k", "lot"]),
        (["engine"], "engine", []),
        (["scanner", "-k", "lot"], "scanner", ["-k", "lot"]),
        (["core", "-x"], "core", ["-x"]),
        (
            ["jxc_inventory/tests/test_screens.py::TestScreens"],
            "inventory",
            ["jxc_inventory/tests/test_screens.py::TestScreens"],
        ),
    ],
)
def test_the_first_word_is_the_part(words, part, rest):
    assert command._split(words) == (part, rest)


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("jxc_inventory/engine/tests/test_shelf_life.py", "engine"),
        ("jxc_reports/tests/test_summary.py", "reports"),
        ("jxc_inventory/tests/test_mrp_recall.py::TestMrpRecall", "mrp"),
        ("launcher/tests/test_suites.py", "launcher"),
        ("docker/tests/test_entrypoint.py", "launcher"),
    ],
)
def test_a_file_belongs_to_a_part(path, part):
    assert command.part_of(path) == part


def test_a_wrong_word_is_refused_with_the_parts_there_are():
    with pytest.raises(LauncherError) as error:
        command._split(["inventroy"])
    assert "inventory" in error.value.cure
    with pytest.raises(LauncherError):
        command.part_of("bench/import_sales.py")
