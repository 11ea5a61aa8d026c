# shellcheck shell=bash
# What the scripts of a release share. Each starts with `source`.
set -euo pipefail
export LC_ALL=C

# Platforms with a package: OS-ARCH and the extension of its archive.
# shellcheck disable=SC2034 # the scripts read it
packages=(linux-x64.tar.gz linux-arm64.tar.gz macos-arm64.tar.gz windows-x64.zip)

# In a workflow, the error stands on the run's page.
fail() {
  [[ ${GITHUB_ACTIONS:-} != true ]] || printf '::error::%s\n' "$1"
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  exit 1
}

# usage COUNT ARGUMENTS...: as many arguments as the script takes, which its second line lists.
usage() {
  (($# - 1 == $1)) || { sed -n '2s/^# Usage: /usage: /p' "$0" >&2; exit 2; }
}

# Versions go into file names, addresses and Ruby: only what semantic versioning allows without build metadata.
check_version() {
  [[ $1 =~ ^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z]+(\.[0-9A-Za-z]+)*)?$ ]] ||
    fail "\`$1\` is not a version such as 1.2.3 or 1.3.0-rc.1"
}

check_repository() {
  [[ $1 =~ ^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+$ ]] || fail "\`$1\` is not a repository such as OWNER/rolecall"
}

# The checksum of FILE in SUMS.
checksum() {
  local sum
  sum=$(awk -v name="$2" '$2 == name || $2 == "*" name { print $1 }' "$1")
  [[ $sum =~ ^[0-9a-f]{64}$ ]] || fail "$1 needs exactly one SHA-256 checksum of $2"
  printf '%s' "$sum"
}

# macOS has shasum.
sha256() {
  if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi
}
