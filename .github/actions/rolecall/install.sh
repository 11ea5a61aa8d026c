#!/usr/bin/env bash
# Installs the release of Rolecall for this runner, once for each version, and says where the command is.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh
source "${BASH_SOURCE[0]%/*}/common.sh"

if [[ -n ${IN_PATH:-} ]]; then
  command=$(type -P "$IN_PATH" || true)
  [[ -n $command ]] || fail "\`path\` is \`$IN_PATH\`, which is not a command"
  output command "$command"
  exit
fi

version=${IN_VERSION#v}
[[ $version =~ ^[0-9]+(\.[0-9]+)*(-[0-9A-Za-z.]+)?$ ]] || fail "\`version\` is \`$version\`, which is not a version such as 0.2.0"
case ${RUNNER_OS:-} in
  Linux) os=linux kind=tar.gz command=rolecall ;;
  macOS) os=macos kind=tar.gz command=rolecall ;;
  Windows) os=windows kind=zip command=rolecall.bat ;;
  *) fail "Rolecall has no package for the runner's system \`${RUNNER_OS:-}\`; pass \`path\` with an installed one" ;;
esac
case ${RUNNER_ARCH:-} in
  X64) arch=x64 ;;
  ARM64) arch=arm64 ;;
  *) fail "Rolecall has no package for the runner's architecture \`${RUNNER_ARCH:-}\`; pass \`path\` with an installed one" ;;
esac

package=rolecall-$version-$os-$arch
# As other actions keep their tools; a file beside the folder says that it is complete.
tools=${RUNNER_TOOL_CACHE:-$RUNNER_TEMP}/rolecall/$version
home=$tools/$arch
if [[ ! -e $home.complete || ! -e $home/bin/$command ]]; then
  releases=${IN_RELEASES:-${GITHUB_SERVER_URL:-https://github.com}/$ACTION_REPOSITORY/releases/download}
  work=$(mktemp -d "${RUNNER_TEMP:-/tmp}/rolecall.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  download() {
    local protocols=https
    [[ $releases != http://* ]] || protocols=http,https
    curl --fail --silent --show-error --location --retry 3 --max-time 300 --proto "=$protocols" \
      --output "$work/$1" "$releases/v$version/$1" ||
      fail "cannot download \`$releases/v$version/$1\`. Check \`version\` and \`releases\`"
  }
  download "$package.$kind"
  wanted=${IN_SHA256:-}
  if [[ -z $wanted ]]; then
    download SHA256SUMS
    while read -r sum name; do
      [[ ${name#\*} != "$package.$kind" ]] || wanted=$sum
    done <"$work/SHA256SUMS"
    [[ -n $wanted ]] || fail "SHA256SUMS of version $version does not list \`$package.$kind\`"
  fi
  if type -P sha256sum >/dev/null; then sum=(sha256sum); else sum=(shasum -a 256); fi
  read -r got _ < <("${sum[@]}" "$work/$package.$kind")
  # sha256sum begins a line with a backslash where it escapes the name.
  wanted=$(tr '[:upper:]' '[:lower:]' <<<"$wanted")
  [[ ${got#\\} == "$wanted" ]] || fail "the SHA-256 of \`$package.$kind\` is $got, not $wanted: it was damaged or changed"
  mkdir "$work/unpacked"
  if [[ $kind == tar.gz ]]; then
    tar -xzf "$work/$package.$kind" -C "$work/unpacked"
  elif type -P unzip >/dev/null; then
    unzip -q "$work/$package.$kind" -d "$work/unpacked"
  else
    "$SYSTEMROOT/System32/tar.exe" -xf "$work/$package.$kind" -C "$work/unpacked"
  fi
  [[ -e $work/unpacked/$package/bin/$command ]] || fail "\`$package.$kind\` does not contain \`$package/bin/$command\`"
  mkdir -p "$tools"
  rm -rf "$home" "$home.complete"
  mv "$work/unpacked/$package" "$home"
  : >"$home.complete"
fi
output command "$home/bin/$command"
