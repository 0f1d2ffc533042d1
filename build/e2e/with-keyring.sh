#!/bin/bash
# Runs "$@" in a private D-Bus session with an unlocked Secret Service of its own, gone when the command ends.
# The password must not be empty: gnome-keyring makes no collection then.
set -euo pipefail
if [ "${1:-}" != --inner ]; then exec dbus-run-session -- "$0" --inner "$@"; fi
shift
work=$(mktemp -d)
export XDG_DATA_HOME=$work/data XDG_RUNTIME_DIR=$work/run
mkdir -p "$XDG_DATA_HOME/keyrings" "$XDG_RUNTIME_DIR"
chmod 700 "$XDG_RUNTIME_DIR"
printf 'throw-away' | gnome-keyring-daemon --components=secrets --unlock --foreground >/dev/null 2>"$work/keyring.log" &
keyring=$!
trap 'kill $keyring 2>/dev/null || true; wait $keyring 2>/dev/null || true; rm -rf "$work"' EXIT
owned() {
  dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets 2>/dev/null | grep -q 'boolean true'
}
for _ in $(seq 200); do
  if owned; then break; fi
  sleep 0.05
done
if ! owned; then
  echo "The Secret Service did not start: $(cat "$work/keyring.log")" >&2
  exit 1
fi
"$@"
