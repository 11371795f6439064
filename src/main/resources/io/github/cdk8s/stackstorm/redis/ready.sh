#!/bin/sh
# ready.sh: whether the Redis of this pod answers, and holds what its master holds if it is a replica.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "${0%/*}/common.sh"

info=$(redis 127.0.0.1 info replication | tr -d '\r')
case $info in
  *role:master*) ;;
  *role:slave*)
    for state in master_link_status:up master_sync_in_progress:0; do
      if ! echo "$info" | grep -qx "$state"; then
        log "replica without $state"
        exit 1
      fi
    done
    ;;
  *)
    log "INFO: $(echo "$info" | tail -n 1)"
    exit 1
    ;;
esac
