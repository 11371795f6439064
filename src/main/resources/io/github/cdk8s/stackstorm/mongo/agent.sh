#!/bin/sh
# agent.sh: runs agent.js in the image's shell (mongosh, or mongo up to MongoDB 4.4) until the pod ends. POD_NAME says who
# it is, TLS is set when mongod speaks TLS.
set -u
folder=$(dirname "$0")
run=${AGENT_RUN:-/run/agent}
login=${AGENT_LOGIN:-/run/login}
ca=${AGENT_CA:-/run/ca/ca.crt}
tls=
if shell=$(command -v mongosh); then
  # a shell that runs for months must not write a line of log for each command, nor tell anybody of it
  mkdir -p "$HOME/.mongodb/mongosh"
  echo '{"enableTelemetry":false,"disableLogging":true}' >"$HOME/.mongodb/mongosh/config"
elif shell=$(command -v mongo); then
  # the old shell takes these for all its connections
  [ -z "${TLS:-}" ] || tls="--tls --tlsCAFile=$ca --tlsAllowInvalidHostnames"
else
  echo "agent.sh: this image has neither mongosh nor mongo" >&2
  exit 1
fi

pipe=$HOME/agent.pipe
rm -f "$pipe"
mkfifo "$pipe"
sh "$folder/record.sh" "$run/status" <"$pipe" &
# shellcheck disable=SC2086 # several words
"$shell" --nodb --norc --quiet $tls \
  --eval "var pod = '$POD_NAME', scripts = '$folder', runFolder = '$run', loginFolder = '$login', caFile = '$ca'" \
  "$folder/decide.js" "$folder/agent.js" >"$pipe" &
agent=$!
trap 'kill "$agent" 2>/dev/null; rm -f "$pipe"; exit 0' TERM INT
wait "$agent"
code=$?
rm -f "$pipe"
echo "agent.sh: $shell ended with $code" >&2
exit 1
