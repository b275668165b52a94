#!/bin/sh
# Usage: deploy/manage.sh COMMAND…            as the site, with /etc/budget/site.env: manage.sh createsuperuser
#        deploy/manage.sh --owner COMMAND…    as the owner of the tables (owner.env too): --owner migrate
#        deploy/manage.sh --public COMMAND…   as the public site, with public.env: --public keep_public --once
# A command of the release in this folder, run as root for the user that the units run it as. The files are read as
# systemd reads them: a line is NAME=value to its end, and nothing in a value is a command.
set -eu
umask 022

cd "$(dirname "$0")/.."
etc=${BUDGET_ETC:-/etc/budget}
user=budget files=$etc/site.env
case ${1:-} in
--owner)
    shift
    [ ! -f "$etc/owner.env" ] || files="$files $etc/owner.env"
    ;;
--public)
    shift
    user=budget-public files=$etc/public.env
    ;;
esac

for file in $files; do
    [ -f "$file" ] || { echo "没有 $file，请照 deploy/ 里的样子建好再执行。" >&2; exit 1; }
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
        [A-Za-z_]*=*)
            value=${line#*=}
            case $value in
            \"*\") value=${value#\"} value=${value%\"} ;;
            \'*\') value=${value#\'} value=${value%\'} ;;
            esac
            export "${line%%=*}=$value"
            ;;
        esac
    done <"$file"
done
export HOME=/var/lib/budget PYTHONUTF8=1
[ "$(id -u)" = 0 ] && [ -z "${BUDGET_AS_SELF:-}" ] || exec .venv/bin/python manage.py "$@"
exec setpriv --reuid "$user" --regid "$user" --init-groups .venv/bin/python manage.py "$@"
