#!/bin/sh
# Usage: scripts/bundle.sh [FILE]
# One archive for a machine without internet: the program, the wheels that requirements/base.txt locks, the fonts and
# the notices. It fits machines with this Python and processor; deploy/install.sh asks before it installs.
set -eu
umask 022

cd "$(dirname "$0")/.."
version=$(.venv/bin/python -c 'from budget_site.version import VERSION; print(VERSION)')
python=$(.venv/bin/python -c 'import sys, platform; print("%d.%d" % sys.version_info[:2], platform.machine())')
name=budget-$version
file=${1:-var/$name.tar.gz}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
target=$work/$name

mkdir -p "$target/wheels" "$target/var/fonts" "$(dirname "$file")"
echo "正在收集程序……"
tar --exclude='__pycache__' -cf - manage.py pyproject.toml README.md CHANGELOG.md LICENSE Makefile .env.example \
    budget_site projects disclosures templates static deploy docs requirements scripts | tar -xf - -C "$target"
echo "正在收集依赖……"
.venv/bin/python -m pip download --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
    --dest "$target/wheels" --requirement requirements/base.txt
echo "$python" >"$target/wheels/PYTHON"
echo "正在收集字体……"
fonts=$(.venv/bin/python -c 'from projects.rendering.fonts import folder; print(folder())')
cp "$fonts"/* "$target/var/fonts/"
(cd "$target" && find . -type f ! -name SHA256SUMS -print0 | LC_ALL=C sort -z | xargs -0 sha256sum >"$work/sums" && mv "$work/sums" SHA256SUMS)
# The same content is the same archive, whenever and by whomever it is made.
tar --sort=name --mode=u=rwX,go=rX --mtime='2026-01-01 00:00Z' --owner=0 --group=0 --numeric-owner -C "$work" -cf - "$name" | gzip -n >"$file.part"
mv "$file.part" "$file"
echo "离线安装包：$file（$(du -h "$file" | cut -f1)，适合 Python $python）"
sha256sum "$file"
