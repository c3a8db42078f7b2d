#!/bin/sh
# Installs what is missing, and only that. Arguments: pkg:MODULE:PACKAGE asks pkg-config for a module, deb:PACKAGE
# asks dpkg for a package.
missing=
for want in "$@"; do
    package=${want##*:}
    case $want in
    pkg:*) module=${want#pkg:}
           pkg-config --exists "${module%%:*}" 2>/dev/null || missing="$missing $package" ;;
    deb:*) dpkg -s "$package" 2>/dev/null | grep -q '^Status: install ok installed' || missing="$missing $package" ;;
    esac
done
[ -z "$missing" ] && exit 0
sudo=
[ "$(id -u)" = 0 ] || sudo=sudo
echo "installing:$missing"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086
$sudo apt-get install -y --no-install-recommends $missing >/dev/null 2>&1 ||
    { $sudo apt-get update -qq && $sudo apt-get install -y --no-install-recommends $missing; }
