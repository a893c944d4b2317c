"""What the head unit is made of: one function a subject, each with the command that mends what it finds."""

import re
import sys
from collections.abc import Callable
from importlib import resources
from pathlib import Path

from headunit.commands.doctor.machine import APT, Finding, Machine, Status
from headunit.kernel.errors import HeadunitError

SET_UP = "scripts/setup.sh run"

#: Asks Qt itself, in a process of its own: a platform plugin that lacks a library ends the process it is loaded into.
QT_PROBE = """
from PySide6.QtGui import QGuiApplication, QOffscreenSurface, QOpenGLContext
app = QGuiApplication([])
context, surface = QOpenGLContext(), QOffscreenSurface()
surface.create()
drawn = context.create() and context.makeCurrent(surface)
GL_RENDERER = 0x1F01
print(app.platformName(), context.functions().glGetString(GL_RENDERER) if drawn else "", sep="|")
"""


def python(machine: Machine) -> Finding:
    """The interpreter: 3.12 or later."""
    version = ".".join(map(str, machine.python))
    if machine.python >= (3, 12):
        return Finding("python", Status.OK, version)
    return Finding("python", Status.MISSING, f"{version} is too old: 3.12 or later is needed", SET_UP)


def _within(version: str, wanted: str) -> bool:
    """Whether `version` meets a requirement such as "pyside6-essentials<6.12,>=6.11.3"."""

    def numbers(text: str) -> tuple[int, ...]:
        return tuple(int(part) for part in re.findall(r"\d+", text))

    def meets(sign: str, limit: str) -> bool:
        if sign == "==":
            return version == limit
        return numbers(version) < numbers(limit) if sign == "<" else numbers(version) >= numbers(limit)

    return all(meets(sign, limit) for sign, limit in re.findall(r"(==|>=|<)([\w.]+)", wanted))


def packages(machine: Machine) -> Finding:
    """The Python packages that this version of headunit names, PySide6 among them, in the versions that it names."""
    own = machine.package("headunit")
    needed = [] if own is None or own.requires is None else [wanted for wanted in own.requires if ";" not in wanted]
    installed, wrong = {}, []
    for wanted in needed:
        name = re.split(r"[^\w.-]", wanted)[0]
        found = machine.package(name)
        if found is None or not _within(found.version, wanted):
            wrong.append(f"{wanted} ({'not installed' if found is None else found.version + ' is installed'})")
        else:
            installed[name.lower()] = found.version
    if not needed or wrong:
        return Finding("packages", Status.MISSING, "; ".join(wrong) or "headunit itself is not installed", SET_UP)
    qt = installed.get("pyside6-essentials", "?")
    return Finding("packages", Status.OK, f"PySide6 {qt} and {len(installed) - 1} more, as locked")


def display(machine: Machine) -> Finding:
    """Where a window would open."""
    from headunit.commands.display import prepare

    environ = machine.environ
    platform = environ.get("QT_QPA_PLATFORM")
    if platform != "offscreen":
        try:
            prepare(environ, offscreen=False)
        except HeadunitError as error:
            detail = str(error).partition("): ")[0] + ")"
            return Finding("display", Status.ABSENT, detail, "scripts/run simulate --offscreen")
    where = environ.get("WAYLAND_DISPLAY") or environ.get("DISPLAY") or ""
    return Finding("display", Status.OK, f"QT_QPA_PLATFORM={platform}" if platform else where)


def renderer(machine: Machine) -> Finding:
    """What would draw: Qt is started for it, with the platform that a window would get, or offscreen."""
    there = display(machine).status is Status.OK
    ok, said = machine.output(sys.executable, "-c", QT_PROBE, environ={} if there else {"QT_QPA_PLATFORM": "offscreen"})
    if not ok:
        reason = said.splitlines()[0] if said else "Qt ended without a word"
        mend = "unset QT_QPA_PLATFORM" if "Could not find" in reason else SET_UP
        return Finding("renderer", Status.MISSING, f"Qt does not start: {reason}", mend)
    platform, _, gpu = said.splitlines()[-1].partition("|")
    if platform == "offscreen" or machine.environ.get("QT_QUICK_BACKEND") == "software":
        return Finding("renderer", Status.OK, f"{platform}, drawn in software")
    if gpu:
        return Finding("renderer", Status.OK, f"{platform}, OpenGL on {gpu}")
    mend = f"{APT}libgl1-mesa-dri, or: QT_QUICK_BACKEND=software scripts/run"
    return Finding("renderer", Status.MISSING, f"{platform}, but no OpenGL", mend)


