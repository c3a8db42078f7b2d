#!/bin/bash
# Fuzzes the front end for FUZZ_SECONDS, from the circuits of the library and the tests; what it finds it leaves in
# build/fuzz.
fuzzer=$1
corpus=$(dirname "$fuzzer")/corpus
mkdir -p "$corpus"
find circuits tests -name '*.circ' -exec cp --backup=numbered -t "$corpus" {} +
"$fuzzer" -max_total_time="${FUZZ_SECONDS:-60}" -max_len=4096 -timeout=5 -artifact_prefix="$(dirname "$fuzzer")/" \
    -print_final_stats=1 "$corpus"
