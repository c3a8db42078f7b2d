#!/bin/bash
# Fuzzes the front end with each of these fuzzers for FUZZ_SECONDS: fuzz_front begins with the circuits of the library and the
# tests, fuzz_grammar makes its texts itself. What they find they leave beside themselves.
status=0
for fuzzer in "$@"; do
    directory=$(dirname "$fuzzer")
    corpus=$directory/corpus_$(basename "$fuzzer")
    mkdir -p "$corpus"
    options=()
    if [[ $fuzzer == *fuzz_front ]]; then
        find circuits tests -name '*.circ' -exec cp --backup=numbered -t "$corpus" {} +
        options=(-dict=tests/fuzz/circ.dict)
    fi
    "$fuzzer" -max_total_time="${FUZZ_SECONDS:-60}" -max_len=4096 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$directory/$(basename "$fuzzer")-" "${options[@]}" "$corpus" || status=1
done
exit $status
