# uv, a Python that the project supports, and .venv with exactly the locked packages. Sourced by setup.sh and lock.
# shellcheck shell=bash

# Each candidate is run before it is believed: a pyenv shim is on the PATH for versions that it then refuses to start,
# Debian's python3-minimal lacks half the standard library, and a Python without ensurepip makes no environment.
readonly SUITS='
import sys, asyncio, ctypes, json, ssl, sysconfig
cpython = sys.implementation.name == "cpython" and not sysconfig.get_config_var("Py_GIL_DISABLED")
print(sys.executable if cpython and (3, 12) <= sys.version_info[:2] <= (3, 14) else "")'
readonly MAKES_VENV='
import sys, ensurepip, ssl, venv
print(sys.executable if sys.version_info >= (3, 8) else "")'

# first_that PROGRAM CANDIDATE...: what PROGRAM prints under the first candidate that makes it print something.
first_that() {
  local program=$1 candidate found
  shift
  for candidate in "$@"; do
    found=$("$candidate" -I -c "$program" 2>/dev/null) || continue
    [[ -z $found ]] || { printf '%s\n' "$found" && return; }
  done
}

# pythons VERSION...: where Pythons may be, those of these versions first.
pythons() {
  local version
  shopt -s nullglob
  for version in "$@"; do
    type -aP "python$version" || true
    printf '%s\n' "${PYENV_ROOT:-${HOME:-}/.pyenv}/versions/$version".*/bin/python3
  done
  type -aP python3 || true
}

find_python() {
  local candidates
  mapfile -t candidates < <(pythons "$(<.python-version)" 3.13 3.12 3.14)
  first_that "$SUITS" "${candidates[@]}"
}

find_venv_python() {
  local candidates
  mapfile -t candidates < <(pythons 3)
  first_that "$MAKES_VENV" "${candidates[@]}"
}

find_uv() {
  local candidate
  for candidate in $(type -aP uv) .cache/uv/bin/uv; do
    # An old one knows no `python install`.
    ! "$candidate" python install --help >/dev/null 2>&1 || { printf '%s\n' "$candidate" && return; }
  done
}

# Into an environment of its own, moved into place when it is whole; uv itself is one binary and does not mind.
install_uv() {
  local python
  python=$(find_venv_python)
  [[ -n $python ]] || die 'no uv, and no Python with venv and ensurepip to install it with'
  say "installing uv with $python"
  rm -rf .cache/uv .cache/uv.part
  "$python" -m venv .cache/uv.part
  .cache/uv.part/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
    -r scripts/uv-requirements.txt || die 'uv could not be installed: is the Python package index reachable?'
  mv .cache/uv.part .cache/uv
}

# whole_venv: .venv runs, was made here and not moved here, and no set-up died while filling it.
whole_venv() {
  : "${root:?}"
  [[ ! -e .cache/unfinished && -n $(first_that "$SUITS" .venv/bin/python) ]] &&
    grep -qsF "$root/.venv/" .venv/bin/headunit
}

# make_venv UV: .venv with the locked packages and the checkout itself.
make_venv() {
  local uv=$1 python wish
  if ! whole_venv; then
    python=$(find_python)
    if [[ -z $python ]]; then
      wish=$(<.python-version)
      say "no Python from 3.12 to 3.14 here; installing $wish"
      UV_PYTHON_INSTALL_BIN=0 "$uv" python install "$wish" || die "install Python $wish, then run this again"
      python=$("$uv" python find --managed-python "$wish")
    fi
    say "making .venv with $python"
    rm -rf .venv
    "$uv" venv --quiet --no-project --python "$python" .venv
  fi
  : >.cache/unfinished
  say 'installing the Python packages of scripts/requirements.txt'
  # Byte code now, not at the first start, and even where PYTHONDONTWRITEBYTECODE is set.
  "$uv" pip sync --quiet --python .venv/bin/python --require-hashes --compile-bytecode scripts/requirements.txt ||
    die 'the Python packages could not be installed: see above'
  "$uv" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .
  rm .cache/unfinished
}
