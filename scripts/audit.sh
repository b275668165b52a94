#!/bin/sh
# Ask the PyPI advisory database about every locked package and write the answer into docs/dependencies.md.
# The asking program lives apart from the project's environment; the internet, or a mirror with the JSON
# interface of PyPI, has to be reached.
set -eu

cd "$(dirname "$0")/.."
tools=var/audit-tools
python=.venv/bin/python
[ -x "$tools/bin/pip-audit" ] || "$python" -m venv --clear "$tools"
"$tools/bin/python" -m pip install --quiet pip-audit==2.10.1
"$tools/bin/pip-audit" --no-deps --disable-pip --progress-spinner off --format json --output var/audit.json \
    --requirement requirements/base.txt --requirement requirements/test.txt --requirement requirements/bench.txt \
    || [ -s var/audit.json ]  # it also fails where it found something, and that is to be written down
"$python" scripts/dependencies.py var/audit.json