def map_view(machine: Machine) -> Finding:
    """Which of the two views would draw the map: the one on the GPU, or tile images in software."""
    found = renderer(machine)
    if found.status is not Status.OK:
        return Finding("map_view", found.status, found.detail, found.mend)
    _, opengl, gpu = found.detail.partition(", OpenGL on ")
    return Finding("map_view", Status.OK, f"GPU (OpenGL on {gpu})" if opengl else "software (cached tile images)")


def typeface(machine: Machine) -> Finding:
    """The typeface and the icons, which come as Python packages."""
    for name in ("fontpkg-inter", "fonticon-materialdesignicons7"):
        package = machine.package(name)
        files = (package.files or []) if package else []
        if package is None or not any(file.suffix == ".ttf" and Path(str(file.locate())).exists() for file in files):
            return Finding("typeface", Status.MISSING, f"no font file of {name}", SET_UP)
    return Finding("typeface", Status.OK, "Inter and Material Design icons")


def chinese_font(machine: Machine) -> Finding:
    """A font with Chinese characters: Inter has none."""
    if machine.program("fc-list") is None:
        return Finding("chinese_font", Status.ABSENT, "fc-list is not there to look for one", f"{APT}fontconfig")
    _, said = machine.output("fc-list", ":lang=zh-cn", "family")
    families = sorted({line.partition(",")[0] for line in said.splitlines() if line})
    if families:
        return Finding("chinese_font", Status.OK, families[0])
    return Finding("chinese_font", Status.ABSENT, "none: Chinese shows as boxes", f"{APT}fonts-noto-cjk")


def translations(_machine: Machine, compiled: Path | None = None) -> Finding:
    """The compiled translations; English has one too, for its plural forms."""
    from headunit.preferences.state import LANGUAGES

    folder = compiled or Path(str(resources.files("headunit.ui"))) / "translations"
    absent = [tag for tag in LANGUAGES if not (folder / f"headunit_{tag}.qm").is_file()]
    if absent:
        return Finding("translations", Status.MISSING, f"not compiled: {', '.join(absent)}", SET_UP)
    return Finding("translations", Status.OK, ", ".join(LANGUAGES))


def voice(machine: Machine) -> Finding:
    """Who speaks the prompts, and whether a loudspeaker is there: without either, guidance is shown only."""
    if machine.program("espeak-ng") is None:
        return Finding("voice", Status.ABSENT, "espeak-ng is not there: prompts are not spoken", f"{APT}espeak-ng")
    # Without a sound device it ends with 0 and a complaint. Volume 0: nobody hears it.
    ok, said = machine.output("sh", "-c", "espeak-ng -v en -a 0 a 2>&1")
    if not ok or "error:" in said.lower():
        return Finding("voice", Status.ABSENT, "espeak-ng is there, but no sound device", "aplay -l; pactl info")
    return Finding("voice", Status.OK, "espeak-ng through the default sound output")


def mdf(machine: Machine) -> Finding:
    """The library for MDF 4 files: larger than the head unit itself, so it is left to those who need it."""
    package = machine.package("asammdf")
    if package is not None:
        return Finding("mdf", Status.OK, f"asammdf {package.version}: .mf4 files are recorded and replayed")
    own = machine.package("headunit")
    wanted = [line for line in (own and own.requires) or [] if line.startswith("asammdf")]
    name = wanted[0].partition(";")[0].strip() if wanted else "asammdf"
    detail = "asammdf is not there: .mf4 files can be neither recorded nor replayed"
    return Finding("mdf", Status.ABSENT, detail, f"uv pip install --python {sys.executable} {name}")


def cars(_machine: Machine) -> Finding:
    """Every car's table and DBC can be read."""
    from headunit.vehicle.cars import load, names

    return _all_load("cars", names(), load)


def scenarios(_machine: Machine) -> Finding:
    """Every scenario of the simulator can be read."""
    from headunit.simulator.scenario import load, names

    return _all_load("scenarios", names(), load)


def _all_load(check: str, names: list[str], load: Callable[[str], object]) -> Finding:
    try:
        for name in names:
            load(name)
    except HeadunitError as error:
        return Finding(check, Status.MISSING, str(error), "git checkout dbc assets headunit/vehicle/cars")
    if not names:
        return Finding(check, Status.MISSING, "none found", "git checkout dbc assets headunit/vehicle/cars")
    return Finding(check, Status.OK, ", ".join(names))


#: In the order in which one would mend them.
CHECKS = (
    python,
    packages,
    renderer,
    map_view,
    display,
    typeface,
    chinese_font,
    translations,
    voice,
    mdf,
    cars,
    scenarios,
)
