#!/bin/sh
# Makes the ahead-of-time cache beside an executable jar, by a training run of the real program:
#   train.sh program.jar lines.jsonl [argument ...]
# runs it with the arguments and feeds it the lines, many times over. Without a cache the program works as
# well, only slower to start: so a failure here is reported, and passed over.
program=$1
lines=$2
shift 2
repeat=2000
while [ "$repeat" -gt 0 ]; do
  cat "$lines"
  repeat=$((repeat - 1))
done | GLOMERS_TRAIN=1 "$program" "$@" >"$program.training.log" 2>&1 ||
  echo "no ahead-of-time cache for $program: see $program.training.log" >&2
exit 0
