import subprocess
import sys

from headunit.kernel.lines import write_lines

COUNT = """
import sys
from headunit.kernel.lines import write_lines
whole = write_lines(f"line {number}" for number in range(%d))
print(f"{whole=}", file=sys.stderr)
"""


def test_every_line(capsys) -> None:
    assert write_lines(["one", "", "drei ß 三"]) is True
    assert capsys.readouterr().out == "one\n\ndrei ß 三\n"


def test_a_reader_who_has_seen_enough_ends_it_quietly() -> None:
    """As `| head -1` does, with more lines to come than any pipe holds."""
    with subprocess.Popen(
        [sys.executable, "-c", COUNT % 1_000_000], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        assert writer.stderr is not None
        assert writer.stdout.readline() == "line 0\n"
        writer.stdout.close()
        assert writer.stderr.read() == "whole=False\n"
        assert writer.wait(60) == 0


def test_a_reader_who_reads_all_gets_all() -> None:
    done = subprocess.run([sys.executable, "-c", COUNT % 1000], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines() == [f"line {n}" for n in range(1000)]
    assert done.stderr == "whole=True\n"
