#!/bin/sh
# Fails with a sentence if there is no JDK 25 or newer on this machine.
. "${0%/*}/find-jdk.sh"
find_jdk || {
  echo "A JDK 25 or newer is needed: install one, or set JAVA_HOME to it." >&2
  exit 1
}
