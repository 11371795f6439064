#!/bin/sh
# redis.sh: writes redis.conf and becomes Redis: master or replica, as the Sentinels say. Nobody ever promotes itself.
# From the environment also MAXMEMORY (bytes).
# shellcheck source-path=SCRIPTDIR source=common.sh
. "${0%/*}/common.sh"

# A shell that is process 1 ignores what it has no trap for.
trap 'exit 143' TERM

# How long to wait for Sentinels that agree, in seconds.
PATIENCE=60
# How long an empty member waits for another master: two attempts of the Sentinels, which are 60 s apart.
PATIENCE_WITHOUT_DATA=90

now() {
  date +%s
}

# The master: as a majority of the Sentinels says. When they do not come to say so: a peer that is master, the newest
# that any Sentinel has heard of, the one that this pod knew, the first member.
master() {
  deadline=$(($(now) + PATIENCE))
  while :; do
    seen=$(views)
    found=$(newest "$seen" "$quorum")
    [ -z "$found" ] || break
    if [ "$(now)" -ge "$deadline" ]; then
      found=$(without_majority "$seen")
      break
    fi
    log "waiting for $quorum Sentinels that name the same master; heard: $(echo "$seen" | tr '\n' ';')"
    sleep 1
  done
  echo "$found"
}

without_majority() {
  for ordinal in $(seq 0 "$last"); do
    peer=$(member "$ordinal")
    if [ "$peer" != "$own" ] && [ "$(redis "$peer" role | head -n 1)" = master ]; then
      echo "$peer"
      return
    fi
  done
  for found in "$(newest "$1" 1)" "$(remembered)" "$(member 0)"; do
    if [ -n "$found" ]; then
      echo "$found"
      return
    fi
  done
}

has_data() {
  for file in "$REDIS_DATA"/appendonlydir/*.manifest "$REDIS_DATA"/appendonly.aof "$REDIS_DATA"/dump.rdb; do
    if [ -s "$file" ]; then
      return 0
    fi
  done
  return 1
}

# Whether all others answer that they hold no key either: then an empty master takes nothing away.
others_are_empty() {
  for ordinal in $(seq 0 "$last"); do
    peer=$(member "$ordinal")
    if [ "$peer" != "$own" ] && [ "$(redis "$peer" dbsize)" != 0 ]; then
      return 1
    fi
  done
}

# Replicas throw their data away for that of their master. One that has lost its own therefore stays away until the
# Sentinels have made another one master.
settled_master() {
  deadline_without_data=$(($(now) + PATIENCE_WITHOUT_DATA))
  found=$(master)
  while [ "$found" = "$own" ] && ! has_data && ! others_are_empty && [ "$(now)" -lt "$deadline_without_data" ]; do
    log "named as master without data: waiting until another one is"
    sleep 1
    found=$(master)
  done
  echo "$found"
}

config() {
  secret=$(quoted "$(password password)")
  if [ -n "${TLS:-}" ]; then
    tls_options "$REDIS_PORT"
  else
    echo "port $REDIS_PORT"
  fi
  cat <<EOT
bind * -::*
protected-mode yes
dir $REDIS_DATA
requirepass $secret
masterauth $secret
replica-announce-ip $own
replica-announce-port $REDIS_PORT
appendonly yes
appendfsync everysec
save ""
maxmemory $MAXMEMORY
maxmemory-policy noeviction
client-output-buffer-limit replica $((MAXMEMORY / 5)) $((MAXMEMORY / 10)) 60
EOT
  # A master that is cut off stops taking locks that nobody else would know of.
  [ "$MEMBERS" -lt 2 ] || printf 'min-replicas-to-write 1\nmin-replicas-max-lag 10\n'
  [ "$1" = "$own" ] || echo "replicaof $1 $REDIS_PORT"
}

mkdir -p "$REDIS_DATA"
keep_passwords redis
wait_for_own_name
leader=$(settled_master)
config "$leader" >"$RUN/redis.conf"
log "the master is $leader"
exec "$(program server)" "$RUN/redis.conf"
