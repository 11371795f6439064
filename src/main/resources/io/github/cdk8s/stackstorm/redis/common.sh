#!/bin/sh
# shellcheck disable=SC2034 # those that source it use the rest
# common.sh: what the scripts of a Redis pod share; they source it. From the environment: POD_NAME, HEADLESS (the DNS
# name behind which the members are), MEMBERS, MASTER_NAME, and TLS ("yes" or nothing).
set -eu
umask 077

REDIS_PORT=6379
SENTINEL_PORT=26379
SECRET=/run/secret
CERTIFICATE=/run/redis-tls
# In memory. Both containers see it.
RUN=/run/redis
REDIS_DATA=/data/redis
SENTINEL_DATA=/data/sentinel
SENTINEL_CONF=$SENTINEL_DATA/sentinel.conf

own=$POD_NAME.$HEADLESS
last=$((MEMBERS - 1))
quorum=$((MEMBERS / 2 + 1))

log() {
  echo "$*" >&2
}

# member ORDINAL: its full DNS name
member() {
  echo "${POD_NAME%-*}-$1.$HEADLESS"
}

# program NAME: the path of redis-NAME, which is called valkey-NAME in images of Valkey
program() {
  command -v "valkey-$1" || command -v "redis-$1"
}

# Passwords are those of the time when the pod started: a Secret that changes under running servers, which know the old
# one only, must not fail probes. rotate.sh takes over the new ones.
keep_passwords() {
  for key in password sentinel-password; do
    if [ -e "$SECRET/$key" ] && [ ! -e "$RUN/$key" ]; then
      check_password "$key"
      cp "$SECRET/$key" "$RUN/$key.$1"
      mv "$RUN/$key.$1" "$RUN/$key"
    fi
  done
}

# check_password KEY: one line, since a line of redis.conf cannot hold more
check_password() {
  if [ -z "$(cat "$SECRET/$1")" ] || [ "$(tr -d '[:cntrl:]' <"$SECRET/$1")" != "$(cat "$SECRET/$1")" ]; then
    log "$1: must hold at least one character and no control character; set such a password in the Secret"
    exit 1
  fi
}

# password KEY: nothing where there is none
password() {
  if [ -e "$RUN/$1" ]; then
    cat "$RUN/$1"
  fi
}

# quoted TEXT: as redis.conf and redis-cli's input take any printable text
quoted() {
  printf '%s\n' "$1" | sed 's/[\\"]/\\&/g; s/^/"/; s/$/"/'
}

# ask KEY HOST PORT COMMAND...: the answer of a server that wants the password KEY, within 2 s. Without a COMMAND the
# lines of the input are the commands.
ask() {
  REDISCLI_AUTH=$(password "$1")
  export REDISCLI_AUTH
  [ -n "$REDISCLI_AUTH" ] || unset REDISCLI_AUTH
  host=$2
  port=$3
  shift 3
  # shellcheck disable=SC2086 # two options or none
  timeout 2 "$(program cli)" ${TLS:+--tls --cacert $CERTIFICATE/ca.crt} -h "$host" -p "$port" "$@" 2>&1
}

# redis HOST COMMAND...
redis() {
  to=$1
  shift
  ask password "$to" "$REDIS_PORT" "$@"
}

# sentinel HOST COMMAND...
sentinel() {
  to=$1
  shift
  ask sentinel-password "$to" "$SENTINEL_PORT" "$@"
}

# view HOST: what a Sentinel believes, "EPOCH MASTER FLAGS"; nothing where it does not answer
view() {
  sentinel "$1" sentinel master "$MASTER_NAME" | awk '
    NR % 2 { key = $0; next }
    { value[key] = $0 }
    END { if (value["ip"] != "") print value["config-epoch"], value["ip"], value["flags"] }'
}

# All Sentinels' views, asked at the same time.
views() {
  for ordinal in $(seq 0 "$last"); do
    view "$(member "$ordinal")" &
  done
  wait
}

# newest VIEWS VOTES: the master of the highest epoch, once so many Sentinels name it or all have answered, so that
# nobody can know of a later one. Nothing while a failover is under way, which is about to name another.
newest() {
  echo "$1" | awk -v needed="$2" -v members="$MEMBERS" '
    NF { answers++ }
    NF && (answers == 1 || $1 + 0 > epoch) { epoch = $1 + 0; split("", votes); moving = 0 }
    NF && $1 + 0 == epoch { votes[$2]++; if ($3 ~ /failover_in_progress/) moving = 1 }
    END {
      for (name in votes) {
        if (votes[name] > most || (votes[name] == most && name < master)) { most = votes[name]; master = name }
      }
      if (!moving && most > 0 && (most >= needed || answers == members)) print master
    }'
}

# The master that this pod's Sentinel knew when it was last alive; nothing before the first time.
remembered() {
  if [ -e "$SENTINEL_CONF" ]; then
    awk -v name="$MASTER_NAME" '$1 == "sentinel" && $2 == "monitor" && $3 == name { print $4 }' "$SENTINEL_CONF"
  fi
}

# Members know each other by name, and name servers remember for a while that there was none.
wait_for_own_name() {
  until getent hosts "$own" >/dev/null; do
    log "waiting until $own has an address"
    sleep 1
  done
}

# tls_options PORT: the lines by which Redis and Sentinel alike serve TLS on the port, and nothing in clear
tls_options() {
  cat <<EOT
port 0
tls-port $1
tls-replication yes
tls-auth-clients no
tls-cert-file $CERTIFICATE/tls.crt
tls-key-file $CERTIFICATE/tls.key
tls-ca-cert-file $CERTIFICATE/ca.crt
EOT
}
