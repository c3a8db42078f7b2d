#!/bin/bash
# A file includes only its own layer and those below. Headers under include/circ belong to layers too.
below= passed=0 failed=0

public() { # the public headers of a layer
    case $1 in
    base) echo "explain|arena|source|diag|diag_codes|status|constants" ;;
    front) echo "value|ast|netlist|evaluate|quantity" ;;
    fmt) echo "format" ;;
    circuit) echo "circuit" ;;
    model) echo "model" ;;
    solve) echo "solution" ;;
    emit) echo "results" ;;
    store) echo "batch" ;;
    study) echo "study" ;;
    esac
}

for layer in base linalg front fmt circuit model solve emit store study lsp cli; do
    headers=$(public $layer)
    below="$below${below:+|}$layer/${headers:+|circ/($headers)\.(h|def)\"}"
    files=$(find src/$layer include/circ -name '*.[ch]' -path "src/*"
            for h in ${headers//|/ }; do ls include/circ/$h.* 2>/dev/null; done)
    [ -z "$files" ] && continue
    # shellcheck disable=SC2086
    bad=$(grep -nE '#include "[a-z]+/' /dev/null $files | grep -vE "#include \"($below)")
    if [ -z "$bad" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "upward include:"; echo "$bad"; fi
done

unmapped=$(for h in include/circ/*; do
    name=$(basename "$h"); name=${name%.*}
    for layer in base front fmt circuit model solve emit store study; do
        case "|$(public $layer)|" in *"|$name|"*) continue 2 ;; esac
    done
    echo "$h"
done)
[ -z "$unmapped" ] || { failed=$((failed + 1)); echo "in no layer: $unmapped"; }

echo "layers: $passed passed, $failed failed"
[ $failed = 0 ]
