#!/usr/bin/env bash
# Tests a deployed Rolecall from end to end: creates a role that this caller may not assume, is denied, waits until the
# alert is published, and deletes the role. Nothing else is changed.
#
#   docs/smoke-test.sh [--profile NAME] [--region REGION] [--stack NAME] [--minutes N] [--dry-run]
#
# REGION is the monitor's region. The caller needs iam:CreateRole, iam:DeleteRole, cloudformation:DescribeStacks and
# logs:FilterLogEvents. Exit status: 0 the alert was published, 1 it was not, 2 usage error.
set -euo pipefail

stack=RolecallMonitor
minutes=20
dry_run=
aws=(aws --output text)
pause=${ROLECALL_SMOKE_PAUSE:-60}

fail() {
  printf 'smoke test: %s\n' "$1" >&2
  exit "${2:-1}"
}

say() {
  printf '%s\n' "$1" >&2
}

while (($# > 0)); do
  case $1 in
    --dry-run) dry_run=yes && shift && continue ;;
    --profile | --region | --stack | --minutes) ;;
    *) fail "unknown option $1" 2 ;;
  esac
  (($# > 1)) || fail "$1 needs a value" 2
  case $1 in
    --profile | --region) aws+=("$1" "$2") ;;
    --stack) stack=$2 ;;
    --minutes) minutes=$2 ;;
  esac
  shift 2
done
[[ $minutes =~ ^[1-9][0-9]*$ ]] || fail '--minutes needs a number' 2

name=rolecall-smoke-test-$(date +%Y%m%d%H%M%S)-$$
# Only EC2 may assume it, so every other caller is denied. It has no permissions.
trust='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'

if [[ -n $dry_run ]]; then
  say "would create role $name, trusted by ec2.amazonaws.com only and without permissions"
  say "would call sts:AssumeRole on it, which must be denied"
  say "would look for the alert in the log of stack $stack for $minutes minutes"
  say "would delete role $name"
  exit 0
fi

created=
clean_up() {
  if [[ -n $created ]]; then
    say "deleting role $name"
    "${aws[@]}" iam delete-role --role-name "$name" || say "could not delete role $name: delete it by hand"
  fi
}
trap clean_up EXIT
trap 'exit 130' INT TERM

log=$("${aws[@]}" cloudformation describe-stacks --stack-name "$stack" \
  --query "Stacks[0].Outputs[?OutputKey=='ExplainLogGroupName'].OutputValue")
[[ -n $log && $log != None ]] || fail "stack $stack has no output ExplainLogGroupName: is this the monitor's region?"

say "creating role $name"
role=$("${aws[@]}" iam create-role --role-name "$name" --assume-role-policy-document "$trust" \
  --description 'Rolecall smoke test: can be deleted' --query Role.Arn)
created=yes
say "waiting $pause seconds, until IAM has propagated the role"
sleep "$pause"

start=$(date +%s)
if denied=$("${aws[@]}" sts assume-role --role-arn "$role" --role-session-name rolecall-smoke-test 2>&1); then
  fail "the call was allowed, although only EC2 is trusted"
fi
[[ $denied == *AccessDenied* ]] || fail "the call failed, but was not denied: $denied"
say "denied, as expected. CloudTrail delivers the event within minutes, usually under 15"

end=$((start + minutes * 60))
while (($(date +%s) < end)); do
  seen=$("${aws[@]}" logs filter-log-events --log-group-name "$log" --start-time "$((start * 1000))" \
    --filter-pattern "{ (\$.role = \"$role\") && (\$.notice = \"FIRST\") }" --query 'events[].message')
  if [[ -n $seen && $seen != None ]]; then
    say "the alert was published after $(($(date +%s) - start)) seconds:"
    printf '%s\n' "$seen"
    exit 0
  fi
  sleep "$((pause < 20 ? pause : 20))"
done
fail "no alert within $minutes minutes: run rolecall doctor, and see docs/operations.md (No alert?)"
