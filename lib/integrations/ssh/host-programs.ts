/**
 * The fixed texts that run on a host, in plain POSIX sh: dash, bash 3.2 and BusyBox understand them. Values reach them
 * as environment assignments and arguments only.
 *
 * The marker `<state>/<project>/marker` says how the newest deploy stands. "running" and "aborting" hold only while the
 * recorded process group lives: a group without living processes makes them "interrupted" and "aborted". The group is
 * told from a later one with the same number by the boot and by the start time of its leader. An empty group is told by
 * a refused signal, which costs a tenth of looking through all processes; only a group with members is looked at, since
 * they may be dead and not yet reaped, or another user's.
 */
const commonText = `set -u
case $SAURON_GUARD_PROJECT in ""|*[!A-Za-z0-9_-]*) echo "This is no project name." >&2; exit 64;; esac
directory=\${SAURON_HOST_STATE:-"$HOME/.sauron-host"}/$SAURON_GUARD_PROJECT
process_start() {
  started=
  if [ -r /proc/self/stat ]; then
    { IFS= read -r line < "/proc/$1/stat"; } 2>/dev/null || return 0
    set -- \${line##*) }
    started=\${20-}
  else
    started=$(LC_ALL=C TZ=UTC0 ps -o lstart= -p "$1" 2>/dev/null)
  fi
}
boot_identity() {
  boot=-
  if [ -r /proc/sys/kernel/random/boot_id ]; then read -r boot < /proc/sys/kernel/random/boot_id
  else boot=$(sysctl -n kern.bootsessionuuid 2>/dev/null) || boot=-
  fi
}
group_is_alive() {
  case $m_pgid in ""|*[!0-9]*|0|1) return 1;; esac
  [ "$m_boot" = "$boot" ] || return 1
  process_start "$m_pgid"
  [ -z "$started" ] || [ "$started" = "$m_start" ] || return 1
  refusal=$(LC_ALL=C kill -0 "-$m_pgid" 2>&1) || case $refusal in *"o such process"*) return 1;; esac
  if [ -r /proc/self/stat ]; then
    for entry in /proc/[0-9]*; do
      { IFS= read -r line < "$entry/stat"; } 2>/dev/null || continue
      set -- \${line##*) }
      [ "\${3-}" = "$m_pgid" ] || continue
      case $1 in Z*|X*) ;; *) return 0;; esac
    done
    return 1
  fi
  LC_ALL=C ps -A -o pgid= -o stat= | {
    while read -r group status; do
      [ "$group" = "$m_pgid" ] || continue
      case $status in Z*) ;; *) exit 0;; esac
    done
    exit 1
  }
}
read_marker() {
  m_rollout= m_revision= m_fence=0 m_step= m_state=none m_exit= m_pgid= m_start= m_boot= m_good=
  [ -r "$directory/marker" ] || return 0
  while IFS="=" read -r key value; do
    case $key in
      rollout) m_rollout=$value;; revision) m_revision=$value;; fence) m_fence=$value;; step) m_step=$value;;
      state) m_state=$value;; exit) m_exit=$value;; pgid) m_pgid=$value;; start) m_start=$value;;
      boot) m_boot=$value;; good) m_good=$value;;
    esac
  done < "$directory/marker"
  case $m_fence in ""|*[!0-9]*) m_fence=0;; esac
}
read_closed() {
  closed=0
  { read -r closed < "$directory/closed"; } 2>/dev/null
  case $closed in ""|*[!0-9]*) closed=0;; esac
}
deploy_is_alive() {
  case $m_state in running|aborting) group_is_alive;; *) return 1;; esac
}
report_marker() {
  read_marker
  if deploy_is_alive; then alive=yes; else alive=no; fi
  printf "rollout=%s\\nrevision=%s\\nfence=%s\\nstep=%s\\nstate=%s\\nexit=%s\\ngood=%s\\nalive=%s\\n" \\
    "$m_rollout" "$m_revision" "$m_fence" "$m_step" "$m_state" "$m_exit" "$m_good" "$alive"
}
`;

const lockText = `take_numbered_lock() {
  newest=0
  for entry in "$directory"/lock.*; do
    number=\${entry##*.}
    case $number in ""|*[!0-9]*) continue;; esac
    [ "$number" -gt "$newest" ] && newest=$number
  done
  if [ "$newest" -gt 0 ] && read -r owner_pid owner_boot owner_start < "$directory/lock.$newest"; then
    process_start "$owner_pid"
    [ "$owner_boot" = "$boot" ] && [ -n "$started" ] && [ "$started" = "$owner_start" ] && return 1
  fi
  mine=$((newest + 1))
  process_start $$
  printf "%s %s %s\\n" $$ "$boot" "$started" > "$directory/ticket.$$" || return 1
  ln "$directory/ticket.$$" "$directory/lock.$mine" 2>/dev/null
  taken=$?
  rm -f "$directory/ticket.$$"
  [ "$taken" -eq 0 ] || return 1
  for entry in "$directory"/lock.*; do
    number=\${entry##*.}
    case $number in ""|*[!0-9]*) continue;; esac
    [ "$number" -gt "$mine" ] && { rm -f "$directory/lock.$mine"; return 1; }
    [ "$number" -lt "$mine" ] && rm -f "$entry"
  done
  return 0
}
take_lock() {
  if command -v flock >/dev/null 2>&1; then exec 9> "$directory/lock"; flock -n 9
  else take_numbered_lock
  fi
}
`;

/**
 * Runs the steps under a lock. $1 defines run_steps and a function for each step: attempt_step with its number, name,
 * further tries, first pause between two, and the exit codes worth one (none: all). It tells what happens by lines that
 * begin with a record separator and the nonce. Steps do not inherit the lock, so that what they leave running is free.
 * Exit: 0 all steps succeeded, 1 a step failed, 74 no state can be written, 75 busy, 76 stale or closed, 143 aborted.
 */
