import fcntl
import threading

import pytest

from launcher.files import COMPLETE, is_complete, make_complete, write_whole
from launcher.locks import SharedUse, exclusive


def fill(folder):
    (folder / "content").write_text("whole")


def explode(folder):
    (folder / "content").write_text("half")
    raise KeyboardInterrupt


@pytest.mark.parametrize("linked", [False, True])
def test_an_interrupted_folder_is_not_complete_and_is_made_anew(tmp_path, linked):
    target = tmp_path / "thing"
    with pytest.raises(KeyboardInterrupt):
        make_complete(target, explode, "a thing", linked)
    assert not is_complete(target)
    make_complete(target, fill, "a thing", linked)
    assert (target / "content").read_text() == "whole"
    made = target.resolve()
    assert {path for path in tmp_path.iterdir() if path.is_dir()} == {target, made}


def test_leftovers_of_a_killed_process_are_removed(tmp_path):
    (tmp_path / "thing.made-by-1" / "deep").mkdir(parents=True)
    make_complete(tmp_path / "thing", fill, "a thing")
    assert not (tmp_path / "thing.made-by-1").exists()


def test_a_complete_folder_is_left_alone(tmp_path):
    target = make_complete(tmp_path / "thing", fill, "a thing")
    before = (target / "content").stat().st_mtime_ns
    make_complete(target, explode, "a thing")
    assert (target / "content").stat().st_mtime_ns == before


def test_what_build_returns_is_kept(tmp_path):
    target = make_complete(tmp_path / "thing", lambda folder: "sums", "a thing")
    assert (target / COMPLETE).read_text() == "sums"


def test_a_second_process_is_told_whom_it_waits_for(tmp_path, capsys):
    path = tmp_path / "lock"
    with open(path, "a+") as other:
        other.write("4711")
        other.flush()
        fcntl.flock(other, fcntl.LOCK_EX)
        entered = threading.Event()

        def wait():
            with exclusive(path, "makes things"):
                entered.set()

        thread = threading.Thread(target=wait)
        thread.start()
        assert not entered.wait(0.2)
        fcntl.flock(other, fcntl.LOCK_UN)
        thread.join(10)
    assert entered.is_set()
    assert "Another ./jxc (process 4711) makes things" in capsys.readouterr().err


def test_only_the_last_user_stops_the_thing(tmp_path):
    stopped = []
    first, second = SharedUse(tmp_path / "use"), SharedUse(tmp_path / "use")
    first.leave(lambda: stopped.append("first"))
    second.leave(lambda: stopped.append("second"))
    assert stopped == ["second"]


def test_write_whole_replaces_and_leaves_no_other_file(tmp_path):
    path = tmp_path / "new" / "file"
    write_whole(path, "old")
    write_whole(path, "new")
    assert path.read_text() == "new"
    assert list(path.parent.iterdir()) == [path]
