# Where the checkout is, and how the scripts talk. Sourced by setup.sh and lock.
# shellcheck shell=bash

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd -P)
cd "$root" || exit

say() { printf 'setup: %s\n' "$*" >&2; }
die() { say "$@"; exit 1; }

# A machine whose home cannot be written keeps the downloads in the checkout.
[[ -n ${HOME:-} && -w $HOME ]] || {
  export UV_CACHE_DIR=${UV_CACHE_DIR:-$root/.cache/uv-cache}
  export UV_PYTHON_INSTALL_DIR=${UV_PYTHON_INSTALL_DIR:-$root/.cache/python}
  export PIP_NO_CACHE_DIR=1
}
