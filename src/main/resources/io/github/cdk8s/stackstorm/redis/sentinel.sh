#!/bin/sh
# sentinel.sh: writes sentinel.conf and becomes a Sentinel. What it has learned before, the master and the epochs, is
# kept; all else is written anew.
# shellcheck source-path=SCRIPTDIR source=common.sh
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

# The epochs that the Sentinel has seen, by which it never votes twice in one.
epochs() {
  [ -e "$SENTINEL_CONF" ] || return 0
  awk -v name="$MASTER_NAME" '
    $1 == "sentinel" && ($2 == "config-epoch" || $2 == "leader-epoch") && $3 == name' "$SENTINEL_CONF"
}

current_epoch() {
  [ -e "$SENTINEL_CONF" ] || return 0
  awk '$1 == "sentinel" && $2 == "current-epoch"' "$SENTINEL_CONF"
}

# id POD_NAME: always the same, or a member that has lost its volume would be one more Sentinel for the others
id() {
  printf '%s' "$1" | sha1sum | cut -c 1-40
}

# The other members are known beforehand. A Sentinel that had to discover them could win an election and know of no
# replica to promote; and members that are no more would be counted for ever.
others() {
  for ordinal in $(seq 0 "$last"); do
    other=$(member "$ordinal")
    [ "$other" = "$1" ] || echo "sentinel known-replica $MASTER_NAME $other $REDIS_PORT"
    [ "$other" = "$own" ] || echo "sentinel known-sentinel $MASTER_NAME $other $SENTINEL_PORT $(id "${other%%.*}")"
  done
}

config() {
  if [ -n "${TLS:-}" ]; then
    tls_options "$SENTINEL_PORT"
  else
    echo "port $SENTINEL_PORT"
  fi
  if [ -n "$(password sentinel-password)" ]; then
    secret=$(quoted "$(password sentinel-password)")
    # not echo, which takes backslashes for its own in some shells
    printf '%s\n' "requirepass $secret" "sentinel sentinel-pass $secret"
  fi
  cat <<EOT
dir $SENTINEL_DATA
sentinel resolve-hostnames yes
sentinel announce-hostnames yes
sentinel announce-ip $own
sentinel announce-port $SENTINEL_PORT
sentinel myid $(id "$POD_NAME")
$(current_epoch)
sentinel monitor $MASTER_NAME $1 $REDIS_PORT $quorum
sentinel auth-pass $MASTER_NAME $(quoted "$(password password)")
sentinel down-after-milliseconds $MASTER_NAME 5000
sentinel failover-timeout $MASTER_NAME 30000
sentinel parallel-syncs $MASTER_NAME 1
$(epochs)
$(others "$1")
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
