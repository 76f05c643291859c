#!/bin/sh
# This file is a jar with a shell script before it: it runs as a program and as `java -jar` alike.
# The script finds a JDK 25 or newer by looking at the `release` files that JDKs carry, which costs no
# extra JVM, and sets the JVM up for a small process, one of many.

self=$0

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

find_jdk() {
  on_path=$(command -v java 2>/dev/null) && on_path=$(readlink -f "$on_path" 2>/dev/null)
  for jdk in "$JAVA_HOME" "${on_path%/bin/java}" /usr/lib/jvm/* /opt/*jdk* /opt/java/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if is_new_enough "$jdk"; then
      return 0
    fi
  done
  return 1
}

if ! find_jdk; then
  echo "$self needs a JDK 25 or newer: install one, or set JAVA_HOME to it." >&2
  exit 127
fi

# STDOUT belongs to messages: what the JVM itself has to say goes to STDERR, and only errors at that.
# Performance data, a file that JVMs fight over, is switched off. A cache that is missing or stale is
# passed over without a word.
cache=${self%.jar}.aot
if [ -n "$GLOMERS_TRAIN" ]; then
  set -- "-XX:AOTCacheOutput=$cache" -XX:+UseSerialGC -jar "$self" "$@"
else
  if [ -r "$cache" ]; then
    set -- "-XX:AOTCache=$cache" -Xlog:aot=off -Xlog:cds=off -jar "$self" "$@"
  else
    set -- -Xshare:auto -jar "$self" "$@"
  fi
  set -- -XX:+UseSerialGC -Xms16m -Xmx256m -Xss512k "$@"
fi
exec "$jdk/bin/java" -XX:-UsePerfData -Xlog:disable -Xlog:all=error:stderr \
  -XX:+DisplayVMOutputToStderr $GLOMERS_JVM_OPTIONS "$@"
