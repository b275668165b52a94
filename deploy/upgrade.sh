#!/bin/sh
# Usage: deploy/upgrade.sh [--public-host]   as root, in the new release, after deploy/install.sh
# Back up, bring the tables up, grant the roles, collect static files, point /opt/budget/current here, and restart what runs
# on this machine, one by one. The running release goes on meanwhile: a migration never takes away what it still uses
# (docs/operations.md). What was copied to /etc stays as it is: files that this release changed are named at the end.
# On a public host of its own there are no tables to bring up: it changes the program and restarts.
set -eu
umask 022

cd -P "$(dirname "$0")/.."  # not through the link that this moves: it would point to itself
etc=${BUDGET_ETC:-/etc/budget}
current=${BUDGET_CURRENT:-/opt/budget/current}

if [ "${1:-}" != --public-host ]; then
    if [ -e "$current/deploy/manage.sh" ]; then
        echo "备份（由正在运行的版本来做，它认得现在的数据表）"
        sh "$current/deploy/manage.sh" backup --out "${BUDGET_BACKUPS:-/var/backups/budget}"
    fi
    echo "检查设置" && sh deploy/manage.sh check --deploy --fail-level WARNING
    echo "更新数据表" && sh deploy/manage.sh --owner migrate --verbosity 1
    [ ! -f "$etc/owner.env" ] || sh deploy/manage.sh --owner grant_roles --site budget --public budget_public
    echo "静态文件" && sh deploy/manage.sh collectstatic --no-input --verbosity 0
fi

changed=
for file in deploy/systemd/* deploy/nginx/* deploy/*.example; do
    [ ! -d "$current/deploy" ] || cmp -s "$current/$file" "$file" || changed="$changed $file"
done

echo "换到这一版" && ln -sfn "$(pwd)" "$current.new" && mv -T "$current.new" "$current"

if [ -d /run/systemd/system ]; then
    systemctl daemon-reload
    # Only what runs here: machines have parts of their own (docs/several-hosts.md).
    for unit in $(systemctl list-units --plain --no-legend --state=active,failed,activating 'budget-*.service' | cut -d' ' -f1); do
        case $unit in
        budget-backup.service | budget-verify.service | budget-tell@*) ;;
        *) systemctl restart "$unit" ;;
        esac
    done
fi
if [ "${1:-}" != --public-host ]; then
    echo "检索" && sh deploy/manage.sh refresh_search  # what the release before wrote until now
fi
echo "已更新。"
[ -z "$changed" ] || echo "这一版改了下列文件，/etc 里的还是旧的，请照 docs/operations.md 的 Upgrading 一节换上：$changed"
