"""Start-up: one sentence for what is missing, each phase once, the right tests on the right database."""

from __future__ import annotations

import socket

import pytest

from config import bootstrap
from config.bootstrap import MissingError


@pytest.fixture
def project(tmp_path, monkeypatch):
    """An empty project to start up."""
    for name, folder in (("ROOT", ""), ("STAMPS", "build/stamps"), ("VENV", ".venv"), ("PYTHON", ".venv/bin/python")):
        monkeypatch.setattr(bootstrap, name, tmp_path / folder)
    return tmp_path


@pytest.fixture
def commands(monkeypatch):
    """The commands that would have been run, with their environment."""
    ran = []
    monkeypatch.setattr(bootstrap, "run", lambda *command, **environment: ran.append((command, environment)))
    monkeypatch.setattr(bootstrap, "setup", lambda *, dev: None)
    return ran


def test_an_old_python_is_told_what_to_install():
    with pytest.raises(MissingError, match=r"This is Python 3\.9: install Python 3\.11 or newer"):
        bootstrap.check_python(version=(3, 9))


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told_what_to_install(missing):
    with pytest.raises(MissingError, match="apt-get install python3-venv"):
        bootstrap.check_python(find=lambda name: None if name == missing else name)


def test_this_python_will_do():
    bootstrap.check_python()


def test_a_taken_port_is_told_how_to_choose_another():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(MissingError, match=f"Port {port} is taken: .*PORT=8123 make run"):
            bootstrap.check_port(port)


def test_a_free_port_will_do():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    bootstrap.check_port(port)


@pytest.mark.parametrize(("environment", "port"), [({}, 8000), ({"PORT": ""}, 8000), ({"PORT": "8123"}, 8123)])
def test_the_port_comes_from_the_environment(environment, port):
    assert bootstrap.port_from(environment) == port


@pytest.mark.parametrize("text", ["0", "65536", "-1", "http", "80 80", "8e3"])
def test_what_is_no_port_is_refused(text):
    with pytest.raises(MissingError, match="set it to a number between 1 and 65535"):
        bootstrap.port_from({"PORT": text})


def test_a_database_server_that_does_not_answer_is_named():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(MissingError, match=f"No database server answers at 127.0.0.1:{port}: start it"):
        bootstrap.check_database(f"postgres://someone@127.0.0.1:{port}/health")


@pytest.mark.parametrize("url", ["", "sqlite:///var/db.sqlite3", "postgres:///by-socket"])
def test_a_database_without_an_address_is_not_knocked_at(url):
    bootstrap.check_database(url)


def test_a_phase_is_done_and_timed(project, capsys):
    source, result = project / "source", project / "result"
    source.write_text("one")
    bootstrap.phase("static files", [source], result, result.mkdir)
    assert result.is_dir()
    assert capsys.readouterr().out.startswith("static files: 0.")


def test_a_phase_is_skipped_while_nothing_changed(project, capsys):
    source = project / "source"
    source.write_text("one")
    bootstrap.phase("static files", [source], project, lambda: None)
    capsys.readouterr()
    bootstrap.phase("static files", [source], project, lambda: pytest.fail("done twice"))
    assert capsys.readouterr().out == ""


def test_a_phase_is_done_again_when_a_file_in_a_folder_changed(project):
    done, folder = [], project / "assets"
    folder.mkdir()
    for text in ("one", "two"):
        (folder / "app.css").write_text(text)
        bootstrap.phase("bundle", [folder], project, lambda: done.append("again"))
    assert len(done) == 2


def test_a_phase_is_done_again_when_its_result_is_gone(project):
    done, source = [], project / "source"
    source.write_text("one")
    for _ in range(2):
        bootstrap.phase("bundle", [source], project / "gone", lambda: done.append("again"))
    assert len(done) == 2


def test_a_phase_that_failed_is_not_remembered(project):
    source = project / "source"
    source.write_text("one")

    def fail() -> None:
        raise SystemExit(1)

    with pytest.raises(SystemExit):
        bootstrap.phase("bundle", [source], project, fail)
    done = []
    bootstrap.phase("bundle", [source], project, lambda: done.append("again"))
    assert done


def test_a_command_that_fails_ends_it_with_its_code(project):
    with pytest.raises(SystemExit) as end:
        bootstrap.run("sh", "-c", "exit 7")
    assert end.value.code == 7


def test_commands_of_the_environment_come_first(project):
    tool = project / ".venv" / "bin" / "npm"
    tool.parent.mkdir(parents=True)
    tool.write_text(f"#!/bin/sh\ntouch {project}/ours\n")
    tool.chmod(0o755)
    bootstrap.run("npm")
    assert (project / "ours").exists()


def test_both_databases_are_tested_where_a_server_is_named(commands, monkeypatch):
    monkeypatch.setenv("TEST_POSTGRES_URL", "postgres://127.0.0.1/x")
    bootstrap.test(["-q"])
    assert [environment["DATABASE_URL"] for _, environment in commands] == [
        "sqlite://:memory:",
        "postgres://127.0.0.1/x",
    ]
    assert all("-q" in command for command, _ in commands)


def test_a_missing_server_is_said_at_the_end(commands, monkeypatch, capsys):
    monkeypatch.delenv("TEST_POSTGRES_URL", raising=False)
    monkeypatch.delenv("REQUIRE_POSTGRES", raising=False)
    bootstrap.test([])
    assert len(commands) == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith("Not used: PostgreSQL.")


def test_a_missing_server_fails_where_it_is_required(commands, monkeypatch):
    monkeypatch.delenv("TEST_POSTGRES_URL", raising=False)
    monkeypatch.setenv("REQUIRE_POSTGRES", "1")
    with pytest.raises(MissingError, match="TEST_POSTGRES_URL"):
        bootstrap.test([])


def test_what_is_missing_is_one_sentence_and_an_error(monkeypatch):
    monkeypatch.setattr("sys.argv", ["bootstrap.py", "run"])
    monkeypatch.setenv("PORT", "none")
    with pytest.raises(SystemExit) as end:
        bootstrap.main()
    assert str(end.value) == "PORT is “none”: set it to a number between 1 and 65535."
