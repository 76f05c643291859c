#!/bin/sh
# Makes the ahead-of-time cache beside an executable jar, by a training run of the real program:
#   train.sh program.jar lines.jsonl [argument ...]
# runs it with the arguments and feeds it the lines, many times over. Without a cache the program works as
# well, only slower to start: so a failure here is reported, and passed over.
program=$1
lines=$2
shift 2
awk '{ line[NR] = $0 }
  END { for (round = 0; round < 200; round++) for (i = 1; i <= NR; i++) print line[i] }' "$lines" |
  GLOMERS_TRAIN=1 "$program" "$@" >"$program.training.log" 2>&1 ||
  echo "no ahead-of-time cache for $program: see $program.training.log" >&2
exit 0
