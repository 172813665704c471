#!/usr/bin/env bash
# Installs the tools that the tests and the benchmark compare gupcheck with, and graphviz, where one is missing.
# Without apt-get, or without the right to use it, it says what is missing and leaves it at that.
set -eu

missing=()
command -v spatch >/dev/null || missing+=(coccinelle)
command -v rg >/dev/null || missing+=(ripgrep)
command -v dot >/dev/null || missing+=(graphviz)
ctags --version 2>/dev/null | grep -q Universal || missing+=(universal-ctags)
[[ ${#missing[@]} -gt 0 ]] || exit 0

as_root=()
if [[ $EUID -ne 0 ]]; then
  as_root=(sudo --non-interactive)
fi
if ! command -v apt-get >/dev/null || ! "${as_root[@]}" true 2>/dev/null; then
  echo "oracles.sh: ${missing[*]} cannot be installed here (this needs apt-get, as root or by sudo); tests that need them fail or are skipped." >&2
  exit 0
fi
"${as_root[@]}" apt-get update -q </dev/null >/dev/null
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" </dev/null
