#!/usr/bin/env bash
# ssh-key.sh SECRET FILE USER: copies the private key from the mounted Secret to where USER's ssh looks for it, with
# the owner and the modes that ssh insists on.
set -euo pipefail
secret=$1 file=$2 user=$3
folder=$(dirname "$file")

install -m 0400 "$secret" "$file"
chown -R "$user:" "$folder"
chmod 0500 "$folder"
echo "wrote $file for $user"
