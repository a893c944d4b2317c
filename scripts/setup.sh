#!/usr/bin/env bash
# Makes the checkout ready: Debian packages, Python, .venv, translations. Usage: scripts/setup.sh run|test
#
# Does nothing where nothing has changed, and mends what an earlier run left half done. All talk goes to standard
# error: standard output belongs to the program that is started next.
set -euo pipefail
exec >&2

purpose=${1:-}
[[ $purpose == run || $purpose == test ]] || { echo 'usage: scripts/setup.sh run|test'; exit 2; }
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
# shellcheck source=scripts/setup_common.sh
source "$here/setup_common.sh"
# shellcheck source=scripts/setup_apt.sh
source "$here/setup_apt.sh"
# shellcheck source=scripts/setup_python.sh
source "$here/setup_python.sh"
# shellcheck source=scripts/setup_data.sh
source "$here/setup_data.sh"
# shellcheck source=scripts/setup_tools.sh
source "$here/setup_tools.sh"

# What the set-up depends on; the place too, because the programs in .venv/bin name it.
fingerprint() {
  {
    printf '%s\n' "$root"
    .venv/bin/python -V
    cat .python-version pyproject.toml scripts/*.txt scripts/setup*.sh headunit/regions/known.py
  } 2>&1 | sha256sum
}

# Being ready for the tests is being ready to run.
ready() {
  local now stamp
  [[ -x .venv/bin/headunit && ! -e .cache/unfinished ]] || return 1
  now=$(fingerprint)
  for stamp in .venv/ready-test ".venv/ready-$purpose"; do
    [[ -e $stamp && $(<"$stamp") == "$now" ]] && return 0
  done
  return 1
}

set_up() {
  local sections=(run)
  [[ $purpose == run ]] || sections+=(test)
  [[ -n $(find_uv) || -n $(find_venv_python) ]] || sections+=(python)
  # Nothing that apt starts inherits the lock: it may be a service, and stay.
  install_packages "${sections[@]}" 9>&-
  [[ -n $(find_uv) ]] || install_uv
  make_venv "$(find_uv)"
  [[ $purpose == run ]] || fetch_opendbc "$(find_uv)"
  [[ $purpose == run ]] || fetch_maps "$(find_uv)"
  [[ $purpose == run ]] || make_tools "$(find_uv)"
  fingerprint >".venv/ready-$purpose"
}

# To a name of its own first: a file that was cut off must not look newer than its source.
compile_translations() {
  local source compiled
  shopt -s nullglob
  for source in assets/translations/headunit_*.ts; do
    compiled=headunit/ui/translations/$(basename "$source" .ts).qm
    [[ -e $compiled && ! $source -nt $compiled ]] && continue
    mkdir -p headunit/ui/translations
    .venv/bin/pyside6-lrelease -silent "$source" -qm "$compiled.part"
    mv "$compiled.part" "$compiled"
  done
}

if ! ready; then
  [[ -w . ]] || die "needs to write to $root"
  mkdir -p .cache
  exec 9>.cache/setup.lock
  flock -n 9 || { say 'another set-up is running; waiting for it' && flock 9; }
  # Whoever held the lock may have done it all.
  ready || set_up
  exec 9>&-
fi
compile_translations
