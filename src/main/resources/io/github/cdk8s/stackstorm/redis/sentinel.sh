#!/bin/sh
# sentinel.sh: writes sentinel.conf and becomes a Sentinel. What a Sentinel has learned (master, epochs, replicas, other
# Sentinels) is kept; all else is written anew.
# shellcheck source=common.sh
. "${0%/*}/common.sh"

trap 'exit 143' TERM

# How long to wait for another Sentinel that knows the master, in seconds.
PATIENCE=10

# A Sentinel that knows nothing believes the others. Without others there never was a master but the first member.
first_master() {
  [ "$MEMBERS" -gt 1 ] || PATIENCE=0
  deadline=$(($(date +%s) + PATIENCE))
  found=
  while [ -z "$found" ] && [ "$(date +%s)" -lt "$deadline" ]; do
    sleep 1
    found=$(newest "$(views)" 1)
  done
  echo "${found:-$(member 0)}"
}

# What the Sentinel has learned. Members that are no more would count as voters for ever.
learned() {
  [ -e "$SENTINEL_CONF" ] || return 0
  members=
  for ordinal in $(seq 0 "$last"); do
    members="$members $(member "$ordinal")"
  done
  awk -v name="$MASTER_NAME" -v members="$members" '
    BEGIN { split(members, list, " "); for (i in list) known[list[i]] = 1 }
    $1 != "sentinel" { next }
    ($2 == "config-epoch" || $2 == "leader-epoch") && $3 == name { print }
    ($2 == "known-replica" || $2 == "known-sentinel") && $3 == name && $4 in known { print }' "$SENTINEL_CONF"
}

current_epoch() {
  [ -e "$SENTINEL_CONF" ] || return 0
  awk '$1 == "sentinel" && $2 == "current-epoch"' "$SENTINEL_CONF"
}

# The id is always the same, or a member that has lost its volume would be one more Sentinel for the others.
config() {
  if [ -n "${TLS:-}" ]; then
    tls_options "$SENTINEL_PORT"
  else
    echo "port $SENTINEL_PORT"
  fi
  if [ -n "$(password sentinel-password)" ]; then
    secret=$(quoted "$(password sentinel-password)")
    echo "requirepass $secret"
    echo "sentinel sentinel-pass $secret"
  fi
  cat <<EOT
dir $SENTINEL_DATA
sentinel resolve-hostnames yes
sentinel announce-hostnames yes
sentinel announce-ip $own
sentinel announce-port $SENTINEL_PORT
sentinel myid $(printf '%s' "$POD_NAME" | sha1sum | cut -c 1-40)
$(current_epoch)
sentinel monitor $MASTER_NAME $1 $REDIS_PORT $quorum
sentinel auth-pass $MASTER_NAME $(quoted "$(password password)")
sentinel down-after-milliseconds $MASTER_NAME 5000
sentinel failover-timeout $MASTER_NAME 30000
sentinel parallel-syncs $MASTER_NAME 1
$(learned)
EOT
}

mkdir -p "$SENTINEL_DATA"
keep_passwords sentinel
wait_for_own_name
leader=$(remembered)
[ -n "$leader" ] || leader=$(first_master)
config "$leader" >"$SENTINEL_CONF.new"
mv "$SENTINEL_CONF.new" "$SENTINEL_CONF"
log "the master is $leader"
exec "$(program sentinel)" "$SENTINEL_CONF"
