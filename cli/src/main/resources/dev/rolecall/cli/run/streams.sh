# Says by its exit status where standard input, output and error lead, and what can be done there.
# Started with the name of the system.
found=0
[ -t 0 ] && found=1
[ -t 1 ] && found=$((found + 2))
[ -t 2 ] && found=$((found + 4))
exec 7>&2 2>/dev/null
[ /dev/fd/1 -ef /dev/fd/7 ] && found=$((found + 8))
if [ $((found & 6)) = 6 ] && (: </dev/tty); then
  # In the background nothing may read from the terminal.
  if [ -r /proc/$$/stat ]; then
    read -r _ _ _ _ group _ _ front _ </proc/$$/stat
    [ "$group" = "$front" ] && found=$((found + 16))
  else
    case $(ps -o stat= -p $$) in *+*) found=$((found + 16)) ;; esac
  fi
  # The script(1) of BusyBox has no option for the exit status.
  case $1 in
    Linux) case $(script --version </dev/null) in *util-linux*) found=$((found + 32)) ;; esac ;;
    *) command -v script >/dev/null && found=$((found + 64)) ;;
  esac
fi
exit $found
