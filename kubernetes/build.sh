#!/bin/sh
# Builds what the cluster tests run into a cache outside the tree, and prints its folder. Each set of `versions` is one
# folder in it, named by the content of its pinned modules: built once, never rebuilt, and left alone by an interruption,
# after which Go's own cache goes on where it was.
set -eu
cd "$(dirname "$0")"

cache=${XDG_CACHE_HOME:-$HOME/.cache}/cdk8s-stackstorm/kubernetes
oldest_go=1.26

if ! command -v go >/dev/null 2>&1; then
  echo "Go $oldest_go or later is needed to build Kubernetes: get it from go.dev or a package manager (macOS: brew install go)" >&2
  exit 1
fi
found=$(go env GOVERSION | sed 's/^go//')
if [ "$(printf '%s\n%s\n' "$oldest_go" "$found" | sort -V | head -n 1)" != "$oldest_go" ]; then
  echo "Go $oldest_go or later is needed to build Kubernetes, and \`go\` is $found: get it from go.dev or a package manager" >&2
  exit 1
fi

mkdir -p "$cache/sets" "$cache/bin.new"
rm -rf "$cache/bin.new" && mkdir "$cache/bin.new"

sed -e '/^#/d' -e '/^$/d' versions | while read -r name module version packages; do
  content=$(cat "modules/$name/go.mod" "modules/$name/go.sum" | sha256sum | cut -c1-16)
  set=$cache/sets/$name-$version-$content
  if [ ! -d "$set" ]; then
    echo "Building $module $version ($packages)" >&2
    rm -rf "$set.new" && mkdir "$set.new"
    minor=${version#v1.}
    stamp=k8s.io/component-base/version
    (
      cd "modules/$name"
      targets=''
      for package in $packages; do
        case $package in
          .) targets="$targets $module" ;;
          *) targets="$targets $module/$package" ;;
        esac
      done
      # Without the stamps the servers call themselves v0.0.0-master, and clients refuse them.
      # shellcheck disable=SC2086 # one argument a package
      GOTOOLCHAIN=local GOFLAGS='' go build -mod=readonly -trimpath -buildvcs=false -o "$set.new/" \
        -ldflags "-s -w -X $stamp.gitVersion=$version -X $stamp.gitMajor=1 -X $stamp.gitMinor=${minor%%.*}" \
        $targets
    )
    mv "$set.new" "$set"
  fi
  ln -s "$set" "$cache/bin.new/$name"
done
bin=$cache/bin
rm -rf "$bin" && mv "$bin.new" "$bin"
echo "$cache/bin"
