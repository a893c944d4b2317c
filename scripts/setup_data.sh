# Test data: the DBC files of opendbc (MIT), 58 as they are in the archive and 36 that its own generator makes of parts.
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
