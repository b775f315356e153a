#!/usr/bin/env bash
# Start JXC in a container: check the secrets, write the configuration, make or update
# the database, then become Odoo.
#
#   serve (default)   make the database when absent, update it when the add-ons changed, serve
#   anything else     is run as a command with the database's address in the environment
#
# Set by compose.yml: PGHOST, PGPORT, PGUSER, JXC_DATABASE and the three *_FILE secrets.
set -euo pipefail

: "${PGHOST:=db}" "${PGPORT:=5432}" "${PGUSER:=odoo}" "${JXC_DATABASE:=jxc}"
: "${JXC_HOME:=/opt/jxc}" "${JXC_RUN:=/run/jxc}" "${JXC_DATA:=/var/lib/odoo}"
: "${JXC_LANGUAGE:=zh_CN}" "${JXC_WAIT_SECONDS:=60}"
: "${DB_PASSWORD_FILE:=/run/secrets/db_password}"
: "${ADMIN_PASSWORD_FILE:=/run/secrets/admin_password}"
: "${MASTER_PASSWORD_FILE:=/run/secrets/master_password}"
export PGHOST PGPORT PGUSER
ADDONS=jxc_inventory,jxc_reports,jxc_scanner
ODOO_RC="$JXC_RUN/odoo.conf"
export ODOO_RC

say() { echo "jxc: $*" >&2; }
refuse() {
    say "$*"
    exit 64
}

# Print the secret kept in file $1 (named $2); refuse one that is absent or guessable.
read_secret() {
    local file=$1 name=$2 value
    [ -r "$file" ] || refuse "the secret $name is missing: run docker/make-secrets.sh, or put it in $file."
    value=$(< "$file")
    [ "${#value}" -ge 12 ] || refuse "the secret $name is shorter than 12 characters: run docker/make-secrets.sh."
    case $value in
        *[!A-Za-z0-9_.~-]*) refuse "the secret $name may hold only letters, digits and _ . ~ -" ;;
    esac
    printf '%s' "$value"
}

write_configuration() {
    (
        umask 077
        cp "$JXC_HOME/odoo.conf" "$ODOO_RC.new"
        printf 'admin_passwd = %s\ndb_name = %s\ndbfilter = ^%s$\n' \
            "$1" "$JXC_DATABASE" "$JXC_DATABASE" >> "$ODOO_RC.new"
        mv "$ODOO_RC.new" "$ODOO_RC"
    )
}

wait_for_postgresql() {
    local waited=0
    until pg_isready --quiet; do
        [ "$waited" -lt "$JXC_WAIT_SECONDS" ] \
            || refuse "PostgreSQL at $PGHOST:$PGPORT did not answer within $JXC_WAIT_SECONDS s."
        sleep 1
        waited=$((waited + 1))
    done
}

database_exists() {
    [ "$(psql -d postgres -Atc "SELECT 1 FROM pg_database WHERE datname = '$1'")" = 1 ]
}

# Everything is made under another name and renamed when whole: a container killed
# half-way starts over and never serves half a database.
make_database() {
    local building="${JXC_DATABASE}_new"
    say "making the database $JXC_DATABASE (some minutes, once)"
    psql -q -d postgres -c "DROP DATABASE IF EXISTS \"$building\" WITH (FORCE)"
    rm -rf "$JXC_DATA/filestore/$building"
    odoo -d "$building" -i "$ADDONS" --load-language "$JXC_LANGUAGE" --stop-after-init
    odoo shell -d "$building" --no-http < "$JXC_HOME/first_settings.py"
    if [ -d "$JXC_DATA/filestore/$building" ]; then
        rm -rf "$JXC_DATA/filestore/$JXC_DATABASE"
        mv "$JXC_DATA/filestore/$building" "$JXC_DATA/filestore/$JXC_DATABASE"
    fi
    psql -q -d postgres -c "ALTER DATABASE \"$building\" RENAME TO \"$JXC_DATABASE\""
    remember_fingerprint
}

update_database() {
    say "the add-ons changed: updating $JXC_DATABASE"
    odoo -d "$JXC_DATABASE" -u "$ADDONS" --stop-after-init
    remember_fingerprint
}

remember_fingerprint() { cp "$JXC_HOME/fingerprint" "$JXC_DATA/jxc-fingerprint"; }

main() {
    local master
    case $JXC_DATABASE in
        *[!a-z0-9_]* | "") refuse "JXC_DATABASE may hold only a-z, 0-9 and _, not '$JXC_DATABASE'." ;;
    esac
    PGPASSWORD=$(read_secret "$DB_PASSWORD_FILE" db_password)
    master=$(read_secret "$MASTER_PASSWORD_FILE" master_password)
    JXC_ADMIN_PASSWORD=$(read_secret "$ADMIN_PASSWORD_FILE" admin_password)
    export PGPASSWORD JXC_ADMIN_PASSWORD
    write_configuration "$master"
    wait_for_postgresql
    [ "${1:-serve}" = serve ] || exec "$@"
    if ! database_exists "$JXC_DATABASE"; then
        make_database
    elif ! cmp -s "$JXC_HOME/fingerprint" "$JXC_DATA/jxc-fingerprint"; then
        update_database
    fi
    unset JXC_ADMIN_PASSWORD
    exec odoo
}

main "$@"
