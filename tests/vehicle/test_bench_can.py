"""`headunit bench can` runs to its end and says what it promises; no figure is asserted but the one that must be 0."""

import argparse
import json

import pytest

from headunit.commands import bench
from headunit.commands.bench_can import drive_frames
from headunit.commands.bench_can_load import bench_codec
from headunit.kernel.data import data_path


def test_without_a_drive_the_frames_are_those_of_the_car(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headunit.commands.bench_can.drive_log", lambda: None)
    frames = drive_frames(data_path("dbc", "toyota_rav4_2017.dbc"))
    known = {message.id for message in bench_codec().dbc.messages}
    assert len(frames) > 30_000
    assert {identifier for identifier, _data in frames} <= known


@pytest.mark.long
def test_the_whole_bench_loses_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    bench.register(parser.add_subparsers())
    assert bench.run(parser.parse_args(["bench", "can", "--runs", "1", "--json"])) == 0
    figures = {one["name"]: one for one in json.loads(capsys.readouterr().out)["figures"]}
    assert figures.keys() == {
        "decode_frames_per_s",
        "load_frames_per_s",
        "load_cpu_percent",
        "load_cpu_percent_socketcan",
        "lost_frames",
        "frame_to_viewmodel_p50_ms",
        "frame_to_viewmodel_p99_ms",
    }
    assert figures["lost_frames"]["median"] == 0
    assert figures["decode_frames_per_s"]["reference"] > 0
