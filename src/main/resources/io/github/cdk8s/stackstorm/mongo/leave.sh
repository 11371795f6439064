#!/bin/sh
# leave.sh FOLDER [SECONDS]: asks the agent to hand the set over, and waits for its answer, for 25 s at most. It always
# succeeds: mongod ends in any case.
set -u
request=$(date +%s%N)
tries=$((${2:-25} * 2))
printf '%s\n' "$request" 2>/dev/null >"$1/leave" || exit 0
while [ "$tries" -gt 0 ]; do
  tries=$((tries - 1))
  read -r _ answered _ 2>/dev/null <"$1/status" || answered=
  [ "$answered" != "$request" ] || exit 0
  sleep 0.5
done
echo "leave.sh: the agent did not answer"
