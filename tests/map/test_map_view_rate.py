"""How often a map is brought to the present: with each picture, no more than is drawn, seldom where nobody looks."""

from collections.abc import Iterator

import pytest
import shiboken6
from bare_house import BareHouse, Heard
from PySide6.QtCore import QObject

from headunit.kernel.clock import Clock, SystemClock
from headunit.kernel.geodesy import LatLon
from headunit.map.state import Vehicle
from headunit.map.viewmodel import HIDDEN_S, SOFTWARE_S, MapViewModel


class StepClock(SystemClock):
    """Real time to all who ask what it is, but it goes on when it is told to."""

    at = 100.0

    def now(self) -> float:
        return self.at


class Drive:
    """A car that drives north, and a map of it."""

    def __init__(self) -> None:
        self.house = BareHouse()
        self.clock = StepClock()
        self.house.clock: Clock = self.clock
        self.owner = QObject()
        self.map = MapViewModel(self.house, self.owner)
        self.framed = Heard(self.map.motion.framed)

    def on(self, seconds: float, news: int = 1) -> None:
        """So many states of the car in a time."""
        for _ in range(news):
            self.clock.at += seconds / news
            place = LatLon(43.73 + (self.clock.at - 100) * 1e-4, 7.41)
            self.house.board.publish(Vehicle(self.clock.at, place, 0.0, 11.0))


@pytest.fixture
def drive(qapp) -> Iterator[Drive]:
    made = Drive()
    yield made
    shiboken6.delete(made.owner)


def test_a_map_that_nobody_sees_looks_at_the_car_now_and_then(drive: Drive) -> None:
    drive.on(5 * HIDDEN_S, news=100)
    assert 4 <= drive.framed.news() <= 6
    drive.map.resize(800, 480, 20, True)
    assert drive.framed.news() == 1, "at once when it is seen"


def test_while_pictures_are_made_the_cars_news_wait_for_the_next(drive: Drive) -> None:
    drive.map.resize(800, 480, 20, True)
    drive.on(0.1)
    assert drive.map.motion.moving
    drive.framed.news()
    drive.on(0.016, news=5)
    assert drive.framed.news() == 0
    drive.map.picture()
    assert drive.framed.news() == 1


def test_software_draws_every_second_picture(drive: Drive) -> None:
    drive.map.resize(800, 480, 20, True)
    drive.on(0.1)
    drive.map._least_s = SOFTWARE_S
    drive.framed.news()
    for _ in range(60):
        drive.clock.at += 1 / 60
        drive.map.picture()
    assert drive.framed.news() == 30
