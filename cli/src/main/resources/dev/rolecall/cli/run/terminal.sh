# Runs $ROLECALL_INSIDE in a terminal that script(1) makes; started with the form of it.
# Standard output gets what the terminal shows, too; standard error is the user's terminal.
exec 5>&1 1>&2
[ -t 0 ] || exec 3<&0 0</dev/tty
case $1 in
  bsd) set -- script -q /dev/fd/5 /bin/sh -c 'eval "$ROLECALL_INSIDE"' ;;
  *) set -- script -qefc 'eval "$ROLECALL_INSIDE"' /dev/fd/5 ;;
esac
# A session of its own keeps signals from script that the command has to get: it would kill it.
command -v setsid >/dev/null && exec setsid "$@"
command -v perl >/dev/null && exec perl -MPOSIX=setsid -e 'setsid; exec @ARGV' "$@"
exec "$@"
