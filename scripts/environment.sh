#!/bin/sh
# Usage: scripts/environment.sh base|test|bench
# Bring .venv to what requirements/$1.txt locks. A stamp of the lock's content and the Python version makes the
# second call free; times of files say nothing after a fresh clone or a change of branch.
set -eu

cd "$(dirname "$0")/.."
lock=requirements/$1.txt
stamp=.venv/.$1.installed

if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$(sh scripts/python.sh)
    echo "正在建立虚拟环境 .venv（$("$python" --version)）……"
    "$python" -m venv --clear .venv
fi

key="$(.venv/bin/python --version) $(sha256sum "$lock")"
[ "$(cat "$stamp" 2>/dev/null)" != "$key" ] || exit 0

echo "正在安装 $lock 锁定的依赖……"
# Wheels only: building a source package would fetch tools that no hash guards.
if ! .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes --only-binary :all: -r "$lock"; then
    echo "依赖没有装上，原因见上。请检查网络（或本机 pip 配置里的镜像源）后重新执行。" >&2
    exit 1
fi
echo "$key" >"$stamp"
