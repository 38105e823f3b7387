"""From a bare machine to a running product: `make run`, `make test` and `make setup` call this.

Standard library only: it runs before anything is installed. Each phase is skipped while what it was made from is
unchanged, and says how long it took.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
VENV, STAMPS = ROOT / ".venv", ROOT / "build" / "stamps"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)


class MissingError(Exception):
    """Something the machine lacks, in one sentence that says what to do."""


def check_python(
    version: tuple[int, ...] = sys.version_info[:2], find: Callable[[str], object] = importlib.util.find_spec
) -> None:
    """MissingError for a Python that is too old, or that cannot make virtual environments."""
    if version < OLDEST:
        raise MissingError(
            f"This is Python {version[0]}.{version[1]}: install Python 3.11 or newer, "
            "or name one, as in: make run PYTHON=python3.11"
        )
    if find("venv") is None or find("ensurepip") is None:
        raise MissingError("Python’s venv module is missing: install it, on Debian with: apt-get install python3-venv")


def check_port(port: int) -> None:
    """MissingError when something listens on the port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise MissingError(f"Port {port} is taken: choose another one, as in: PORT=8123 make run") from error


def port_from(environment: dict[str, str]) -> int:
    """PORT, or 8000; MissingError for what is no port."""
    text = environment.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise MissingError(f"PORT is “{text}”: set it to a number between 1 and 65535.")
    return int(text)


def check_database(url: str) -> None:
    """MissingError when DATABASE_URL names a PostgreSQL server and nothing answers there."""
    parts = urlsplit(url)
    if not parts.scheme.startswith(("postgres", "pgsql")) or not parts.hostname:
        return
    host, port = parts.hostname, parts.port or 5432
    try:
        socket.create_connection((host, port), timeout=5).close()
    except OSError as error:
        raise MissingError(f"No database server answers at {host}:{port}: start it, or change DATABASE_URL.") from error


def fingerprint(paths: Iterable[Path]) -> str:
    """A digest of files, and of all files in folders."""
    digest = hashlib.sha256()
    for path in paths:
        files = sorted(item for item in path.rglob("*") if item.is_file()) if path.is_dir() else [path]
        for file in files:
            digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()


def phase(name: str, made_from: Iterable[Path], result: Path, work: Callable[[], None]) -> None:
    """Does the work unless its result is there and made from the same files; prints how long it took."""
    stamp, wanted = STAMPS / name.replace(" ", "-"), fingerprint(made_from)
    if result.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    started = time.perf_counter()
    work()
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)
    print(f"{name}: {time.perf_counter() - started:.1f} s", flush=True)


def run(*command: str | Path, **environment: str) -> None:
    """Runs a command of the virtual environment in the project's root; SystemExit with its code when it fails."""
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, env={**os.environ, "PATH": path, **environment}, check=False
    )
    if done.returncode:
        raise SystemExit(done.returncode)


def install_packages(lock: Path) -> None:
    """Makes the environment and brings it to exactly what the lock file says."""
    if not PYTHON.exists():
        run(sys.executable, "-m", "venv", VENV)
    uv = VENV / "bin" / "uv"
    if not uv.exists():
        run(
            PYTHON,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
            ROOT / "requirements-uv.lock",
        )
    run(uv, "pip", "sync", "--quiet", "--require-hashes", "--python", PYTHON, lock)


def build_assets() -> None:
    """Bundles scripts and styles."""
    shutil.rmtree(ROOT / "build" / "static", ignore_errors=True)
    run("npm", "run", "--silent", "build")
    run("npm", "run", "--silent", "build:charts")


