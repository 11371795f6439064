#!/bin/sh
# status.sh FILE SECONDS [STATE...]: succeeds when the agent wrote FILE at most SECONDS ago, and one of the STATEs into it.
set -u
file=$1
most=$2
shift 2
written=$(stat -c %Y "$file" 2>/dev/null) || { echo "the agent has not written $file yet"; exit 1; }
age=$(($(date +%s) - written))
[ "$age" -le "$most" ] || { echo "the agent wrote $file $age s ago"; exit 1; }
[ $# -gt 0 ] || exit 0
read -r state rest <"$file"
for wanted in "$@"; do
  [ "$state" != "$wanted" ] || exit 0
done
echo "$state $rest"
exit 1
