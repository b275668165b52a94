#!/bin/sh
# Usage: deploy/upgrade.sh   (as root, in the new release, after deploy/install.sh)
# Bring the tables up, grant the roles, collect static files, point /opt/budget/current here and restart the services one
# by one. The running release goes on meanwhile: a migration never takes away what it still uses (docs/operations.md).
set -eu

cd "$(dirname "$0")/.."
etc=${BUDGET_ETC:-/etc/budget}
current=${BUDGET_CURRENT:-/opt/budget/current}

# as USER FILE...: run manage.py as that user with the settings of those files.
as() {
    user=$1 files=$2
    shift 2
    (
        set -a
        for file in $files; do . "$etc/$file"; done
        set +a
        export PYTHONUTF8=1
        if [ "$user" = "$(id -un)" ]; then .venv/bin/python manage.py "$@"; else
            setpriv --reuid "$user" --regid "$user" --init-groups .venv/bin/python manage.py "$@"
        fi
    )
}

owner=site.env
[ ! -f "$etc/owner.env" ] || owner="site.env owner.env"  # PostgreSQL: who owns the tables; SQLite has no such role
site=${BUDGET_USER:-budget}

if [ -e "$current/manage.py" ]; then
    echo "一、备份"  # by the release that runs: it knows the tables as they are
    (cd "$current" && as "$site" site.env backup --out "${BUDGET_BACKUPS:-/var/backups/budget}")
fi
echo "二、检查设置" && as "$site" site.env check --deploy --fail-level WARNING
echo "三、更新数据表" && as "$site" "$owner" migrate --verbosity 1
[ ! -f "$etc/owner.env" ] || as "$site" "$owner" grant_roles --site budget --public budget_public
echo "四、静态文件" && as "$site" site.env collectstatic --no-input --verbosity 0
echo "五、换到这一版" && ln -sfn "$(pwd)" "$current.new" && mv -T "$current.new" "$current"
if [ -d /run/systemd/system ]; then
    systemctl daemon-reload
    for unit in budget-web.service budget-public.service $(systemctl list-units --plain --no-legend 'budget-worker@*' | cut -d' ' -f1); do
        systemctl restart "$unit"
    done
fi
echo "已更新。"