def setup(*, dev: bool) -> None:
    """Everything up to static files that can be served."""
    check_python()
    lock = ROOT / ("requirements-dev.lock" if dev or has_dev_packages() else "requirements.lock")
    npm = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]
    phase("Python packages", [lock], VENV, lambda: install_packages(lock))
    phase("npm packages", npm, ROOT / "node_modules", lambda: run("npm", "ci", "--loglevel=error"))
    phase("scripts and styles", [*npm, ROOT / "assets"], ROOT / "build" / "static", build_assets)
    catalogs = [*sorted((ROOT / "locale").rglob("*.po")), ROOT / "config" / "catalogs.py", lock]
    compiled = ROOT / "build" / "locale"
    phase("translations", catalogs, compiled, lambda: run(PYTHON, "-m", "config.catalogs"))
    static = [ROOT / "static", ROOT / "build" / "static", lock]
    collect: list[str | Path] = [PYTHON, "manage.py", "collectstatic", "--noinput", "--clear", "-v", "0"]
    phase("static files", static, ROOT / "build" / "collected", lambda: run(*collect, DEMONSTRATION="1"))


def has_dev_packages() -> bool:
    """Whether the environment is a developer's: then `make run` leaves it one."""
    return (VENV / "bin" / "pytest").exists()


def timed(name: str, *command: str | Path, **environment: str) -> None:
    """Runs a command and prints how long it took."""
    started = time.perf_counter()
    run(*command, **environment)
    print(f"{name}: {time.perf_counter() - started:.1f} s", flush=True)


def serve() -> None:
    """`make run`."""
    started = time.perf_counter()
    check_python()
    port = port_from(dict(os.environ))
    check_port(port)
    check_database(os.environ.get("DATABASE_URL", ""))
    setup(dev=False)
    address = f"http://localhost:{port}"
    environment = {"DEMONSTRATION": "1", "SITE_URL": os.environ.get("SITE_URL", address)}
    timed("database", PYTHON, "manage.py", "migrate", "-v", "0", **environment)
    timed("demonstration", PYTHON, "manage.py", "demo_data", "--if-empty", **environment)
    print(f"Ready after {time.perf_counter() - started:.1f} s: open {address}  (Ctrl-C ends it)", flush=True)
    os.chdir(ROOT)
    os.environ.update(environment)
    # Mail goes out beside the requests; the worker ends with the server, which takes this process over.
    subprocess.Popen([str(PYTHON), "manage.py", "run_worker", "--with", str(os.getpid())])
    program = [str(PYTHON), "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
    # By the interpreter, not by its script, which would name another place where the folder was moved.
    os.execv(
        PYTHON, [*program, "--worker-class", "gthread", "--workers", "2", "--threads", "8", "--log-level", "warning"]
    )


def test(arguments: list[str]) -> None:
    """`make test`: the whole suite on SQLite, then on PostgreSQL where there is one."""
    setup(dev=True)
    # One worker more than cores: those that drive a browser wait for a third of their time.
    pytest: list[str | Path] = [PYTHON, "-m", "pytest", "-n", "3", "--dist", "worksteal", *arguments]
    print("Tests on SQLite", flush=True)
    run(*pytest, DEMONSTRATION="1", DATABASE_URL="sqlite://:memory:")
    postgres = os.environ.get("TEST_POSTGRES_URL", "")
    if postgres:
        print("Tests on PostgreSQL", flush=True)
        # What needs no database, and what a page looks like, has been tried once; the markers leave it out here.
        run(*pytest, "-m", "not pure and not markup", DEMONSTRATION="1", DATABASE_URL=postgres)
    elif os.environ.get("REQUIRE_POSTGRES"):
        raise MissingError("REQUIRE_POSTGRES is set: name a database server in TEST_POSTGRES_URL.")
    else:
        print("Not used: PostgreSQL. Name a server in TEST_POSTGRES_URL, as in postgres://user@127.0.0.1/postgres")


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["run", "test", "setup"])
    parser.add_argument("--dev", action="store_true")
    options, rest = parser.parse_known_args()
    try:
        if options.what == "run":
            serve()
        elif options.what == "test":
            test(rest)
        else:
            setup(dev=options.dev)
    except MissingError as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
