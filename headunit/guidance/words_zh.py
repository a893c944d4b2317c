"""Chinese (zh-CN)."""
# ruff: noqa: RUF001  Chinese has a comma of its own

from collections.abc import Sequence
from typing import Final, override

from headunit.guidance.phrases import Distance, LaneHint, Step, Unit
from headunit.guidance.words import Words, number, spelled
from headunit.routing.state import Turn

DIGITS: Final = "零一二三四五六七八九十"
OCTANTS: Final = ("北", "东北", "东", "东南", "南", "西南", "西", "西北")
UNITS: Final = {Unit.METRE: "米", Unit.KILOMETRE: "公里", Unit.FOOT: "英尺", Unit.YARD: "码", Unit.MILE: "英里"}
PARTS: Final = {0.25: "四分之一", 0.5: "半", 0.75: "四分之三"}
#: What to do, and how the road that follows is joined to it.
DO: Final = {
    Turn.SLIGHT_RIGHT: ("向右前方行驶", "进入"),
    Turn.RIGHT: ("右转", "进入"),
    Turn.SHARP_RIGHT: ("向右后方转弯", "进入"),
    Turn.UTURN_RIGHT: ("掉头", ""),
    Turn.UTURN_LEFT: ("掉头", ""),
    Turn.SHARP_LEFT: ("向左后方转弯", "进入"),
    Turn.LEFT: ("左转", "进入"),
    Turn.SLIGHT_LEFT: ("向左前方行驶", "进入"),
    Turn.RAMP_STRAIGHT: ("直行驶入匝道", "进入"),
    Turn.RAMP_RIGHT: ("从右侧驶入匝道", "进入"),
    Turn.RAMP_LEFT: ("从左侧驶入匝道", "进入"),
    Turn.STAY_STRAIGHT: ("保持直行", "进入"),
    Turn.STAY_RIGHT: ("靠右行驶", "进入"),
    Turn.STAY_LEFT: ("靠左行驶", "进入"),
    Turn.MERGE: ("汇入主路", "进入"),
    Turn.MERGE_RIGHT: ("向右汇入主路", "进入"),
    Turn.MERGE_LEFT: ("向左汇入主路", "进入"),
    Turn.ROUNDABOUT_EXIT: ("驶出环岛", "进入"),
    Turn.FERRY: ("乘坐渡轮", ""),
}
SIDES: Final = {Turn.ARRIVE_LEFT: "左侧", Turn.ARRIVE_RIGHT: "右侧", Turn.EXIT_LEFT: "左侧", Turn.EXIT_RIGHT: "右侧"}
LANE_SIDES: Final = {"left": "左侧", "right": "右侧", "middle": "中间"}


def counted(count: float, measure: str) -> str:
    """A number before a measure word: two is 两 there, and so it is before 百 and 千."""
    if count == 2:  # noqa: PLR2004
        return f"两{measure}"
    if count in {200, 2000}:
        return f"两{'百' if count == 200 else '千'}{measure}"  # noqa: PLR2004
    return f"{number(count)}{measure}"


def ordinal(count: int) -> str:
    """第二 and so on; beyond ten in figures."""
    return f"第{DIGITS[count]}" if 0 < count < len(DIGITS) else f"第{count}"


class Spoken(Words):
    """Chinese as it is said in a car."""

    language = "zh"

    @override
    def ahead(self, distance: Distance, steps: Sequence[Step]) -> str:
        return f"前方{self._distance(distance)}，{self._chain(steps, ahead=True)}。"

    @override
    def now(self, steps: Sequence[Step]) -> str:
        return f"{self._chain(steps, ahead=False)}。"

    @override
    def depart(self, octant: int | None, street: str) -> str:
        along = f"沿{spelled(street)}" if street else ""
        return "请出发。" if octant is None else f"请{along}向{OCTANTS[octant]}行驶。"

    @override
    def follow(self, distance: Distance, street: str) -> str:
        return f"请沿{spelled(street) or '当前道路'}继续行驶{self._distance(distance)}。"

    @override
    def rerouted(self) -> str:
        return "已重新规划路线。"

    @override
    def better(self, minutes: int) -> str:
        return f"发现更快的路线，可节省{counted(minutes, '分钟')}。"

    @override
    def camera(self, limit: int | None) -> str:
        return "前方有测速摄像头。" if limit is None else f"前方有测速摄像头，限速{limit}。"

    @override
    def seconds(self, text: str) -> float:
        latin = sum(char.isascii() and not char.isdigit() for char in text)
        digits = sum(char.isdigit() for char in text)
        return 0.6 + 0.3 * (len(text) - latin - digits) + 0.1 * latin + 0.6 * digits

    def _distance(self, distance: Distance) -> str:
        unit = UNITS[distance.unit]
        if distance.unit in {Unit.MILE, Unit.KILOMETRE} and distance.amount in PARTS:
            return f"{PARTS[distance.amount]}{unit}"
        if distance.amount == 1.5:  # noqa: PLR2004
            return f"一点五{unit}"
        return counted(distance.amount, unit)

    def _chain(self, steps: Sequence[Step], *, ahead: bool) -> str:
        first, *rest = steps
        text = self._step(first, ahead=ahead)
        for step in rest:
            text += f"，然后立即{self._step(step, ahead=True)}"
        return text

    def _step(self, step: Step, *, ahead: bool) -> str:
        lanes = f"请走{self._lanes(step.lanes)}，" if step.lanes else ""
        match step.turn:
            case Turn.ARRIVE | Turn.ARRIVE_LEFT | Turn.ARRIVE_RIGHT:
                return self._arrive(step, ahead=ahead)
            case Turn.EXIT_LEFT | Turn.EXIT_RIGHT:
                name = f"{step.exit_number}号出口" if step.exit_number else "出口"
                return f"{lanes}从{SIDES[step.turn]}{name}驶出{self._target(step, '，进入')}"
            case Turn.ROUNDABOUT:
                if not step.exit_count:
                    return f"{lanes}进入环岛"
                return f"{lanes}进入环岛，从{ordinal(step.exit_count)}个出口驶出{self._target(step, '，进入')}"
            case _:
                do, join = DO.get(step.turn, ("直行", "进入"))
                return f"{lanes}{do}{self._target(step, join)}"

    def _target(self, step: Step, join: str) -> str:
        if step.toward:
            return f"，往{spelled(step.toward)}方向"
        return f"{join}{spelled(step.street)}" if step.street and join else ""

    def _arrive(self, step: Step, *, ahead: bool) -> str:
        side = SIDES.get(step.turn)
        what = "目的地" if step.final else f"途经点{step.place}"
        text = f"到达{what}" if ahead else f"您已到达{what}"
        return text + (f"，{'目的地' if step.final else '途经点'}在{side}" if side else "")

    def _lanes(self, hint: LaneHint) -> str:
        side = LANE_SIDES[hint.side]
        return f"{side}车道" if hint.count == 1 else f"{side}{counted(hint.count, '条')}车道"
