#!/bin/sh
# Usage: scripts/lock.sh [--upgrade]
# Compile requirements/ from pyproject.toml with hashes. What is locked must not depend on who locks: the lowest
# supported Python and a pinned compiler do it, apart from the project's environment, and pip's configuration on
# this machine is left out (a mirror can be named for the call: PIP_INDEX_URL=… make lock).
set -eu

cd "$(dirname "$0")/.."
tools=var/lock-tools
export PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS= PIP_DISABLE_PIP_VERSION_CHECK=1 CUSTOM_COMPILE_COMMAND="make lock"

python=${PYTHON:-python3.11}
if ! "$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
    echo "锁定依赖要用 Python 3.11（支持的最低版本），没有找到 $python；请先安装，或用 PYTHON=… 指明它在哪里。" >&2
    exit 1
fi
[ -x "$tools/bin/pip-compile" ] || "$python" -m venv --clear "$tools"
"$tools/bin/python" -m pip install --quiet pip==26.3 pip-tools==7.6.2
"$tools/bin/python" -m piptools compile --quiet "$@" --output-file requirements/base.txt pyproject.toml
"$tools/bin/python" -m piptools compile --quiet "$@" --extra test --constraint requirements/base.txt \
    --output-file requirements/test.txt pyproject.toml
"$tools/bin/python" -m piptools compile --quiet "$@" --extra bench --constraint requirements/test.txt \
    --output-file requirements/bench.txt pyproject.toml
