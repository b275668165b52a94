#!/bin/sh
# Usage: scripts/system.sh run|test|bench
# Make sure the machine has the system libraries, fonts and programs the project needs, through apt where it may.
# A machine that has them is left alone: no apt, no network, no password.
set -eu

cd "$(dirname "$0")/.."
purpose=$1
python=$(sh scripts/python.sh)
log=var/apt.log

stop() {
    echo "$1" >&2
    exit 1
}

library() { "$python" -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1"; }
installed() { dpkg-query -W -f '${Status}' "$1" | grep -q 'ok installed'; }
cjk_fonts() { installed fonts-noto-cjk || ls /usr/share/fonts/*/*/NotoSerifCJK*; }
server() { PATH=$PATH:/usr/sbin command -v nginx; }
office() { ls /usr/lib*/libreoffice/program/"$1" || { ! command -v dpkg && command -v soffice; }; }
# Started, not only found: Ubuntu's chromium-browser may be a wrapper around a snap that is not there.
browser() { chromium --version || chromium-browser --version || google-chrome --version; }
virtual_environment() { .venv/bin/python -m pip --version || "$python" -c 'import ensurepip, venv'; }
venv_package() { "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'; }

# need PACKAGE COMMAND...: names the package unless the command succeeds.
need() {
    package=$1
    shift
    "$@" >/dev/null 2>&1 || printf ' %s' "$package"
}

missing() {
    need "$(venv_package)" virtual_environment
    need libpango-1.0-0 library libpango-1.0.so.0
    need libpangoft2-1.0-0 library libpangoft2-1.0.so.0
    need libharfbuzz-subset0 library libharfbuzz-subset.so.0
    need fonts-noto-cjk cjk_fonts
    [ "$purpose" != run ] || return 0
    need libreoffice-writer-nogui office libswlo.so
    if [ "$purpose" = bench ]; then
        need nginx-light server
        need wrk command -v wrk
        return 0
    fi
    need libreoffice-calc-nogui office libsclo.so
    need chromium browser
    need poppler-utils command -v pdftotext
    need libatomic1 library libatomic.so.1
}

packages=$(missing)
[ -n "$packages" ] || exit 0

by_hand="sudo apt-get update && sudo apt-get install -y --no-install-recommends$packages"
if ! command -v apt-get >/dev/null; then
    stop "这台机器没有 apt，请用它自己的软件包管理器装好与下列 Debian 软件包相当的软件，再重新执行：$packages"
elif [ "$(id -u)" = 0 ]; then
    root=""
elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    root="sudo"
else
    stop "缺少系统软件包，当前用户无权安装。请让管理员执行下面的命令，再重新执行：$by_hand"
fi

mkdir -p var
echo "正在用 apt 安装系统软件包（约需一分钟，经过记在 $log）：$packages"
apt() { $root env DEBIAN_FRONTEND=noninteractive apt-get -q -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 "$@"; }
if ! { apt update && apt install -y --no-install-recommends $packages; } >"$log" 2>&1 </dev/null; then
    grep '^[EW]:' "$log" >&2 || tail -n 5 "$log" >&2
    stop "系统软件包没有装上，原因见上（全文在 $log）。处理后重新执行，或者手工安装：$by_hand"
fi

packages=$(missing)
case $packages in
"") ;;
" chromium") stop "apt 里的 chromium 在这台机器上不带浏览器（Ubuntu 改由 snap 提供），请执行后再试：sudo snap install chromium" ;;
*) stop "已用 apt 安装，但 $python 仍然用不到：$packages。请改用系统自带的 Python（PYTHON=/usr/bin/python3），再重新执行。" ;;
esac
