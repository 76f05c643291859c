#!/bin/sh
# Finds a JDK 25 or newer by looking at the `release` files that JDKs carry, which costs no extra JVM.
# Read by other scripts, and part of each executable jar.

# Whether the JDK in directory $1 is new enough.
is_new_enough() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  while IFS='="' read -r key _ version _; do
    if [ "$key" = JAVA_VERSION ]; then
      version=${version%%[!0-9]*}
      [ "${version:-0}" -ge 25 ]
      return
    fi
  done <"$1/release"
  return 1
}

# Sets `jdk` to the directory of one that is new enough; fails if there is none.
find_jdk() {
  on_path=$(command -v java 2>/dev/null) && on_path=$(readlink -f "$on_path" 2>/dev/null)
  for jdk in "$JAVA_HOME" "${on_path%/bin/java}" /usr/lib/jvm/* /opt/*jdk* /opt/java/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if is_new_enough "$jdk"; then
      return 0
    fi
  done
  return 1
}
