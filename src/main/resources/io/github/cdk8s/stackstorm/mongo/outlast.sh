#!/bin/sh
# outlast.sh FOLDER: keeps the agent alive until mongod is down, since it hands the set over; for 90 s at most, and not
# when the agent itself has stopped writing.
set -u
tries=90
while [ "$tries" -gt 0 ]; do
  tries=$((tries - 1))
  sh "$(dirname "$0")/status.sh" "$1/status" 60 >/dev/null || exit 0
  if sh "$(dirname "$0")/status.sh" "$1/status" 60 down >/dev/null; then exit 0; fi
  sleep 1
done
