# The other side of a test: a vehicle simulator, an ELM327 emulator and two music servers, each in an environment of its
# own, never part of the program (their licences and versions are their own affair); and what the extra mf4 brings.
# Sourced by setup.sh.
# shellcheck shell=bash

# make_tool UV NAME: .cache/tools/NAME with exactly the packages of scripts/NAME-requirements.txt.
make_tool() {
  local uv=$1 name=$2 folder=.cache/tools/$2
  local lock=scripts/$name-requirements.txt
  cmp -s "$lock" "$folder/installed.txt" && grep -qsF "${root:?}/$folder" "$folder/bin/activate" && return
  say "installing $name for the tests"
  rm -rf "$folder"
  "$uv" venv --quiet --no-project --python .venv/bin/python "$folder"
  "$uv" pip sync --quiet --python "$folder/bin/python" --require-hashes "$lock" ||
    die "$name could not be installed: see above"
  # Last of all: what was cut off before is made anew.
  cp "$lock" "$folder/installed.txt"
}

# make_mf4 UV: .cache/tools/mf4 with the packages of scripts/mf4-requirements.txt, a folder for PYTHONPATH.
make_mf4() {
  local folder=.cache/tools/mf4 lock=scripts/mf4-requirements.txt
  cmp -s "$lock" "$folder/installed.txt" && return
  say 'installing asammdf for the tests'
  rm -rf "$folder"
  "$1" pip install --quiet --python .venv/bin/python --target "$folder" --no-deps --require-hashes -r "$lock" ||
    die 'asammdf could not be installed: see above'
  cp "$lock" "$folder/installed.txt"
}

# make_tools UV: all of them.
make_tools() {
  local name
  make_mf4 "$1"
  for name in peykan elm327-emulator supysonic maneki; do
    make_tool "$1" "$name"
  done
}
