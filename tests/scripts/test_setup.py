"""The set-up scripts: what they look for, what they believe, and (--long) the whole of it on a clean copy."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from script_stage import ROOT, SCRIPTS, bash, put, put_program

APT = "source scripts/setup_common.sh; source scripts/setup_apt.sh; "
PYTHON = "source scripts/setup_common.sh; source scripts/setup_python.sh; "


def lines(program: str, **environ: str) -> list[str]:
    done = bash(ROOT, program, **environ)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("script", ["run", "test", "lock", "setup.sh", "../.ci/run"])
def test_scripts_can_be_started_and_parsed(script: str) -> None:
    path = SCRIPTS / script
    assert os.access(path, os.X_OK)
    assert bash(ROOT, f"bash -n {path}").returncode == 0


# Debian packages


def test_the_list_keeps_running_and_testing_apart() -> None:
    run, tests = lines(f"{APT} list_packages run"), lines(f"{APT} list_packages test")
    assert "libxcb-cursor0" in run
    assert "libglib2.0-0t64|libglib2.0-0" in run
    assert "gpsd" in tests
    assert not set(run) & set(tests)
    assert set(lines(f"{APT} list_packages run test")) == {*run, *tests}
    assert all(re.fullmatch(r"[a-z0-9.+|-]+", line) for line in run + tests)


def test_a_package_is_missing_when_no_alternative_is_there() -> None:
    found = lines(f"{APT} missing_packages 'no-such-a|bash' no-such-b 'no-such-c|no-such-d' bash")
    assert found == ["no-such-b", "no-such-c|no-such-d"]
    assert lines(f"{APT} missing_packages bash") == []


def test_the_packages_of_the_tests_are_installed() -> None:
    assert lines(f'{APT} mapfile -t all < <(list_packages run test); missing_packages "${{all[@]}}"') == []


def test_who_cannot_install_is_told_the_command() -> None:
    powerless = "as_root() { return 127; }; list_packages() { echo bash; echo no-such-package; }; "
    done = bash(ROOT, f"{APT} {powerless} install_packages run")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.strip().endswith("as root, run: apt-get install --no-install-recommends no-such-package")


# Python


def test_a_candidate_is_believed_only_when_it_has_run(tmp_path: Path) -> None:
    shim = put_program(tmp_path, "python3.13", "echo 'pyenv: python3.13: command not found' >&2; exit 127")
    old = put_program(tmp_path, "python3.11", "echo")
    found = lines(f'{PYTHON} first_that "$SUITS" /nowhere/python {shim} {old} {sys.executable} {shim}')
    assert found == [sys.executable]
    assert lines(f'{PYTHON} first_that "$SUITS" /nowhere/python {shim} {old}') == []


def test_a_python_is_found_behind_a_shim_that_does_not_start(tmp_path: Path) -> None:
    for name in ("python3", "python3.13"):
        put_program(tmp_path, f"bin/{name}", "exit 127")
    versions = tmp_path / "pyenv/versions/3.13.9/bin"
    versions.mkdir(parents=True)
    (versions / "python3").symlink_to(Path(sys.executable).resolve())
    tools = "/usr/bin:/bin"
    found = lines(f"{PYTHON} find_python", PATH=f"{tmp_path}/bin:{tools}", PYENV_ROOT=str(tmp_path / "pyenv"))
    assert len(found) == 1
    assert (
        subprocess.run([found[0], "-c", "import sys; sys.exit(sys.version_info < (3, 12))"], check=False).returncode
        == 0
    )


def test_a_uv_is_believed_only_when_it_has_run(tmp_path: Path) -> None:
    put_program(tmp_path, "a/uv", "exit 127")
    good = put_program(tmp_path, "b/uv", '[ "$*" = "python install --help" ]')
    assert lines(f"{PYTHON} find_uv", PATH=f"{tmp_path}/a:{tmp_path}/b:{os.environ['PATH']}")[0] == str(good)


# The locks


def locked(file: str = "requirements.txt") -> dict[str, str]:
    text = (SCRIPTS / file).read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==([^\s;]+)", text, re.MULTILINE))


#: Of no use without what no package brings: whoever wants it installs it, and `headunit doctor` says how.
BY_HAND = {"faster-whisper"}


def test_every_package_of_the_project_is_locked_in_a_version_that_it_allows() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    wanted += [one for extra in project["project"]["optional-dependencies"].values() for one in extra]
    # asammdf is for those who ask for it; the tests have theirs in a folder of its own.
    assert "asammdf" not in locked()
    versions = locked("mf4-requirements.txt") | locked()
    for line in wanted:
        requirement = Requirement(line)
        if requirement.name in BY_HAND:
            continue
        version = versions.get(canonicalize_name(requirement.name))
        assert version, f"{line}: not locked; run scripts/lock"
        assert version in requirement.specifier, f"{line}: {version} is locked; run scripts/lock"


@pytest.mark.parametrize("file", ["requirements.txt", "uv-requirements.txt", "mf4-requirements.txt"])
def test_a_lock_holds_hashes_and_no_place(file: str) -> None:
    text = (SCRIPTS / file).read_text("utf-8")
    packages = re.findall(r"^[a-z0-9.-]+==.*\\(?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+$", text, re.MULTILINE)
    assert len(packages) == len(re.findall(r"^\S+==", text, re.MULTILINE)) > 0
    assert "://" not in text
    assert not re.search(r"^--|/(home|root|tmp|work)/", text, re.MULTILINE)


# All of it


def copy_of_the_checkout(to: Path) -> Path:
    """What git would clone, with what is new or changed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for file in filter(None, listed.split("\0")):
        if (ROOT / file).is_file():
            (to / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / file, to / file)
    return to


@pytest.mark.long
def test_a_clean_copy_sets_itself_up_heals_and_is_quick_the_next_time(tmp_path: Path) -> None:
    root, elsewhere = copy_of_the_checkout(tmp_path / "checkout"), tmp_path / "elsewhere"
    elsewhere.mkdir()
    first = bash(elsewhere, f"{root}/scripts/run --version")
    assert first.returncode == 0, first.stderr
    assert re.fullmatch(r"headunit \S+\n", first.stdout)
    assert "installing the Python packages" in first.stderr
    # Nothing to do: nothing is said.
    again = bash(elsewhere, f"{root}/scripts/run --version")
    assert (again.stdout, again.stderr) == (first.stdout, "")
    # A set-up that died while it filled the environment.
    shutil.rmtree(next(root.glob(".venv/lib/python3*/site-packages/can")))
    put(root, ".cache/unfinished", "")
    healed = bash(root, "scripts/run --version && .venv/bin/python -c 'import can'")
    assert healed.returncode == 0, healed.stderr
    assert "making .venv" in healed.stderr
    # A checkout that was moved: the programs in .venv/bin name the old place.
    moved = root.rename(tmp_path / "moved")
    assert bash(moved, "scripts/run --version").stdout == first.stdout
    # Two at once.
    put(moved, "scripts/apt.txt", (SCRIPTS / "apt.txt").read_text("utf-8") + "\n# changed\n")
    both = bash(
        moved, "scripts/setup.sh run & first=$!; scripts/setup.sh run; wait $first; .venv/bin/headunit --version"
    )
    assert both.returncode == 0, both.stderr
    assert both.stderr.count("installing the Python packages") == 1
    # Translations follow their sources.
    for source in moved.glob("assets/translations/headunit_*.ts"):
        compiled = moved / "headunit/ui/translations" / f"{source.stem}.qm"
        assert compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns
        compiled.unlink()
        assert bash(moved, "scripts/setup.sh run").returncode == 0
        assert compiled.stat().st_size > 0
