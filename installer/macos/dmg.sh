#!/bin/sh
# dmg.sh DIST TARGET: a disk image with the program and the way into Applications.
# Signing and notarising need the publisher's identity: set CODESIGN_IDENTITY to sign.
set -eu
dist=$1 target=$2
app="$dist/CRM Desktop.app"
if [ -n "${CODESIGN_IDENTITY:-}" ]; then
    codesign --force --deep --options runtime --sign "$CODESIGN_IDENTITY" "$app"
fi
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
rm -f "$target"
hdiutil create -volname "CRM Desktop" -srcfolder "$stage" -format UDZO "$target"
