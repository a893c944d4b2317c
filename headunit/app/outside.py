"""Music steered from outside the screen: keys on the steering wheel, and programs on the session bus.

In virtual time there is no bus; the keys of a simulated or recorded car work all the same.
"""

import collections
from collections.abc import Callable, Iterator

from headunit.app import House
from headunit.kernel.link import Link
from headunit.kernel.supervision import IoThread
from headunit.music.ports import Browser, MusicDesk
from headunit.music.state import MusicState
from headunit.music.wheel_keys import WheelKeys
from headunit.music.wishes import Obeyer, Wish
from headunit.sound.ports import Volume
from headunit.sound.state import SoundState
from headunit.vehicle.state import VehicleState


class Outside:
    """One for each house."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._asked: collections.deque[Wish] = collections.deque()
        self._listener: Callable[[object], None] | None = None
        self._obeyer = Obeyer(
            house.board,
            house.clock,
            lambda: house.port(MusicDesk),
            lambda: house.port(Volume),
            lambda: house.port(Browser),
        )
        house.board.watch(VehicleState, WheelKeys(self._obeyer.obey).on_vehicle)
        house.join(self)

    def links(self, io: IoThread) -> Iterator[Link]:
        """The session bus, where there is one."""
        from headunit.music.mpris import Mpris  # noqa: PLC0415  not before the first picture

        mpris = Mpris(io, self._house.clock, self._house.inbox, self._take)

        def tell(_state: object) -> None:
            board = self._house.board
            mpris.show(board.latest(MusicState) or MusicState(), board.latest(SoundState) or SoundState())

        # Links are opened on a thread of their own, the board belongs to Qt's.
        self._listener = tell
        self._house.wake()
        yield mpris

    def _take(self, wish: Wish) -> None:
        """From the links' loop."""
        self._asked.append(wish)
        self._house.wake()

    def flush(self) -> None:
        """Obey what was asked."""
        if self._listener is not None:
            tell, self._listener = self._listener, None
            self._house.board.watch(MusicState, tell)
            self._house.board.watch(SoundState, tell)
        while self._asked:
            self._obeyer.obey(self._asked.popleft())

    def tick(self) -> None:
        """Nothing of its own."""

    def end(self) -> None:
        """Nothing runs here."""
