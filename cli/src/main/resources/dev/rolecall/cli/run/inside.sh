# Runs $ROLECALL_COMMAND, words that are quoted for a shell. Stays, to say by which signal it ended.
[ "$ROLECALL_STDIN" = terminal ] || exec <&3 3<&-
set -- "$ROLECALL_COMMAND"
if [ -n "$ROLECALL_SHELL" ]; then SHELL=$ROLECALL_SHELL; else unset SHELL; fi
if [ -n "$ROLECALL_SCRIPT" ]; then SCRIPT=$ROLECALL_SCRIPT; else unset SCRIPT; fi
unset ROLECALL_INSIDE ROLECALL_COMMAND ROLECALL_STDIN ROLECALL_SHELL ROLECALL_SCRIPT
trap : HUP INT QUIT TERM USR1
# Shells write "Terminated" and the like.
exec 6>&2 2>/dev/null
(eval "exec $1 5>&-") 2>&6 6>&-
exit $?
