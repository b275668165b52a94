#!/bin/sh
# Usage: deploy/status.sh   as root
# Whether all that runs on this machine is well; else each thing that is not, and where to look. It changes nothing and
# ends with 1 where something is not well. What to do then: docs/operations.md, "At night".
set -u

here=$(cd "$(dirname "$0")/.." && pwd)
etc=${BUDGET_ETC:-/etc/budget}
backups=${BUDGET_BACKUPS:-/var/backups/budget}
found=0
tell() {
    found=$((found + 1))
    echo "✗ $1"
}

# What the site says of itself, in its own words; over its socket, as nginx reaches it.
asks='
import http.client, json, socket, sys
class Site(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(30)
        self.sock.connect(sys.argv[1])
site = Site("localhost")
try:
    site.request("GET", "/health/ready")
    parts = json.loads(site.getresponse().read())
except (OSError, ValueError, http.client.HTTPException) as trouble:
    parts = {"": f"没有应答（{trouble}）"}
print("；".join(said for name, said in parts.items() if name != "ready" and said != "ok"))
'

units=$(systemctl list-units --all --plain --no-legend 'budget-*' nginx.service postgresql.service | cut -d' ' -f1)
case $units in
*budget-*) ;;
*) tell "没有一个 budget-… 单元在用：请照 docs/operations.md 装好并启动（systemctl enable --now …）。" ;;
esac
for unit in $units; do
    state=$(systemctl is-active "$unit")
    case $state in
    active | activating | reloading) continue ;;
    inactive) [ "$(systemctl is-enabled "$unit" 2>/dev/null)" = enabled ] || continue ;;  # nobody wants it here
    esac
    case $unit in
    budget-tell@*)
        tell "$unit 没能告诉系统管理员夜里出的问题：journalctl -u $unit -n 50；处理后 systemctl reset-failed $unit"
        continue
        ;;
    esac
    tell "$unit 没有运行（$state）：journalctl -u $unit -n 50；处理后 systemctl restart $unit"
done

for name in web public; do
    [ "$(systemctl is-active "budget-$name.service")" = active ] || continue
    said=$("$here/.venv/bin/python" -c "$asks" "/run/budget/$name.sock")
    [ -z "$said" ] || tell "budget-$name 还不能用：$said"
done

failed=$(journalctl --quiet --output cat --since -24h --unit 'budget-worker@*' 2>/dev/null |
    grep -cE 'Job [0-9a-f-]+ failed|jobs are given up')
[ "${failed:-0}" = 0 ] ||
    tell "一天里有 $failed 次后台任务出错：journalctl -u 'budget-worker@*' --since -24h | grep -E 'failed|given up'"

if [ "$(systemctl is-active budget-backup.timer)" = active ] &&
    [ -z "$(find "$backups" -name 'budget-*.tar' -mmin -1560 2>/dev/null)" ]; then
    tell "$backups 里没有最近一天的备份：systemctl start budget-backup，再看 journalctl -u budget-backup -n 50"
fi

for certificate in "$etc"/tls/*.crt; do
    [ -f "$certificate" ] || continue
    openssl x509 -checkend 2592000 -noout -in "$certificate" >/dev/null 2>&1 ||
        tell "证书 $certificate 一个月内到期或者读不出：换上新的，再 nginx -t && systemctl reload nginx"
done
for secret in $(find "$etc" -type f \( -name '*.key' -o -name '*.env' \) -perm /007 2>/dev/null); do
    tell "$secret 谁都读得到：chmod o= $secret"
done

full=$(df -P / /var/log /var/lib/budget "$backups" 2>/dev/null |
    awk 'NR > 1 && $5 + 0 >= 90 && !seen[$6]++ { printf "%s%s 已用 %s", between, $6, $5; between = "、" }')
[ -z "$full" ] || tell "磁盘快满了：$full，请腾出空间"

if [ "$found" = 0 ]; then
    echo "一切正常：程序、数据库、备份、证书、磁盘。"
else
    echo "共 $found 处不正常。怎样处理见 $here/docs/operations.md 的 At night 一节。"
    exit 1
fi
