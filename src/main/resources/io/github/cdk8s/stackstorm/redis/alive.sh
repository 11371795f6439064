#!/bin/sh
# alive.sh redis|sentinel: whether the server of this pod answers. One that loads its data, has no master or has been
# given another password is no better after a restart.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "${0%/*}/common.sh"

answer=$("$1" 127.0.0.1 ping | tail -n 1)
case $answer in
  PONG | LOADING* | MASTERDOWN* | BUSY* | NOAUTH* | WRONGPASS*) ;;
  *)
    log "PING: ${answer:-no answer}"
    exit 1
    ;;
esac
