"""The rules of the house that can be read off its modules: who imports whom, and who asks the machine what.

The contracts of imports stand in `.importlinter`; here each is shown to bite.
"""

import ast
import configparser
import importlib.metadata
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "headunit"
CONTRACTS = ROOT / ".importlinter"
MODULES = sorted(HOUSE.rglob("*.py"))

#: For each contract, a line that somebody might add, where, and the words in which the linter complains of it.
PLANTED = [
    (
        "floors",
        "kernel/clock.py",
        "import headunit.presentation.rows",
        "headunit.kernel.clock -> headunit.presentation",
    ),
    (
        "floors",
        "presentation/pane.py",
        "import headunit.vehicle.state",
        "headunit.presentation.pane -> headunit.vehicle",
    ),
    ("floors", "vehicle/service.py", "import headunit.ui.words", "headunit.vehicle.service -> headunit.ui.words"),
    (
        "floors",
        "vehicle/can_link.py",
        "import headunit.simulator.line",
        "headunit.vehicle.can_link -> headunit.simulator",
    ),
    ("floors", "ui/words.py", "import headunit.settings", "headunit.ui.words -> headunit.settings"),
    ("floors", "settings.py", "import headunit.ui.words", "headunit.settings -> headunit.ui.words"),
    ("floors", "app/lockstep.py", "import headunit.commands.look", "headunit.app.lockstep -> headunit.commands.look"),
    ("floors", "garage/__init__.py", "", "headunit.garage"),
    (
        "rooms",
        "vehicle/service.py",
        "import headunit.position.service",
        "headunit.vehicle.service -> headunit.position",
    ),
    ("rooms", "notices/rules.py", "import headunit.vehicle.vss", "headunit.notices.rules -> headunit.vehicle.vss"),
    (
        "rooms",
        "simulator/world.py",
        "import headunit.vehicle.codec",
        "headunit.simulator.world -> headunit.vehicle.codec",
    ),
    ("app", "cli.py", "import headunit.app", "headunit.cli -> headunit.app"),
    ("settings", "cli.py", "import headunit.settings", "headunit.cli -> headunit.settings"),
    ("simulator", "ui/screen.py", "import headunit.simulator.world", "headunit.ui.screen -> headunit.simulator.world"),
    ("qt", "vehicle/service.py", "from PySide6.QtCore import QObject", "headunit.vehicle.service -> PySide6"),
    ("qt", "presentation/daylight.py", "import PySide6.QtCore", "headunit.presentation.daylight -> PySide6"),
    ("qt", "commands/look.py", "import shiboken6", "headunit.commands.look -> shiboken6"),
    ("headless", "app/__init__.py", "import headunit.vehicle.pane", "headunit.app -> headunit.vehicle.pane"),
    ("headless", "kernel/inbox.py", "import PySide6", "headunit.kernel.inbox -> PySide6"),
    ("drivers", "vehicle/can_link.py", "from can.interfaces import virtual", "headunit.vehicle.can_link -> can"),
    ("drivers", "vehicle/codec.py", "import cantools", "headunit.vehicle.codec -> cantools"),
    ("drivers", "position/gpsd.py", "import gpsd", "headunit.position.gpsd -> gpsd"),
    ("drivers", "simulator/nmea.py", "import pynmea2", "headunit.simulator.nmea -> pynmea2"),
    ("drivers", "position/spec.py", "import serial", "headunit.position.spec -> serial"),
    ("tests", "vehicle/codec.py", "import tests.vehicle.can_worlds", "headunit.vehicle.codec -> tests"),
    ("tests", "notices/service.py", "import pytest", "headunit.notices.service -> pytest"),
]


