"""Where the files are that are not Python: DBC files, scenarios. Only this file knows how a wheel lays them out."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
#: In a wheel these folders lie inside the package; in a checkout they lie beside it.
_SHIPPED = _PACKAGE / "_data"


def data_path(*parts: str) -> Path:
    """The path of a file or folder under `dbc/` or `assets/`: `data_path("dbc", "demo.dbc")`.

    It need not exist: whoever opens it says what is missing.
    """
    root = _SHIPPED if _SHIPPED.is_dir() else _PACKAGE.parent
    return root.joinpath(*parts)
