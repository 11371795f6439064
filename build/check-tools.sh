#!/bin/sh
# Names every tool that is missing or too old, and how to get it, before anything else runs.
set -u

java_home_bin=${JAVA_HOME:+$JAVA_HOME/bin/}
# Asking all of them for their version takes a second: not again while the same ones would answer.
answering="$java_home_bin $(command -v java) $(command -v javac) $(command -v mvn) $(command -v node) $(command -v npm) $(command -v git)"
stamp=target/tools
if [ -f $stamp ] && [ "$(cat $stamp)" = "$answering" ]; then
  exit 0
fi

failures=0
lacking() {
  [ $failures -gt 0 ] || echo "These tools are needed, and missing or too old:" >&2
  failures=$((failures + 1))
  printf '  %-22s %s\n  %-22s get it: %s\n' "$1" "$2" '' "$3" >&2
}

escape=$(printf '\033')

# The first number.number in the first line that has one, colours aside.
version_of() {
  "$@" 2>&1 | sed "s/$escape\[[0-9;]*m//g" | sed -n 's/^[^0-9]*\([0-9][0-9]*\(\.[0-9][0-9]*\)\{0,1\}\).*$/\1/p' | head -n 1
}

# at_least FOUND MAJOR MINOR
at_least() {
  major=${1%%.*}
  case $1 in *.*) minor=${1#*.} ;; *) minor=0 ;; esac
  [ -n "$1" ] && { [ "$major" -gt "$2" ] || { [ "$major" -eq "$2" ] && [ "$minor" -ge "$3" ]; }; }
}

# check NAME WANTED MAJOR MINOR HOW COMMAND…
check() {
  name=$1 wanted=$2 major_wanted=$3 minor_wanted=$4 how=$5
  shift 5
  if ! command -v "$1" >/dev/null 2>&1; then
    lacking "$name $wanted" "no \`$1\`" "$how"
    return
  fi
  found=$(version_of "$@")
  at_least "$found" "$major_wanted" "$minor_wanted" || lacking "$name $wanted" "\`$1\` is ${found:-of an unknown version}" "$how"
}

jdk="Debian, Ubuntu: apt-get install openjdk-17-jdk; macOS: brew install openjdk@17; anywhere: Eclipse Temurin"
maven="Debian, Ubuntu: apt-get install maven; macOS: brew install maven; anywhere: maven.apache.org"
node="nodejs.org or a version manager such as nvm; macOS: brew install node"
git="Debian, Ubuntu: apt-get install git; macOS: xcode-select --install"

check "Java" ">= 17" 17 0 "$jdk" java -version
check "JDK (javac)" ">= 17" 17 0 "$jdk" "${java_home_bin}javac" -version
check "Maven" ">= 3.8" 3 8 "$maven" mvn --version
check "Node.js" ">= 20" 20 0 "$node" node --version
check "npm" ">= 8" 8 0 "it comes with Node.js (Debian, Ubuntu: apt-get install npm)" npm --version
check "git" ">= 2" 2 0 "$git" git --version

[ $failures -eq 0 ] || exit 1
mkdir -p target
echo "$answering" >$stamp
