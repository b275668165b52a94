#!/bin/sh
# Usage: deploy/install.sh [DIRECTORY]
# Make a release ready where it was unpacked (or in DIRECTORY): its virtual environment, from the bundle's wheels. No
# network is used. Run as root; docs/operations.md tells what comes before and after.
set -eu
umask 022  # the site's users read what root lays down

here=$(cd "$(dirname "$0")/.." && pwd)
cd "${1:-$here}"
[ -d wheels ] || { echo "这里没有 wheels 目录，不是离线安装包。请用 make bundle 制作，解开后再执行。" >&2; exit 1; }
python=$(sh scripts/python.sh)
wanted=$(cat wheels/PYTHON)
[ "$("$python" -c 'import sys, platform; print("%d.%d" % sys.version_info[:2], platform.machine())')" = "$wanted" ] || {
    echo "安装包是为 Python 和机器 $wanted 制作的，与这台机器不同。请在相同的系统上重新制作，或用 PYTHON=… 指明。" >&2
    exit 1
}

echo "正在建立虚拟环境……"
"$python" -m venv --clear .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-index --find-links wheels \
    --require-hashes --requirement requirements/base.txt
# Who runs the site may not write here, and would compile all of it at each start of each process.
.venv/bin/python -m compileall -q budget_site projects disclosures
echo "已装好 $(pwd)。第一次安装的，接着照 docs/operations.md 建用户、目录和设置；升级的，接着执行 sh deploy/upgrade.sh"
