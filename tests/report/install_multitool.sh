#!/usr/bin/env bash
# Install Microsoft's SARIF Multitool, with which test_multitool.py validates what gupcheck writes.
# It goes into $GUPCHECK_MULTITOOL (by default into the user's cache), outside of the repository.
set -euo pipefail

version=5.7.0
folder=${GUPCHECK_MULTITOOL:-${XDG_CACHE_HOME:-$HOME/.cache}/gupcheck/multitool}
package=$folder/node_modules/@microsoft/sarif-multitool-linux

if grep -qs "\"version\": \"$version\"" "$package/package.json"; then
	exit 0
fi
if ! command -v npm >/dev/null; then
	echo "npm is not installed: the tests that need the SARIF Multitool will be skipped." >&2
	exit 0
fi
mkdir -p "$folder"
npm install --prefix "$folder" --no-audit --no-fund --loglevel=error "@microsoft/sarif-multitool-linux@$version"
chmod u+x "$package/Sarif.Multitool"
