"""The check of the car in a house: its way to the control units leads over one of the house's own buses."""

from collections.abc import Callable
from pathlib import Path
from typing import override

from headunit.app import House
from headunit.diagnostics.check import TOPIC, CheckService
from headunit.diagnostics.desk import SendDesk
from headunit.diagnostics.ports import CarCheck
from headunit.diagnostics.service import Diagnostics
from headunit.kernel.link import Link
from headunit.vehicle.can_link import CanLink


class Diagnosis(Link):
    """One link of the house that opens nothing of its own. For runs that may send: the others have no such link.

    `bus`: where the control units are. `sends`: the send log. `documents`: folder of the reports. `own_texts`: a
    garage's own texts of trouble codes, if there is such a file.
    """

    name = "diagnosis"

    def __init__(
        self, house: House, bus: CanLink, sends: Path | None, documents: Path, own_texts: Path | None = None
    ) -> None:
        def reach() -> tuple[Diagnostics, Callable[[], None]]:
            # can-isotp and its like are loaded by the first who asks, not by everybody who drives.
            from headunit.diagnostics.can_line import CanIsoTpLine  # noqa: PLC0415

            desk = SendDesk(house.clock, "check of the car", allowed=True, log_path=sends)
            line = CanIsoTpLine(bus.name, bus, bus, house.clock, desk)
            return Diagnostics(line, house.clock, desk), line.close

        self._check = CheckService(house.board, house.inbox, house.clock, reach, documents, own_texts)
        house.hear(TOPIC, self._check.take)
        house.offer(CarCheck, self._check)

    @override
    def start(self) -> None:
        self._check.begin()

    @override
    def stop(self) -> None:
        self._check.end()
