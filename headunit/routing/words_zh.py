# ruff: noqa: RUF001  Chinese has punctuation of its own
"""The written list of maneuvers in Chinese (zh-CN). Valhalla has no Chinese and answers in English without a word.

Knows nothing of prompts that are spoken: guidance has its own words.
"""

from typing import Final

from headunit.routing.state import Maneuver, Turn

#: For each turn what to do, and what stands before the road that follows.
_TURNS: Final[dict[Turn, tuple[str, str]]] = {
    Turn.CONTINUE: ("继续前行", "进入"),
    Turn.STRAIGHT: ("直行", "进入"),
    Turn.SLIGHT_RIGHT: ("稍向右转", "进入"),
    Turn.RIGHT: ("右转", "进入"),
    Turn.SHARP_RIGHT: ("向右急转", "进入"),
    Turn.UTURN_RIGHT: ("向右掉头", "进入"),
    Turn.UTURN_LEFT: ("掉头", "进入"),
    Turn.SHARP_LEFT: ("向左急转", "进入"),
    Turn.LEFT: ("左转", "进入"),
    Turn.SLIGHT_LEFT: ("稍向左转", "进入"),
    Turn.RAMP_STRAIGHT: ("直行驶入匝道", "前往"),
    Turn.RAMP_RIGHT: ("靠右驶入匝道", "前往"),
    Turn.RAMP_LEFT: ("靠左驶入匝道", "前往"),
    Turn.STAY_STRAIGHT: ("在岔路口保持直行", "进入"),
    Turn.STAY_RIGHT: ("在岔路口靠右行驶", "进入"),
    Turn.STAY_LEFT: ("在岔路口靠左行驶", "进入"),
    Turn.MERGE: ("并入主路", "进入"),
    Turn.MERGE_RIGHT: ("向右并入主路", "进入"),
    Turn.MERGE_LEFT: ("向左并入主路", "进入"),
    Turn.ROUNDABOUT_EXIT: ("驶出环岛", "进入"),
    Turn.FERRY: ("登上渡轮", "："),
    Turn.FERRY_EXIT: ("驶下渡轮", "进入"),
}
_ARRIVALS: Final = {
    Turn.ARRIVE: "到达目的地",
    Turn.ARRIVE_RIGHT: "到达目的地，目的地在道路右侧",
    Turn.ARRIVE_LEFT: "到达目的地，目的地在道路左侧",
}
_EXITS: Final = {Turn.EXIT_RIGHT: "右侧", Turn.EXIT_LEFT: "左侧"}
_COMPASS: Final = ("北", "东北", "东", "东南", "南", "西南", "西", "西北")
_DIGITS: Final = "零一二三四五六七八九十"


def ordinal(number: int) -> str:
    """第三, 第十二."""
    if number <= 10:  # noqa: PLR2004  our digits end at ten
        return f"第{_DIGITS[number]}"
    return f"第{number}"


def _road(maneuver: Maneuver) -> str:
    return "/".join(maneuver.streets[:2])


def _sign(maneuver: Maneuver) -> str:
    """Where the sign points: the road's own name on it first, then places."""
    return "、".join((*maneuver.branch[:2], *maneuver.toward[:2]))


def _depart(maneuver: Maneuver) -> str:
    bearing = maneuver.bearing_after_deg
    where = "出发" if bearing is None else f"向{_COMPASS[round(bearing / 45) % 8]}行驶"
    road = _road(maneuver)
    return f"沿{road}{where}" if road else where


def _roundabout(maneuver: Maneuver) -> str:
    said = "进入环岛"
    if maneuver.exit_count:
        said += f"，从{ordinal(maneuver.exit_count)}个出口驶出"
    toward = _sign(maneuver)
    return f"{said}，前往{toward}" if toward else said


def _exit(maneuver: Maneuver) -> str:
    number = f"{maneuver.exit_number}号" if maneuver.exit_number else ""
    said = f"从{_EXITS[maneuver.turn]}{number}出口驶出"
    target = _sign(maneuver) or _road(maneuver)
    return f"{said}，前往{target}" if target else said


def instruction(maneuver: Maneuver) -> str:
    """One sentence, ended by a full stop."""
    if maneuver.turn in _ARRIVALS:
        said = _ARRIVALS[maneuver.turn]
    elif maneuver.turn is Turn.DEPART:
        said = _depart(maneuver)
    elif maneuver.turn is Turn.ROUNDABOUT:
        said = _roundabout(maneuver)
    elif maneuver.turn in _EXITS:
        said = _exit(maneuver)
    else:
        act, link = _TURNS[maneuver.turn]
        road, sign = _road(maneuver), _sign(maneuver)
        if road:
            said = f"{act}{link}{road}" if link == "：" else f"{act}，{link}{road}"
            said += f"，前往{sign}" if sign else ""
        else:
            said = f"{act}，前往{sign}" if sign else act
    return f"{said}。"
