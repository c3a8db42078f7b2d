#!/bin/bash
# `circ emit` of every circuit of the library and of tests/peers/emit, without sweeps: all targets are written, twice the same;
# QuTiP finds the currents of `circ run`; JSON fits its schema; LaTeX compiles; Julia parses. (SPICE: test_spice_deck.c.)
circ=$1 passed=0 failed=0
root=$(mktemp -d) && trap 'rm -rf "$root"' EXIT
temporary=$root/circuits
mkdir "$temporary"
cp circuits/devices/*.s?p "$temporary" # what the circuits read
cp -r circuits/library "$root"

fail() { failed=$((failed + 1)); echo "FAILED emit: $*"; }
pass() { passed=$((passed + 1)); }

write_targets() { # NAME
    local file=$temporary/$1.circ name=$temporary/$1 target extension
    for target in json:json qutip:py julia:jl latex:tex spice:cir; do
        extension=${target#*:} target=${target%:*}
        if ! "$circ" emit "$file" --target "$target" -o "$name.$extension" 2>"$temporary/log"; then
            fail "$1 cannot be written for $target"; head -3 "$temporary/log"
        elif ! "$circ" emit "$file" --target "$target" 2>/dev/null | cmp -s - "$name.$extension"; then
            fail "$1 for $target is not the same twice"
        else pass
        fi
    done
}

names=()
for file in circuits/*.circ circuits/*/*.circ tests/peers/emit/*.circ; do
    case $file in circuits/library/*) continue ;; esac # definitions only
    name=$(basename "$file" .circ)
    if grep -q '^transient' "$file"; then
        echo "SKIPPED: $file is a transient; its steady state is not compared"
        continue
    fi
    names+=("$name")
    grep -vE '^(sweep|plot) ' "$file" >"$temporary/$name.circ"
    "$circ" run "$temporary/$name.circ" --format json >"$temporary/$name.run.json" 2>/dev/null # an expect may fail
    write_targets "$name"
done

# A Python that has QuTiP: Debian's is not always the first on the path.
python=python3
for candidate in /usr/bin/python3 python3; do
    "$candidate" -c 'import qutip' 2>/dev/null && { python=$candidate; break; }
done
if command -v "$python" >/dev/null; then
    "$python" tests/peers/emit_check.py "$temporary" docs/model.schema.json >"$temporary/checks" 2>&1
    sed '$d' "$temporary/checks"
    read -r fine wrong <<<"$(tail -1 "$temporary/checks")"
    case $fine$wrong in
    '' | *[!0-9]*) fail "emit_check.py broke off" ;;
    *) passed=$((passed + fine)) failed=$((failed + wrong)) ;;
    esac
else
    echo "SKIPPED: no Python; emitted scripts, JSON and Julia not looked at"
fi

if command -v pdflatex >/dev/null; then
    for name in heat_valve fig3a direct_capacitor third_level names exchange_levels secular_partial; do
        if (cd "$temporary" && pdflatex -interaction=nonstopmode -halt-on-error "$name.tex" >log 2>&1); then pass
        else fail "LaTeX does not compile $name"; grep -A2 '^!' "$temporary/log"
        fi
    done
else
    echo "SKIPPED: no pdflatex (make deps-peers installs it); emitted LaTeX not compiled"
fi

parse_julia='for path in ARGS, part in Meta.parseall(read(path, String)).args
    part isa Expr && part.head in (:error, :incomplete) && (println(path, ": ", part); exit(1))
end'
if command -v julia >/dev/null; then
    if julia --startup-file=no -e "$parse_julia" "$temporary"/*.jl; then pass
    else fail "Julia does not parse its scripts"
    fi
else
    echo "SKIPPED: no Julia; of its scripts only brackets and blocks are checked"
fi

echo "emit: $passed passed, $failed failed"
[ $failed = 0 ]
