"""The car's end of the bus: sends what is due, hears what is asked. Knows neither a DBC nor a CAN library.

What a frame means is the codec's business, where it goes is the sink's.
"""

import collections

from headunit.simulator.world import World
from headunit.vehicle.ports import CarCodec, DecodeError, Frame, FrameKind, FrameSink

#: SocketCAN reports its own troubles as error frames with these ids (linux/can/error.h): bus-off, and back again.
ERROR_BUS_OFF = 0x40
ERROR_RESTARTED = 0x100
ERROR_DATA = bytes(8)
#: Requests that nobody fetched are dropped beyond this many, oldest first.
MOST_WAITING = 256


class CanSpeaker:
    """One car on its buses. `speak` runs on the simulation's thread; `on_frame` may be called from any.

    `sent`, `refused`: frames that the sink took and did not take. `buses`: those that the car has spoken on.
    """

    def __init__(self, world: World, codec: CarCodec, sink: FrameSink) -> None:
        self._world, self._codec, self._sink = world, codec, sink
        self._heard: collections.deque[Frame] = collections.deque(maxlen=MOST_WAITING)
        self._state = "ok"
        self.buses: set[str] = set()
        self.sent = self.refused = 0

    def on_frame(self, frame: Frame) -> None:
        """Hear a frame from the bus; what it asks for is taken up with the next `speak`."""
        if frame.kind is FrameKind.DATA:
            self._heard.append(frame)

    def speak(self) -> None:
        """Send the frames that are due at the world's present moment, unless the bus is off or the car asleep."""
        self._change_state()
        if self._state != "ok":
            self._heard.clear()
            return
        self._listen()
        for frame in self._codec.encode_due(self._world.values(), self._world.t_s):
            self.buses.add(frame.bus)
            self._send(frame)

    def _listen(self) -> None:
        while self._heard:
            try:
                wishes = self._codec.decode_request(self._heard.popleft())
            except DecodeError:
                continue
            if wishes:
                self._world.ask(wishes)

    def _change_state(self) -> None:
        before, self._state = self._state, self._world.can_state
        if before == self._state:
            return
        if self._state == "bus_off":
            self._report(ERROR_BUS_OFF)
        elif before == "bus_off":
            self._report(ERROR_RESTARTED)

    def _report(self, error_id: int) -> None:
        for bus in sorted(self.buses):
            self._send(Frame(bus, error_id, ERROR_DATA, t=self._world.t_s, kind=FrameKind.ERROR))

    def _send(self, frame: Frame) -> None:
        try:
            self._sink.send(frame)
        except OSError:
            # A bus that takes nothing is a fact of life for a car too: the next cycle tries again.
            self.refused += 1
        else:
            self.sent += 1
