
# What follows this script is a jar: the file runs as a program and as `java -jar` alike. The script sets
# the JVM up for a small process, one of many.

self=$0

if ! find_jdk; then
  echo "$self needs a JDK 25 or newer: install one, or set JAVA_HOME to it." >&2
  exit 127
fi

# STDOUT belongs to messages: what the JVM itself has to say goes to STDERR, and only errors at that.
# Performance data, a file that JVMs fight over, is switched off. A cache that is missing or stale is
# passed over without a word.
cache=${self%.jar}.aot
if [ -n "$GLOMERS_TRAIN" ]; then
  set -- "-XX:AOTCacheOutput=$cache" -XX:+UseSerialGC $GLOMERS_JVM_OPTIONS -cp "$self" "$main_class" "$@"
else
  if [ -r "$cache" ]; then
    set -- "-XX:AOTCache=$cache" -cp "$self" "$main_class" "$@"
  else
    set -- -Xshare:auto -cp "$self" "$main_class" "$@"
  fi
  # What the environment asks for comes last, and so counts.
  set -- -XX:+UseSerialGC $jvm_options $GLOMERS_JVM_OPTIONS "$@"
fi
exec "$jdk/bin/java" -XX:-UsePerfData -XX:+DisplayVMOutputToStderr \
  -Xlog:disable -Xlog:all=error:stderr -Xlog:aot=off:stderr -Xlog:cds=off:stderr "$@"
