"""What bluetoothd asks while a phone is paired (BlueZ 5.66, doc/agent-api.txt), and the driver's word for an answer.

A car shows digits and takes yes or no: I/O capability DisplayYesNo (Bluetooth Core 5.4, Vol 3, Part C, 5.2.2.4), with
numeric comparison for every phone since 2.1. One older gets digits to type.
"""

import asyncio
import secrets
from collections.abc import Callable
from typing import Any, Final

from headunit.phone.bluez_objects import SERVICE
from headunit.phone.dbus_daemon import BusError, Typed
from headunit.phone.ports import Question

PATH: Final = "/headunit/agent"
INTERFACE: Final = f"{SERVICE}.Agent1"
CAPABILITY: Final = "DisplayYesNo"
#: bluetoothd waits for an answer for 60 s; an unanswered question is a no a little before.
ANSWER_S: Final = 55.0
REJECTED: Final = f"{SERVICE}.Error.Rejected"
_PIN_DIGITS: Final = 6


class BluezAgent:
    """`show` hears the question, None when it is over. `paired`: whether a device's path is known and paired. Loop."""

    def __init__(self, show: Callable[[Question | None], None], paired: Callable[[str], bool]) -> None:
        self._show, self._paired = show, paired
        self._waits: asyncio.Future[bool] | None = None
        self.question: Question | None = None

    async def asked(self, member: str, body: list[Any]) -> Typed | None:
        """A method of Agent1. Raises BusError: no."""
        match member, body:
            case "RequestConfirmation", [str(path), int(key)]:
                await self._agreed(Question(_address(path), f"{key:06}", compare=True))
            case "RequestAuthorization", [str(path)]:
                await self._agreed(Question(_address(path), "", compare=True))
            case "DisplayPasskey", [str(path), int(key), int(_)]:
                self._put(Question(_address(path), f"{key:06}", compare=False))
            case "DisplayPinCode", [str(path), str(pin)]:
                self._put(Question(_address(path), pin, compare=False))
            case "RequestPinCode", [str(path)]:
                pin = f"{secrets.randbelow(10**_PIN_DIGITS):0{_PIN_DIGITS}}"
                self._put(Question(_address(path), pin, compare=False))
                return Typed("s", pin)
            case "AuthorizeService", [str(path), str()] if self._paired(path):
                pass
            case "Cancel" | "Release", []:
                self.over()
            case _:
                raise BusError(REJECTED, "a car has no keyboard for this")
        return None

    def answer(self, yes: bool) -> bool:
        """The driver's word. False where nobody waits for it."""
        if self._waits is None or self._waits.done():
            return False
        self._waits.set_result(yes)
        return True

    def over(self) -> None:
        """Nothing is asked any more."""
        self.answer(False)
        self._put(None)

    async def _agreed(self, question: Question) -> None:
        self.answer(False)  # to whoever was asked about before
        mine = self._waits = asyncio.get_running_loop().create_future()
        self._put(question)
        try:
            async with asyncio.timeout(ANSWER_S):
                yes = await mine
        except TimeoutError:
            yes = False
        if self._waits is mine:
            self._waits = None
            self._put(None)
        if not yes:
            raise BusError(REJECTED, "the driver said no")

    def _put(self, question: Question | None) -> None:
        if question != self.question:
            self.question = question
            self._show(question)


def _address(path: str) -> str:
    """Of ".../dev_AA_BB_CC_DD_EE_FF"."""
    return path.rpartition("/dev_")[2].replace("_", ":").upper()
