# What both scripts use.
# shellcheck shell=bash

# The data of a workflow command, on one line.
escaped() {
  local text=$1
  text=${text//'%'/%25}
  text=${text//$'\r'/%0D}
  printf '%s' "${text//$'\n'/%0A}"
}

annotate() {
  printf '::error title=%s::%s\n' "$1" "$(escaped "$2")"
}

fail() {
  annotate Rolecall "$1"
  exit 1
}

# Sets the output NAME of this step to VALUE: what ends a value is made up each time, so that no value can.
output() {
  local end="end_$RANDOM$RANDOM$RANDOM$RANDOM"
  [[ -z ${GITHUB_OUTPUT:-} ]] || printf '%s<<%s\n%s\n%s\n' "$1" "$end" "$2" "$end" >>"$GITHUB_OUTPUT"
}

# Adds what it reads to the summary of the job.
summarize() {
  if [[ -n ${GITHUB_STEP_SUMMARY:-} ]]; then cat >>"$GITHUB_STEP_SUMMARY"; else cat >/dev/null; fi
}
