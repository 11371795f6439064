#!/bin/sh
# What the official image's does once the user is not root: run what it is given.
set -eu
exec "$@"
