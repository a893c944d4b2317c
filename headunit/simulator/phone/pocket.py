"""The phones of those who sit in the simulated car, and the adapter that they find there. One thread steps it."""

from typing import Final

from headunit.kernel.inbox import Inbox
from headunit.simulator.phone.hands_free import HandsFree
from headunit.simulator.phone.simulated_phone import SimulatedPhone
from headunit.simulator.phone.simulated_radio import SimulatedRadio

#: Whose phones there are: the driver's knows the car, the passenger's does not yet.
PHONES: Final = ("driver", "passenger")
#: Who may call, with numbers as networks write them; "" withholds it.
CALLERS: Final = {"friend": "+423555101", "office": "+423555200", "stranger": "+12025550143", "withheld": ""}


class Pocket:
    """`phones` by the words of PHONES."""

    def __init__(self) -> None:
        self.phones = {
            "driver": SimulatedPhone("11:22:33:44:55:66", "Ann's phone"),
            "passenger": SimulatedPhone("11:22:33:44:55:77", "Ben's phone", linked=False),
        }
        self.radio: SimulatedRadio | None = None
        self.adapter = True

    def meet(self, inbox: Inbox) -> tuple[HandsFree, SimulatedRadio]:
        """The doors through which a head unit knows them. Before the first step."""
        ann, ben = self.phones["driver"], self.phones["passenger"]
        self.radio = SimulatedRadio(inbox, ann, ben, paired=frozenset({ann.address}))
        return HandsFree(inbox, ann, ben), self.radio

    def step(self, dt_s: float) -> None:
        """Time passes (s)."""
        for phone in self.phones.values():
            phone.step(dt_s)
        if self.radio is not None:
            self.radio.step()

    def plug(self, there: bool) -> None:
        """The car's Bluetooth adapter, in or out. With it in again, who was paired comes back when he is called."""
        self.adapter = there
        if self.radio is not None:
            self.radio.plug(there)

    def knock(self, who: str) -> None:
        """Let a phone ask the car to be paired."""
        if self.radio is not None:
            self.radio.knock(self.phones[who].address)
