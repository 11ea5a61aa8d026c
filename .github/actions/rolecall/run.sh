#!/usr/bin/env bash
# Explains a denial with the job's OIDC token (`role`), or runs the gate (`pairs`). The command in ROLECALL decides,
# and writes annotations, summary and outputs; only what comes before it is done here.
# shellcheck disable=SC2016 # backticks in sentences are backticks
set -euo pipefail
umask 077
# shellcheck source-path=SCRIPTDIR source=common.sh
source "${BASH_SOURCE[0]%/*}/common.sh"

# Sets token to the job's OIDC token. It stays in this variable and in a pipe: no file, no argument, no log has it.
request_token() {
  local header=${ACTIONS_ID_TOKEN_REQUEST_TOKEN//[\"\\$'\n\r']/} response
  response=$(curl --silent --show-error --fail --retry 3 --max-time 30 --get \
    --data-urlencode "audience=$IN_AUDIENCE" --config - "$ACTIONS_ID_TOKEN_REQUEST_URL" \
    <<<"header = \"Authorization: bearer $header\"") || return
  [[ $response =~ \"value\"[[:space:]]*:[[:space:]]*\"([A-Za-z0-9_.=-]+)\" ]] || return
  token=${BASH_REMATCH[1]}
}

# A token in a log is shown as ***.
mask() {
  local text=$1
  while [[ $text =~ (eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*)?) ]]; do
    printf '::add-mask::%s\n' "${BASH_REMATCH[1]}"
    text=${text#*"${BASH_REMATCH[1]}"}
  done
}

without_permission() {
  output verdict DENIED
  output cause ID_TOKEN_PERMISSION_MISSING
  output confidence CERTAIN
  output explanation 'The job has no permission to request an OIDC token: id-token: write is missing.'
  annotate 'The job cannot request an OIDC token' 'Add `id-token: write` to the permissions of the job.'
  summarize <<'END'
## ❌ The job cannot request an OIDC token

The job has no `id-token: write` permission, so GitHub issues no token, and the credentials step has nothing to send to AWS. Add the permission to the job, with those that it uses otherwise:

```yaml
permissions:
  id-token: write
  contents: read
```

A reusable workflow needs the permission in the job that calls it, too. Workflows of pull requests from forks, and of Dependabot, get no OIDC token, whatever their permissions are.
END
}

# rolecall ARGUMENT... starts the command. Windows programs get their arguments unchanged, and not through cmd, which
# would take special characters in them for its own.
rolecall() {
  local command=("$ROLECALL")
  if [[ $ROLECALL == *.bat ]]; then
    command=("${ROLECALL%/bin/*}/runtime/bin/java.exe" -XX:+UseSerialGC -jar "${ROLECALL%/bin/*}/lib/rolecall.jar")
  fi
  # What stands behind ##[ would be a command to the runner.
  { MSYS2_ARG_CONV_EXCL='*' "${command[@]}" "$@" 2>&1 1>&3 | sed 's/##\[/## [/g' >&2; } 3>&1
}

# Adds OPTION with each line of VALUE to arguments.
add() {
  local line
  while IFS= read -r line; do
    line=${line#"${line%%[![:space:]]*}"}
    line=${line%"${line##*[![:space:]]}"}
    [[ -z $line ]] || arguments+=("$1" "$line")
  done <<<"$2"
}

has_terraform() {
  [[ -n $(find . -name '.?*' -prune -o \( -name '*.tf' -o -name '*.tofu' -o -name '*.tf.json' -o -name terragrunt.hcl \) -print -quit) ]]
}

add_files() {
  add --snapshot "${IN_SNAPSHOT:-}"
  add --plan "${IN_PLAN:-}"
  if [[ -n ${IN_TERRAFORM:-} ]]; then
    arguments+=(--terraform "$IN_TERRAFORM")
  elif has_terraform; then
    arguments+=(--terraform .)
  fi
}

# Whether the command said what is to be said, or failed.
answered() {
  (($1 == 0 || $1 == 3 || $1 == 6))
}

failed() {
  annotate Rolecall "Rolecall ended with status $1. The reason is in the log of this step."
  exit "$1"
}

explain() {
  local arguments=(check --token - --role "$IN_ROLE" --format github) status=0 token=
  if [[ -n ${IN_TOKEN_FILE:-} ]]; then
    [[ -r $IN_TOKEN_FILE ]] || fail "cannot read \`token-file\` \`$IN_TOKEN_FILE\`"
    token=$(<"$IN_TOKEN_FILE")
  elif [[ -z ${ACTIONS_ID_TOKEN_REQUEST_URL:-} || -z ${ACTIONS_ID_TOKEN_REQUEST_TOKEN:-} ]]; then
    without_permission
    return
  else
    request_token || fail 'GitHub did not issue an OIDC token for the job. The reason is in the log of this step.'
  fi
  mask "$token"
  add_files
  [[ -z ${IN_TRUST_POLICY:-} ]] || arguments+=(--trust-policy "$IN_ROLE=$IN_TRUST_POLICY")
  [[ -z ${IN_ERROR:-} ]] || arguments+=(--error "$IN_ERROR")
  rolecall "${arguments[@]}" < <(printf '%s' "$token") || status=$?
  answered "$status" || failed "$status"
}

gate() {
  local sarif=${IN_SARIF:-$RUNNER_TEMP/rolecall.sarif} status=0
  local arguments=(check --pairs "$IN_PAIRS" --format github --fail-on "$IN_FAIL_ON" --sarif "$sarif")
  add_files
  rolecall "${arguments[@]}" || status=$?
  answered "$status" || failed "$status"
  output sarif "$sarif"
  return "$status"
}

if [[ -n ${IN_PAIRS:-} && -n ${IN_ROLE:-} ]]; then
  fail 'pass `role` to explain a denial, or `pairs` to check a change, not both'
elif [[ -n ${IN_PAIRS:-} ]]; then
  gate
elif [[ -n ${IN_ROLE:-} ]]; then
  explain
else
  fail 'pass `role` with the ARN of the role that could not be assumed, or `pairs` with a file of callers and roles'
fi
