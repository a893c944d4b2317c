"""Regions that many tests share: built once, never written to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import routing_stage as stage

from headunit.kernel.geodesy import Bounds
from headunit.regions.state import Region


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Region:
    """A made-up British town, with islands."""
    folder = tmp_path_factory.mktemp("routing") / "town"
    path = folder.with_suffix(".osm.pbf")
    bounds = stage.write_town(path)
    return stage.build(path, folder, bounds, "GB", whole=False)


@pytest.fixture(scope="session")
def liechtenstein_roads(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Region:
    """The roads of a whole country."""
    path = shared / "maps" / "liechtenstein-2026.osm.pbf"
    bounds = Bounds(47.04774, 9.471078, 47.27128, 9.636217)
    return stage.build(path, tmp_path_factory.mktemp("routing") / "li", bounds, "LI", whole=True)


@pytest.fixture(scope="session")
def monaco_roads(tmp_path_factory: pytest.TempPathFactory) -> Region:
    """A clipped extract that tells nothing of its country: it has been said."""
    path = Path(__file__).parents[2] / ".cache" / "maps" / "monaco.osm.pbf"
    return stage.build(path, tmp_path_factory.mktemp("routing") / "monaco", stage.MONACO, "MC", whole=False)


@pytest.fixture(scope="session")
def town_asker(town: Region) -> Iterator[stage.Asker]:
    """A worker that is only asked, and does not die: it serves all tests."""
    asker = stage.Asker(town.routing)
    asker.routes(stage.at(0, 0), stage.at(200, 0))  # it has started, before a test looks for what it left running
    yield asker
    asker.engine.end()


@pytest.fixture
def own_asker(town: Region) -> Iterator[stage.Asker]:
    """One to be killed."""
    asker = stage.Asker(town.routing)
    yield asker
    asker.engine.end()


@pytest.fixture(scope="session")
def li_asker(liechtenstein_roads: Region) -> Iterator[stage.Asker]:
    """A worker that is only asked, and does not die: it serves all tests."""
    asker = stage.Asker(liechtenstein_roads.routing)
    asker.routes(stage.BALZERS, stage.VADUZ)
    yield asker
    asker.engine.end()
