#!/bin/sh
# Makes the command that cdk8s.yaml runs, `java @target/app.args`, from what Maven has packaged:
#   target/app.jsa   the app's classes as the JVM wants them in memory (class-data sharing): by itself it saves about
#                    15 % of the start-up time, with the options below about 30 %. A JVM other than the one that made
#                    it ignores it.
#   target/app.args  the options of that command
set -eu
cd "$(dirname "$0")/.."

class_path=target/cdk8s-stackstorm.jar
for library in target/lib/*.jar; do
  class_path=$class_path:$library
done
# One short-lived process: the quick compiler and the simplest collector win. No JVM log: it would be about the archive.
options="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xlog:disable"
main="-cp $class_path io.github.cdk8s.stackstorm.app.Main"

rm -rf target/app.args target/app.jsa target/app-training
mkdir -p target/app-training
# A training run. If the app itself is broken, `cdk8s synth` is the one to say so.
# shellcheck disable=SC2086 # options are words
java $options -XX:ArchiveClassesAtExit=target/app.jsa $main target/app-training >/dev/null 2>&1 || rm -f target/app.jsa
rm -rf target/app-training

printf '%s\n' "-XX:SharedArchiveFile=target/app.jsa $options" "$main" >target/app.args.new
mv target/app.args.new target/app.args
