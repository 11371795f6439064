#!/bin/sh
# hand-over.sh: before Redis is told to end, makes another member master, so that no client meets a dead one. Gives up
# after 20 s, and at once where there is nobody to hand over to: then the others find out by themselves.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "${0%/*}/common.sh"

PAUSE_MILLISECONDS=10000
PATIENCE=20

current_master() {
  sentinel 127.0.0.1 sentinel get-master-addr-by-name "$MASTER_NAME" | head -n 1
}

# One Sentinel is enough for a failover that is asked for; INPROG says that one is under way already.
ask_for_failover() {
  for host in 127.0.0.1 $(for ordinal in $(seq 0 "$last"); do member "$ordinal"; done); do
    case $(sentinel "$host" sentinel failover "$MASTER_NAME") in
      OK | *INPROG*) return 0 ;;
    esac
  done
  return 1
}

if [ "$(redis 127.0.0.1 role | head -n 1)" != master ] || [ "$MEMBERS" -lt 2 ]; then
  exit 0
fi
# Nothing is acknowledged any more that the next master might not have.
redis 127.0.0.1 client pause "$PAUSE_MILLISECONDS" write >/dev/null || log "could not pause"
if ask_for_failover; then
  deadline=$(($(date +%s) + PATIENCE))
  while [ "$(date +%s)" -lt "$deadline" ]; do
    next=$(current_master)
    if [ -n "$next" ] && [ "$next" != "$own" ]; then
      log "handed over to $next"
      exit 0
    fi
    sleep 0.2
  done
fi
redis 127.0.0.1 client unpause >/dev/null || true
log "nobody to hand over to"
