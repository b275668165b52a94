#!/bin/sh
# Print the Python the project is set up with: $PYTHON where given, else python3, else the newest python3.X.
# python3 comes first because the system's packages (python3-venv) and version managers go with that name.
# Each candidate is really started: a version manager's shim may stand in PATH and lead nowhere.

set -- python3 python3.14 python3.13 python3.12 python3.11
[ -z "${PYTHON:-}" ] || set -- "$PYTHON"
for name in "$@"; do
    "$name" -c 'import sys; sys.version_info >= (3, 11) or sys.exit(1); print(sys.executable)' 2>/dev/null && exit 0
done
echo "需要 Python 3.11 或更新的版本，这台机器上没有找到${PYTHON:+（PYTHON=$PYTHON）}。请先安装（Debian 12/13、Ubuntu 24.04：sudo apt-get install -y python3），再重新执行。" >&2
exit 1
