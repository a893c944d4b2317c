"""The technician's path on a real vcan0: scripts/vcan-test is run once, and each of its steps is a test here."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STEPS = (
    "script",
    "no-interface",
    "quiet-bus",
    "drive",
    "cansend",
    "silence",
    "listen-only",
    "error-frames",
    "bus-off",
    "bad-frames",
    "down-up",
    "deleted-added",
    "can-fd",
    "command",
    "clean-end",
)


def run(script: str, *words: str) -> subprocess.CompletedProcess[str]:
    command = [ROOT / "scripts" / script, *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=400, stdin=subprocess.DEVNULL, check=False)


@pytest.fixture(scope="module")
def afternoon() -> subprocess.CompletedProcess[str]:
    return run("vcan-test")


@pytest.mark.parametrize("step", STEPS)
def test_step(afternoon: subprocess.CompletedProcess[str], step: str) -> None:
    found = re.findall(rf"^(\w+) +{step}: (.*)$", afternoon.stdout, re.MULTILINE)
    assert len(found) == 1, afternoon.stdout + afternoon.stderr
    verdict, detail = found[0]
    assert verdict == "ok", detail


def test_its_exit_code_and_its_count_agree_with_its_steps(afternoon: subprocess.CompletedProcess[str]) -> None:
    assert re.findall(r"^(?:ok|FAILED) +([\w-]+):", afternoon.stdout, re.MULTILINE) == list(STEPS)
    assert f"{len(STEPS)} passed, 0 failed" in afternoon.stdout
    assert afternoon.returncode == 0
    assert "Traceback" not in afternoon.stdout


@pytest.mark.parametrize("words", [(), ("sideways",), ("up", "a name"), ("up", "x" * 16), ("up", "vcan0", "vcan1")])
def test_vcan_called_wrongly(words: tuple[str, ...]) -> None:
    done = run("vcan", *words)
    assert done.returncode == 2
    assert done.stderr == "usage: scripts/vcan up|down|status [NAME]\n"


def test_vcan_says_in_one_line_what_this_kernel_can_do() -> None:
    done = run("vcan", "up", "hutest0")
    if done.returncode == 0:
        assert done.stdout == "hutest0 is up: headunit run --can socketcan:hutest0 ...\n"
        assert run("vcan", "down", "hutest0").returncode == 0
    else:
        assert done.returncode == 1
        assert re.fullmatch(r"vcan: (this kernel .* has no virtual CAN .*|root is needed for: .*)\n", done.stderr)
    status = run("vcan", "status", "hutest0")
    assert (status.returncode, status.stdout) == (1, "hutest0 is not there\n")
