# Ends the service; its keeper starts it again from `current`. Done once a new process listens with the revision.
set -eu
cd "$HOME"
read_state() { cat "run/$1" 2>/dev/null || echo none; }

stopped=none
end_service() {
  echo "stopping process $1"
  kill -TERM "$1" 2>/dev/null || true
  stopped=$1
}

pid=$(read_state pid)
if [ "$pid" != none ]; then end_service "$pid"; fi
tries=0
while :; do
  pid=$(read_state pid)
  revision=$(read_state revision)
  if [ "$pid" != none ] && [ "$pid" != "$stopped" ]; then
    if [ "$revision" = "$SAURON_REVISION" ]; then break; fi
    end_service "$pid"
  fi
  tries=$((tries + 1))
  if [ "$tries" -gt 150 ]; then
    echo "the service did not come back: process $pid runs $revision" >&2
    exit 1
  fi
  sleep 0.1
done
echo "started process $pid"
