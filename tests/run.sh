#!/usr/bin/env bash
# Set up a virtual environment, then run every check and test. Needs Python 3.11+; installs the rest.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
venv=${LUNARGRAPH_VENV:-.venv}

if ! command -v "${LUNARGRAPH_CHROMIUM:-chromium}" >/dev/null 2>&1; then
  echo "Installing Chromium for the browser tests ..."
  root=""
  [ "$(id -u)" = 0 ] || root=sudo
  $root apt-get update -qq
  $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
fi

[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --editable '.[test,browser]'

"$venv/bin/ruff" format --check .
"$venv/bin/ruff" check .
"$venv/bin/mypy"
"$venv/bin/lint-imports"
# A temporary folder of this run's own: pytest's shared one is tidied by every run that ends at the same time.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$venv/bin/python" -m pytest -n 2 --dist loadfile --basetemp "$scratch/pytest"
