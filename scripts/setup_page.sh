# MapLibre GL JS 5.3.0 (BSD-3-Clause) for the owner's page, out of the Python package that brings it (MIT), pinned by its
# hash; the rest of that package is left out. Sourced by setup.sh; found by headunit/hub in .venv/share/headunit/page.
# shellcheck shell=bash

# fetch_maplibre UV: the script and its style sheet. Without them the page tells places in numbers.
fetch_maplibre() {
  local uv=$1 folder=.venv/share/headunit/page
  [[ -e $folder/maplibre-gl.css && ! scripts/page-requirements.txt -nt $folder/maplibre-gl.css ]] && return
  say "fetching the map of the owner's page"
  rm -rf "$folder" "$folder.part"
  "$uv" pip install --quiet --python .venv/bin/python --target "$folder.part" --no-deps --only-binary :all: \
    --require-hashes -r scripts/page-requirements.txt ||
    die "the page's map could not be fetched: is the Python package index reachable?"
  mkdir -p "$folder"
  cp "$folder.part"/maplibre/srcjs/maplibre-gl.{js,css} "$folder"
  rm -rf "$folder.part"
}