export const guardProgram = `${commonText}${lockText}
nonce=$SAURON_GUARD_NONCE rollout=$SAURON_GUARD_ROLLOUT revision=$SAURON_GUARD_REVISION fence=$SAURON_GUARD_FENCE
unset SAURON_GUARD_NONCE SAURON_GUARD_ROLLOUT SAURON_GUARD_REVISION SAURON_GUARD_FENCE SAURON_GUARD_PROJECT
aborting= told_abort= step= good=
trap "aborting=1" TERM HUP INT
trap : PIPE
tell() { printf "\\036%s %s\\n" "$nonce" "$*" 2>/dev/null || :; }
give_up() { tell "$1"; exit "$2"; }
own_group() {
  if [ -r /proc/self/stat ]; then
    IFS= read -r line < "/proc/$$/stat"
    set -- \${line##*) }
    pgid=$3
  else
    pgid=$(($(ps -o pgid= -p $$)))
  fi
}
write_marker() {
  printf "rollout=%s\\nrevision=%s\\nfence=%s\\nstep=%s\\nstate=%s\\nexit=%s\\npgid=%s\\nstart=%s\\nboot=%s\\ngood=%s\\nat=%s\\n" \\
    "$rollout" "$revision" "$fence" "$step" "$1" "$2" "$pgid" "$leader_start" "$boot" "$good" "$(date +%s)" \\
    > "$directory/marker.$$" && mv -f "$directory/marker.$$" "$directory/marker"
}
mark() { write_marker "$1" "$2" || write_marker "$1" "$2" || [ -n "$aborting" ] || give_up "unwritable" 74; }
stop_if_aborting() {
  [ -n "$aborting" ] || return 0
  mark aborting ""
  give_up aborted 143
}
attempt_step() {
  step=$2 attempt=1 pause=$4
  while :; do
    stop_if_aborting
    mark running ""
    tell "begin $1 $attempt"
    "step_$1" </dev/null 9>&- &
    child=$!
    [ -z "$aborting" ] || kill -TERM "$child" 2>/dev/null
    wait "$child"
    code=$?
    while kill -0 "$child" 2>/dev/null; do
      if [ -n "$aborting" ] && [ -z "$told_abort" ]; then told_abort=1; mark aborting ""; tell aborting; fi
      wait "$child"
      code=$?
    done
    stop_if_aborting
    tell "end $1 $attempt $code"
    [ "$code" -ne 0 ] || return 0
    case " $5 " in "  "|*" $code "*) retried=$3;; *) retried=0;; esac
    if [ "$attempt" -gt "$retried" ]; then mark failed "$code"; give_up "failed $1 $code" 1; fi
    attempt=$((attempt + 1))
    sleep "$pause" 9>&- &
    child=$!
    [ -n "$aborting" ] || wait "$child"
    kill "$child" 2>/dev/null
    pause=$((pause * 2))
    [ "$pause" -le 300 ] || pause=300
  done
}
eval "$1"
mkdir -p "$directory" && [ -w "$directory" ] || give_up unwritable 74
boot_identity
own_group
process_start "$pgid"
leader_start=$started
if ! take_lock; then read_marker; give_up "busy $m_rollout" 75; fi
read_marker
deploy_is_alive && give_up "busy $m_rollout" 75
[ "$fence" -gt "$m_fence" ] || give_up "stale $m_rollout" 76
read_closed
[ "$fence" -gt "$closed" ] || give_up closed 76
good=$m_good
mark running ""
tell locked
run_steps
good=$revision
mark succeeded 0
tell succeeded
exit 0
`;

/**
 * Tells the marker, then, when $1 is not empty, the output of the command it defines as print_revision. With $2 not empty
 * a deploy with that fence number or a lower one that has not begun by now never will: its worker may have been paused
 * just before it began. The lock decides which of the two was first; while another has it, nothing is closed.
 */
export const probeProgram = `${commonText}${lockText}
close_number() {
  mkdir -p "$directory" && take_lock || return 1
  read_marker
  read_closed
  if [ "$1" -gt "$m_fence" ] && [ "$1" -gt "$closed" ]; then
    printf "%s\\n" "$1" > "$directory/closed.$$" && mv -f "$directory/closed.$$" "$directory/closed"
  fi
  [ -z "\${mine-}" ] || rm -f "$directory/lock.$mine"
}
boot_identity
[ -z "$2" ] || ( close_number "$2" ) 2>/dev/null
report_marker
read_closed
printf "closed=%s\\n" "$closed"
[ -n "$1" ] || exit 0
eval "$1"
printf "revision:\\n"
( print_revision ) </dev/null
`;

/**
 * Ends the process group of the newest deploy: TERM unless its guard has seen one, after $1 seconds KILL. With $2 not
 * empty only when the deploy has that fence number. Tells the marker as it is then.
 */
export const stopProgram = `${commonText}
boot_identity
pause() { sleep 0.1 2>/dev/null || sleep 1; }
seconds() { date +%s; }
is_meant() { [ -z "$wanted" ] || [ "$m_fence" = "$wanted" ]; }
wait_until_gone() {
  deadline=$(($(seconds) + $1))
  while deploy_is_alive; do
    [ "$(seconds)" -lt "$deadline" ] || return 1
    pause
  done
}
grace=$1 wanted=$2
read_marker
if is_meant && deploy_is_alive; then
  [ "$m_state" = aborting ] || kill -TERM "-$m_pgid" 2>/dev/null
  if ! wait_until_gone "$grace"; then
    kill -KILL "-$m_pgid" 2>/dev/null
    wait_until_gone 5
  fi
fi
report_marker
`;
