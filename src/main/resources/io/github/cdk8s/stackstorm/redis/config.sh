#!/bin/sh
# config.sh FOLDER: writes redis.conf and sentinel.conf into FOLDER, from POD_NAME, HEADLESS (the DNS name behind which
# the pods are), FIRST (the full name of the first member), MASTER_NAME, QUORUM and MAXMEMORY (bytes), and the password
# in /run/secret/password. Both programs rewrite their file, so it cannot be a ConfigMap.
set -eu
umask 077
folder=$1
own=$POD_NAME.$HEADLESS
password=$(cat /run/secret/password)

{
  echo "port 6379"
  echo "dir /data"
  echo "protected-mode yes"
  echo "requirepass $password"
  echo "masterauth $password"
  echo "replica-announce-ip $own"
  echo "replica-announce-port 6379"
  echo "appendonly yes"
  echo "appendfsync everysec"
  echo "maxmemory $MAXMEMORY"
  echo "maxmemory-policy noeviction"
  [ "$QUORUM" -lt 2 ] || printf 'min-replicas-to-write 1\nmin-replicas-max-lag 10\n'
  [ "$own" = "$FIRST" ] || echo "replicaof $FIRST 6379"
} >"$folder/redis.conf"

{
  echo "port 26379"
  echo "dir /tmp"
  echo "sentinel resolve-hostnames yes"
  echo "sentinel announce-hostnames yes"
  echo "sentinel announce-ip $own"
  echo "sentinel announce-port 26379"
  echo "sentinel myid $(printf '%s' "$POD_NAME" | sha1sum | cut -c1-40)"
  echo "sentinel monitor $MASTER_NAME $FIRST 6379 $QUORUM"
  echo "sentinel auth-pass $MASTER_NAME $password"
  echo "sentinel down-after-milliseconds $MASTER_NAME 5000"
  echo "sentinel failover-timeout $MASTER_NAME 30000"
  echo "sentinel parallel-syncs $MASTER_NAME 1"
} >"$folder/sentinel.conf"
echo "wrote $folder/redis.conf and $folder/sentinel.conf"
