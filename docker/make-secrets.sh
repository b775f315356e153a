#!/usr/bin/env bash
# Make the secrets that compose.yml hands to the containers: docker/secrets/*, random,
# never overwritten. The folder is closed to other users of the host; the files inside
# are readable because the containers' users have other numbers than yours.
set -euo pipefail
folder="${1:-$(dirname "$(readlink -f "$0")")/secrets}"
mkdir -p "$folder"
chmod 700 "$folder"
for name in db_password admin_password master_password; do
    [ -s "$folder/$name" ] && continue
    od -An -N24 -tx1 /dev/urandom | tr -d ' \n' > "$folder/$name.new"
    chmod 644 "$folder/$name.new"
    mv "$folder/$name.new" "$folder/$name"
    echo "made $name"
done
echo "The first sign-in is 'admin' with the password in $folder/admin_password"
