"""`headunit bench nav` runs to its end and says what it promises; no figure of speed is asserted."""

import json
from pathlib import Path

import pytest
from built_regions import monaco

from headunit.cli import main


def test_without_a_region_it_says_so_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert main(["bench", "nav", "--runs", "1"]) == 1
    said = capsys.readouterr()
    assert said.err == "headunit bench: there is no map region to measure on: headunit map add monaco\n"


@pytest.mark.long
def test_the_whole_bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    file = tmp_path / "headunit" / "settings.toml"
    file.parent.mkdir()
    file.write_text(f'[map]\nfolder = "{monaco().folder.parent}"\n')
    assert main(["bench", "nav", "--runs", "2", "--json"]) == 0
    figures = {one["name"]: one for one in json.loads(capsys.readouterr().out)["figures"]}
    views = {f"{what}_frame_ms_{view}" for what in ("pan", "still") for view in ("gpu", "software")}
    assert figures.keys() >= views | {
        "route_ms",
        "keystroke_ms",
        "reroute_s",
        "tunnel_error_m",
        "region_build_s",
        "region_build_routing_s",
    }
    assert all("p95" in figures[name] for name in views | {"route_ms", "keystroke_ms"})
    assert figures["route_ms"]["reference"] > 0
    assert "OpenGL" in figures["pan_frame_ms_gpu"]["note"]
    # In the car's own time, not in this machine's: off the route, and a kilometre without satellites.
    assert figures["reroute_s"]["max"] < 60
    assert figures["tunnel_error_m"]["max"] <= 30
