# The Debian packages of scripts/apt.txt: which are missing, and how they come. Sourced by setup.sh.
# shellcheck shell=bash

# list_packages SECTION...: the lines of these sections.
list_packages() {
  local line section=''
  while read -r line; do
    case $line in
      '' | '#'*) ;;
      '['*) section=${line//[\[\]]/} ;;
      *) [[ " $* " != *" $section "* ]] || printf '%s\n' "$line" ;;
    esac
  done <scripts/apt.txt
}

# missing_packages LINE...: those lines of which no alternative is installed.
missing_packages() {
  local line name all names=' '
  IFS='| ' read -ra all <<<"$*"
  # shellcheck disable=SC2016  # the fields are dpkg-query's to fill in
  while read -r line name; do
    [[ $line != installed ]] || names+="$name "
  done < <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${all[@]}" 2>/dev/null || true)
  for line in "$@"; do
    for name in ${line//|/ }; do
      [[ $names != *" $name "* ]] || continue 2
    done
    printf '%s\n' "$line"
  done
}

# name_packages LINE...: for each line the first alternative that this release has; the last where it knows none.
name_packages() {
  local line name
  for line in "$@"; do
    for name in ${line//|/ }; do
      [[ -z $(apt-cache madison "$name" 2>/dev/null) ]] || break
    done
    printf '%s\n' "$name"
  done
}

# as_root COMMAND...: with sudo where that is needed and can be had.
as_root() {
  if ((EUID == 0)); then
    "$@"
  elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; then
    sudo "$@"
  else
    return 127
  fi
}

# install_packages SECTION...: all that is missing of these sections.
install_packages() {
  local wanted missing names
  mapfile -t wanted < <(list_packages "$@")
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "no apt here: install what corresponds to scripts/apt.txt ($*) where something is missing"
    return
  fi
  mapfile -t missing < <(missing_packages "${wanted[@]}")
  ((${#missing[@]})) || return 0
  mapfile -t names < <(name_packages "${missing[@]}")
  as_root true || die "packages are missing; as root, run: apt-get install --no-install-recommends ${names[*]}"
  say "installing Debian packages: ${missing[*]}"
  # A run that was killed inside dpkg leaves packages unpacked, and apt refuses to go on.
  [[ -z $(dpkg --audit) ]] || as_root dpkg --configure -a
  # An unreachable third party's list must not stop us; if the distribution's own is missing, the install says so.
  as_root apt-get update -qq || say 'apt-get update failed; trying with the lists at hand'
  mapfile -t names < <(name_packages "${missing[@]}")
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "${names[@]}" </dev/null ||
    die 'apt-get could not install them: see above'
}
