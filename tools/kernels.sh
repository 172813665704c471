#!/usr/bin/env bash
# Brings the kernel trees that the tests and the benchmark read, from Debian's linux-source packages:
#
#     tools/kernels.sh [FOLDER]      FOLDER: $GUPCHECK_KERNELS, or ~/.cache/gupcheck/kernels
#
# linux-6.1 and linux-6.12 are the newest versions that apt serves, linux-6.1-old and linux-6.12-old the oldest.
# About 6 GB unpacked. FOLDER/versions has a line "TREE VERSION" for each tree that is complete: the line is
# written after the tree is unpacked, and a tree that has one is left alone.
set -eu

folder=${1:-${GUPCHECK_KERNELS:-$HOME/.cache/gupcheck/kernels}}
series=(6.1 6.12)

fail() {
  echo "kernels.sh: $1" >&2
  exit 1
}

is_complete() { # TREE
  [[ -d $1/mm ]] && grep -q "^$1 " versions
}

update_package_lists() {
  local as_root=()
  if [[ $EUID -ne 0 ]]; then
    command -v sudo >/dev/null || fail "apt-get update needs root, and there is no sudo here: run this script as root."
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -q </dev/null >/dev/null || fail "apt-get update failed: see its message above."
}

served_versions() { # SERIES: prints its versions, oldest first
  apt-cache madison "linux-source-$1" | awk '{ print $3 }' | sort -uV
}

bring() { # TREE SERIES VERSION
  local tree=$1 package=linux-source-$2 version=$3 work=.unpacking
  echo "kernels.sh: $tree: $package $version" >&2
  rm -rf "$work" "$tree"
  mkdir -p "$work/package" "$work/tree"
  (cd "$work" && apt-get download -q -o APT::Sandbox::User=root "$package=$version" >/dev/null) || fail "$package=$version could not be downloaded: see the message above."
  dpkg-deb --extract "$work"/*.deb "$work/package"
  tar --extract --xz --file "$work/package/usr/src/$package.tar.xz" --directory "$work/tree" --strip-components=1
  mv "$work/tree" "$tree"
  rm -rf "$work"
  sed -i "/^$tree /d" versions
  echo "$tree $version" >>versions
}

mkdir -p "$folder"
cd "$folder"
exec 9>.lock
flock 9 # two runs at once would unpack over each other
touch versions

wanted=()
for number in "${series[@]}"; do
  for tree in "linux-$number" "linux-$number-old"; do
    is_complete "$tree" || wanted+=("$tree")
  done
done
if [[ ${#wanted[@]} -gt 0 ]]; then
  command -v apt-get >/dev/null || fail "the trees ${wanted[*]} come from Debian's packages, and there is no apt-get here. Run this on Debian, or unpack them into $folder by hand and name their versions in $folder/versions, a line \"TREE VERSION\" each."
  update_package_lists
  for tree in "${wanted[@]}"; do
    number=${tree#linux-} number=${number%-old}
    versions=$(served_versions "$number")
    [[ -n $versions ]] || fail "apt knows no package linux-source-$number: its sources must name Debian 12 (bookworm) and its security updates."
    pick=tail
    [[ $tree != *-old ]] || pick=head
    bring "$tree" "$number" "$("$pick" -n 1 <<<"$versions")"
  done
fi
cat versions
