#!/bin/sh
# Writes modules/SET/go.mod and go.sum for each line of `versions`: what build.sh builds from, and the checksums that it
# verifies. Needed after a change of `versions` only.
set -eu
cd "$(dirname "$0")"

# kubernetes names its staging modules v0.0.0 and replaces them by folders of its own tree; from outside they are
# published as v0.MINOR.PATCH.
staging_replacements() {
  gomod=$(go mod download -json "$1@$2" | sed -n 's/^.*"GoMod": "\(.*\)",*$/\1/p')
  sed -n 's/^[[:space:]]*\(k8s\.io\/[a-z0-9./-]*\) v0\.0\.0\([[:space:]].*\)*$/\1/p' "$gomod" | sort -u |
    while read -r staging; do echo "replace $staging => $staging v0${2#v1}"; done
}

sed -e '/^#/d' -e '/^$/d' versions | while read -r name module version packages; do
  echo "$name: $module $version"
  rm -rf "modules/$name"
  mkdir -p "modules/$name"
  {
    printf 'module cdk8s-stackstorm.test/%s\n\ngo 1.24\n\n' "$name"
    for package in $packages; do
      case $package in
        .) echo "tool $module" ;;
        *) echo "tool $module/$package" ;;
      esac
    done
    echo "require $module $version"
    case $module in k8s.io/kubernetes) staging_replacements "$module" "$version" ;; esac
  } >"modules/$name/go.mod"
  (cd "modules/$name" && GOFLAGS=-mod=mod go mod tidy)
done
