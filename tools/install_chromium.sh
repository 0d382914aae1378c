#!/bin/sh
# The browser tests need Debian's Chromium. Install it where we may, else say what to do.
set -eu
if [ "$(id -u)" = 0 ]; then as_root=""
elif sudo -n true 2>/dev/null; then as_root="sudo"
else
    echo "The browser tests need Chromium. Install it with: sudo apt-get install chromium" >&2
    exit 1
fi
$as_root apt-get update -qq
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-roboto-unhinted