def lint_imports(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """import-linter on the house in `folder`."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def wanted_packages() -> list[str]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]


def words_of(section: str, option: str) -> list[str]:
    return read_contracts()[section][option].split()


def read_contracts() -> configparser.ConfigParser:
    contracts = configparser.ConfigParser()
    contracts.read(CONTRACTS)
    return contracts


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """The house's modules, and nothing else, where they may be spoiled."""
    folder = tmp_path_factory.mktemp("house")
    for module in MODULES:
        place = folder / module.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(module, place)
    shutil.copy(CONTRACTS, folder)
    return folder


def test_imports_keep_the_contracts() -> None:
    done = lint_imports(ROOT, "--no-cache")
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_contract_is_tried() -> None:
    contracts = read_contracts()
    names = {section.rpartition(":")[2] for section in contracts.sections() if section.startswith("importlinter:")}
    assert names == {name for name, *_ in PLANTED}


#: Libraries that are a way of calculating and no door to the world: any pure module may use them.
TOOLS = {"numpy"}


def test_every_library_has_its_file() -> None:
    """None can be added that any module may import; one that is read only as a folder of fonts is imported by none."""
    kept = {
        name
        for contract in ("qt", "drivers")
        for name in words_of(f"importlinter:contract:{contract}", "forbidden_modules")
    }
    modules: dict[str, set[str]] = {}
    for module, packages in importlib.metadata.packages_distributions().items():
        for package in packages:
            modules.setdefault(re.sub(r"[-_.]+", "-", package).lower(), set()).add(module)
    for wanted in wanted_packages():
        package = re.match(r"[\w-]+", wanted)
        assert package
        assert modules[package[0].lower()] & (kept | TOOLS), wanted


@pytest.mark.parametrize(("contract", "file", "line", "complaint"), PLANTED)
def test_a_contract_bites(copy: Path, contract: str, file: str, line: str, complaint: str) -> None:
    module = copy / "headunit" / file
    before = module.read_text("utf-8") if module.exists() else None
    module.parent.mkdir(exist_ok=True)
    module.write_text(f"{before or ''}\n{line}\n", "utf-8")
    try:
        done = lint_imports(copy, "--contract", contract, "--cache-dir", str(copy / "cache"))
    finally:
        if before is None:
            shutil.rmtree(module.parent)
        else:
            module.write_text(before, "utf-8")
    assert done.returncode == 1, done.stdout + done.stderr
    assert complaint in in_one_line(done.stdout + done.stderr)


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"), str(file))


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute here"
            yield node.module or ""


def named(file: Path) -> set[str]:
    """Every dotted name that a module uses: "os.environ"."""
    return {ast.unparse(node) for node in ast.walk(tree(file)) if isinstance(node, ast.Attribute)}


def short(file: Path) -> str:
    return file.relative_to(HOUSE).as_posix()


@pytest.mark.parametrize("file", sorted(HOUSE.glob("*/state.py")), ids=short)
def test_a_state_stands_on_the_kernel_alone(file: Path) -> None:
    """And on the words of another room's state, as everywhere between rooms; of the mirror's language too."""
    for name in imported(file):
        top = name.partition(".")[0]
        own = re.fullmatch(r"headunit\.(kernel(\.\w+)?|mirror\.\w+|\w+\.state)", name)
        assert own or top in sys.stdlib_module_names, name


def test_only_settings_read_the_environment() -> None:
    asking = {"os.environ", "os.environb", "os.getenv", "os.getenvb", "os.putenv"}
    found = {short(file) for file in MODULES if asking & named(file)}
    found |= {
        short(file)
        for file in MODULES
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ImportFrom)
        and node.module == "os"
        and {"environ", "getenv"} & {a.name for a in node.names}
    }
    assert found == {"settings.py"}


def test_the_time_comes_from_the_clock() -> None:
    """Where a run could not be repeated: the pace of a replay, how long a person waits, what a bench measures, and what
    is asked of a process or an engine beside us, which has no other time than the machine's."""
    asking = re.compile(r"time\.(time|monotonic|perf_counter)(_ns)?|(dt|datetime)(\.datetime)?\.(now|utcnow|today)")
    found = {short(file) for file in MODULES if any(asking.fullmatch(name) for name in named(file))}
    benches = {name for name in found if name.startswith("commands/bench") or name.endswith("/bench.py")}
    beside = {"map/worker.py", "map/tile_store.py", "map/rhi_renderer.py", "map/rhi_view.py"}
    beside |= {"music/streaming/web.py"}
    assert found - benches == {"kernel/clock.py", "app/lockstep.py", "position/gpsd_py3.py"} | beside


def test_qt_in_the_range_in_which_it_counts_its_references() -> None:
    """6.12.0 drops a reference to None, True or False with each Signal.emit(); from Python 3.12 on nothing shows it."""
    assert "PySide6-Essentials>=6.11.3,<6.12" in wanted_packages()
    for package in ("PySide6-Essentials", "shiboken6"):
        version = tuple(int(part) for part in importlib.metadata.version(package).split("."))
        assert (6, 11, 3) <= version < (6, 12)
