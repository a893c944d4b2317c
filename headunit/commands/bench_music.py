"""Bench area `music`: what is heard of the player, and how fast the library is."""

from headunit.commands import bench_library, bench_player
from headunit.commands.bench import Figure


def measure(runs: int) -> list[Figure]:
    """Some minutes. Raises HeadunitError where a program that it needs is missing."""
    return [*bench_player.figures(min(runs, 5)), *bench_library.figures(runs)]
