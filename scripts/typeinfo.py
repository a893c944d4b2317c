"""Tells qmllint what the Python view models offer: writes viewmodel.qmltypes into each folder that registers QML types.

Qt's own generator reads the Python source and guesses: it drops the "*" of object types and the `constant` of
properties. So its draft is corrected from the live meta objects, which are what QML will meet.
"""

import importlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import PySide6
from PySide6.QtCore import QObject

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
REGISTERS = re.compile(r"^@Qml(Element|NamedElement|Anonymous|Singleton|Foreign)\b", re.MULTILINE)
DECLARES = re.compile(r"^class \w+\(.*\b(Q[A-Z]\w+)", re.MULTILINE)
#: What Python types may stand on. Qt's own descriptions, by library.
QT_LIBRARIES = ("core", "gui", "qml", "qmlmodels", "quick")

#: One Python file as moc describes a C++ header.
type Unit = dict[str, Any]


def sources(root: Path) -> list[Path]:
    """The Python files under `root`/headunit that declare Qt classes, registered or merely inherited from."""
    # The draft's author knows a class as Qt's only where its base came before: presentation's stand under all rooms'.
    files = sorted((root / "headunit").rglob("*.py"), key=lambda file: ("presentation" not in file.parts, file))
    texts = [(file, file.read_text(encoding="utf-8")) for file in files]
    return [file for file, text in texts if REGISTERS.search(text) or DECLARES.search(text)]


def correct(unit: Unit, root: Path) -> Unit:
    """`unit` with the types of the classes as they are at run time.

    Raises ValueError where the file registers its types under another URI than its folder's.
    """
    file = Path(unit["inputFile"]).relative_to(root)
    uri = ".".join(file.parent.parts)
    if unit.get("QML_IMPORT_NAME", uri) != uri:
        raise ValueError(f"{file}: QML_IMPORT_NAME is {unit['QML_IMPORT_NAME']!r}, its folder says {uri!r}")
    module = importlib.import_module(".".join(file.with_suffix("").parts))
    # Plain Python classes of the file are in the draft too.
    classes = [each for each in unit["classes"] if issubclass(getattr(module, each["className"]), QObject)]
    for described in classes:
        live = getattr(module, described["className"]).staticMetaObject
        for prop in described.get("properties", []):
            found = live.property(live.indexOfProperty(prop["name"]))
            # What Python alone understands reaches QML as a variant.
            prop["type"] = "QVariant" if found.typeName() == "PyObject" else found.typeName()
            prop["constant"] = found.isConstant()
        methods = [live.method(index) for index in range(live.methodOffset(), live.methodCount())]
        for kind in ("signals", "slots"):
            for method in described.get(kind, []):
                _correct_arguments(method, methods)
    return {**unit, "classes": classes, "inputFile": str(file)}


def _correct_arguments(described: dict[str, Any], methods: list[Any]) -> None:
    arguments = described.get("arguments", [])
    for method in methods:
        if method.name().data().decode() == described["name"] and method.parameterCount() == len(arguments):
            for argument, kind in zip(arguments, method.parameterTypes(), strict=True):
                argument["type"] = kind.data().decode()


def describe(files: list[Path], root: Path) -> list[Unit]:
    """The corrected descriptions of `files`."""
    # A view model may import what it needs: from the checkout at hand, not from where the package is installed.
    sys.path.insert(0, str(root))
    dump = subprocess.run([BIN / "pyside6-metaobjectdump", "-c", *files], check=True, capture_output=True, text=True)
    return [correct(unit, root) for unit in json.loads(dump.stdout)]


def write(units: list[Unit], root: Path) -> list[Path]:
    """Write the type files; those of folders that register nothing any more are removed. Returns what was written."""
    metatypes = Path(PySide6.__file__).parent / "Qt" / "metatypes"
    folders: dict[Path, list[Unit]] = {}
    for unit in units:
        if REGISTERS.search((root / unit["inputFile"]).read_text(encoding="utf-8")):
            folders.setdefault(Path(unit["inputFile"]).parent, []).append(unit)
    for old in (root / "headunit").rglob("viewmodel.qmltypes"):
        old.unlink()
    with tempfile.TemporaryDirectory() as work:
        for folder, own in folders.items():
            described, foreign = Path(work, "own.json"), Path(work, "foreign.json")
            described.write_text(json.dumps(own), encoding="utf-8")
            foreign.write_text(json.dumps([unit for unit in units if unit not in own]), encoding="utf-8")
            known = [str(metatypes / f"qt6{library}_metatypes.json") for library in QT_LIBRARIES]
            command: list[str | Path] = [BIN / "pyside6-qmltyperegistrar", described, "-o", Path(work, "unused.cpp")]
            command += [f"--generate-qmltypes={root / folder / 'viewmodel.qmltypes'}"]
            command += ["--import-name", ".".join(folder.parts), "--major-version", "1"]
            command += [f"--foreign-types={','.join([*known, str(foreign)])}"]
            subprocess.run(command, check=True)
    return [root / folder / "viewmodel.qmltypes" for folder in folders]


def main() -> int:
    """Write all type files. 1 where a view model cannot be described, with the reason."""
    try:
        files = sources(ROOT)
        written = write(describe(files, ROOT), ROOT) if files else []
    except subprocess.CalledProcessError as error:
        print(error.stderr or error, file=sys.stderr)
        return 1
    except (ValueError, ImportError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(written)} type files written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
