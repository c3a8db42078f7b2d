#!/bin/bash
# bench.sh BUILD [large]: time and memory, beside QuTiP where it is installed, as tables for docs/performance.md.
# Times are medians of wall-clock times. `large` adds ten distinct qubits.
build=$1 large=$2
circ=$build/circ
temporary=$(mktemp -d) && trap 'rm -rf "$temporary"' EXIT
export OPENBLAS_NUM_THREADS=1 # as circ sets it

for python in /usr/bin/python3 python3 ''; do
    [ -z "$python" ] || "$python" -c 'import qutip' 2>/dev/null && break
done
[ -n "$python" ] || echo "QuTiP is not installed ('make deps-peers' does that): its columns are empty"

program() { "$build/bench/$1" "${@:2}"; }                              # NAME ARGUMENT...: a row of raw numbers
peer() { [ -z "$python" ] || "$python" "bench/peer_$1.py" "${@:2}"; }    # likewise
row() { printf '|'; printf ' %s |' "$@"; echo; }
head_of() { echo; row "$@"; printf '|'; for _; do printf ' --- |'; done; echo; }

# Seconds as a time that people read; "" stays empty.
time_of() {
    [ -z "$1" ] || awk -v s="$1" 'BEGIN {
        if (s < 1e-3) printf "%.3g us", 1e6*s; else if (s < 1) printf "%.3g ms", 1e3*s; else printf "%.3g s", s }'
}
ratio() { [ -z "$1" ] || awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2g", a/b }'; }

# The exponent p of y ~ x^p by least squares in the logarithms of lines "x y".
exponent() {
    awk '$1 > 0 && $2 > 0 { x = log($1); y = log($2); n++; sx += x; sy += y; xx += x*x; xy += x*y }
         END { printf "%.2f", (n*xy - sx*sy)/(n*xx - sx*sx) }'
}

# ---- the ladder

ladder_rows() { # GAMMA_P T_P N...: rows, and lines "states seconds MB" into $temporary/ladder
    local gamma_p=$1 T_p=$2 N states cycles seconds MB residual neglected Jz
    shift 2
    for N; do
        read -r states cycles seconds MB residual neglected Jz < <(program bench_ladder 5 "$N" "$gamma_p" "$T_p") || return
        echo "$states $seconds $MB" >>"$temporary/ladder"
        row "$T_p K" "$N" "$states" "$cycles" "$(time_of "$seconds")" "$MB MB" "$residual" "$neglected"
    done
}

ladder_table() { # TITLE GAMMA_P "T_P..." N...
    local title=$1 gamma_p=$2 T_p
    : >"$temporary/ladder"
    echo; echo "$title"
    head_of T_p N states cycles time 'peak memory' residual neglected
    for T_p in $3; do ladder_rows "$gamma_p" "$T_p" "${@:4}"; done
    echo
    echo "Time grows as states^$(exponent <"$temporary/ladder"), memory as states^$(
        awk -v base="$(program bench_ladder 1 2 1e7 0.05 | cut -f 4)" '{ print $1, $3 - base }' "$temporary/ladder" |
        exponent)."
}

piqs_table() {
    local N=400 s seconds MB Jz mine
    read -r seconds MB Jz < <(peer piqs $N 0.01e9 0.05) || return
    mine=$(program bench_ladder 5 $N 0.01e9 0.05)
    s=$(cut -f 3 <<<"$mine")
    echo; echo "The ladder and PIQS (its matrix of rates, SuperLU), N = $N, T_p = 0.05 K:"
    head_of '' time 'peak memory' '<J_z>'
    row circ "$(time_of "$s")" "$(cut -f 4 <<<"$mine") MB" "$(cut -f 7 <<<"$mine")"
    row PIQS "$(time_of "$seconds")" "$MB MB" "$Jz"
    row ratio "$(ratio "$seconds" "$s")" "$(ratio "$MB" "$(cut -f 4 <<<"$mine")")" ''
}

# ---- qubits that differ

sector_row() { # RUNS CASE N WHAT [PEER]
    local unknowns iterations seconds MB residual hot peer_seconds='' peer_MB='' peer_hot=''
    read -r unknowns iterations seconds MB residual hot < <(program bench_sector "$1" "$2" "$3") || return
    [ -z "$5" ] || read -r peer_seconds peer_MB peer_hot < <(peer qutip "$3")
    row "$4" "$unknowns" "$iterations" "$(time_of "$seconds")" "$MB MB" "$residual" "$(time_of "$peer_seconds")" \
        "${peer_MB:+$peer_MB MB}" "$(ratio "$peer_seconds" "$seconds")" \
        "${peer_hot:+$(awk -v a="$hot" -v b="$peer_hot" 'BEGIN { d = a/b - 1; printf "%.1g", d < 0 ? -d : d }')}"
}

sector_table() {
    echo; echo "Qubits that differ, solver time; QuTiP: steadystate, direct method, on the same model:"
    head_of model unknowns iterations time 'peak memory' residual QuTiP 'its memory' 'ratio of times' 'difference in Q(hot)'
    local N
    for N in 2 3 4 5 6; do sector_row 15 distinct $N "$N distinct qubits" peer; done
    for N in 7 8; do sector_row 5 distinct $N "$N distinct qubits"; done
    [ "$large" != large ] || sector_row 1 distinct 10 "10 distinct qubits"
    for N in 4 6; do sector_row 5 exchange $N "$N in a chain with exchange"; done
    for N in 5 10 20; do sector_row 3 groups $((2 * N)) "two groups of $N"; done
}

# ---- whole processes, and the stages before the solver

valve() { # N [MORE STATEMENTS]: N identical qubits between two baths, with a local one
    cat <<END
circuit valve
param N = $1
param T_p = 50 mK
transmon q[1:N] (q[*], gnd)  C = 70 fF  f01 = 4 GHz
bath hot   collective(q[*])  rate = 0.5 /ns   T = 384 mK
bath cold  collective(q[*])  rate = 0.5 /ns   T = 96 mK
bath stray local(q[*])       rate = 0.01 /ns  T = T_p
output Q(hot), Q(cold), Q(stray)
$2
END
}

network() { # 200 nodes in a chain, a resistor at every fourth, a qubit at both ends
    cat <<END
circuit network
transmon a (n[1], gnd)   C = 70 fF  EJ = 9.2 GHz
transmon b (n[200], gnd) C = 70 fF  EJ = 9.4 GHz
capacitor g[1:200] (n[*], gnd)  20 fF
resistor r[1:50] (t[*], gnd)  R = 50 Ohm  T = 50 mK
model coupling = exact
END
    for i in $(seq 199); do echo "capacitor c$i (n[$i], n[$((i + 1))]) 4 fF"; done
    for i in $(seq 50); do echo "capacitor k$i (n[$((4 * i - 2))], t[$i]) 2 fF"; done
}

chain() { # N elements, each in a line of its own
    awk -v n="$1" 'BEGIN { print "circuit chain"; for (i = 1; i <= n/2; i++)
        printf "transmon q%d (n%d, gnd) C = %d fF EJ = 9 GHz\ncapacitor c%d (n%d, n%d) 2 fF\n", i, i, 60 + i%9, i, i, i + 1 }'
}

cells() { # N instances of a subcircuit
    cat <<END
circuit cells
subcircuit cell(a; C_c = 4 fF) {
    transmon  q (n, gnd)  C = 70 fF  EJ = 9 GHz
    capacitor c (n, a)    C_c
}
cell x[1:$1] (bus)
END
}

exact_pair() { # the first example, without its expects
    grep -v '^expect' circuits/heat_valve.circ
}

distinct_pair() { # two qubits, coupled to each other and each to a resistor
    cat <<END
circuit pair
transmon a (a, gnd)  C = 70 fF  f01 = 4.2 GHz
transmon b (b, gnd)  C = 65 fF  f01 = 4.5 GHz
resistor hot  (h, gnd)  50 Ohm  T = 300 mK
resistor cold (c, gnd)  50 Ohm  T = 30 mK
capacitor ah (a, h)  4 fF
capacitor bc (b, c)  3 fF
capacitor ab (a, b)  1 fF
END
}

process_row() { # RUNS WHAT FILE TARGET
    local seconds MB
    read -r seconds MB < <(program measure "$1" "$circ" run "$3" --format json) || return
    row "$2" "$(time_of "$seconds")" "$MB MB" "$4"
}

process_table() {
    echo; echo "circ run FILE --format json, as whole processes:"
    head_of circuit time 'peak memory' 'to be'
    process_row 21 "Fig. 5(b): N = 2, 46 points" circuits/andolina2024/fig5b.circ '< 50 ms'
    for n in 1 400 1000 1000000; do valve $n >"$temporary/valve$n.circ"; done
    process_row 21 "one qubit" "$temporary/valve1.circ"
    process_row 11 "valve, N = 400" "$temporary/valve400.circ" '< 50 ms'
    process_row 11 "valve, N = 1,000" "$temporary/valve1000.circ" '< 500 ms, 100 MB'
    process_row 3 "valve, N = 1,000,000" "$temporary/valve1000000.circ" '< 5 s, 1 GB'
    valve 2 "sweep T_p from 50 mK to 500 mK steps 10000" >"$temporary/points.circ"
    process_row 5 "valve, N = 2, 10,000 temperatures" "$temporary/points.circ" '< 200 ms'
    { exact_pair; echo "sweep T_p from 50 mK to 500 mK steps 10000"; } >"$temporary/exact_points.circ"
    process_row 5 "heat valve, exact coupling, 10,000 temperatures" "$temporary/exact_points.circ" '< 200 ms'
    sed 's/T_p from 50 mK to 500 mK/C_c from 1 fF to 6 fF/' "$temporary/exact_points.circ" >"$temporary/capacitors.circ"
    process_row 3 "the same, 10,000 capacitances" "$temporary/capacitors.circ"
}

text_row() { # WHAT FILE TARGET
    local times time cells=()
    read -r -a times < <(program bench_text 301 "$2") || return
    for time in "${times[@]}"; do cells+=("$(time_of "$time")"); done
    row "$1" "${cells[@]}" "$3"
}

text_table() {
    echo; echo "From the text to results, inside a process; all: of a study from its text, outputs included:"
    head_of circuit parse netlist circuit model solution all 'to be'
    exact_pair >"$temporary/pair.circ"
    text_row "circuits/heat_valve.circ, two alike" "$temporary/pair.circ" '< 400 us'
    distinct_pair >"$temporary/distinct.circ"
    text_row "two that differ, EJ from f01" "$temporary/distinct.circ" '< 400 us'
}

stage_row() { # RUNS STAGE FILE WHAT TARGET
    local seconds MB
    read -r seconds MB < <(program bench_stages "$1" "$2" "$3") || return
    row "$4" "$(time_of "$seconds")" "$MB MB" "$5"
}

stage_table() {
    echo; echo "From the text to a stage, inside a process:"
    head_of circuit time 'peak memory' 'to be'
    stage_row 101 model circuits/heat_valve.circ "heat valve, N = 2, to the model" '< 2 ms'
    network >"$temporary/network.circ"
    stage_row 3 circuit "$temporary/network.circ" "250 nodes, 50 resistors, to the circuit" '< 1 s'
    for n in 10000 100000; do
        chain $n >"$temporary/chain.circ"
        stage_row 5 netlist "$temporary/chain.circ" "$n elements, a line each, to the netlist" "$([ $n = 10000 ] || echo '< 1 s, 500 MB')"
    done
    cells 50000 >"$temporary/cells.circ"
    stage_row 5 netlist "$temporary/cells.circ" "50000 instances of two elements, to the netlist" '< 1 s, 500 MB'
}

# ---- libraries of circuits

batch_run() { # RUNS ARGUMENT...: median seconds of a batch into a fresh database
    local runs=$1
    shift
    for _ in $(seq "$runs"); do
        rm -f "$temporary/batch.sqlite"
        "$circ" batch "$temporary/variants" -o "$temporary/batch.sqlite" "$@" 2>&1 | sed -nE 's/.* done in ([0-9.]+) s.*/\1/p'
    done | sort -g | sed -n "$(((runs + 1) / 2))p"
}

batch_table() {
    local one two again scripts name
    bash bench/variants.sh "$temporary/variants" 1000
    one=$(batch_run 9 -j 1)
    two=$(batch_run 9 -j 2)
    again=$(for _ in 1 2 3 4 5; do
        "$circ" batch "$temporary/variants" -o "$temporary/batch.sqlite" -j 1 --resume 2>&1 | sed -nE 's/.* done in ([0-9.]+) s.*/\1/p'
    done | sort -g | sed -n 3p)
    echo; echo "circ batch, 1,000 circuits of two qubits that all differ, from text to SQLite:"
    head_of '' 'a circuit' 'circuits a second' 'to be'
    row '-j 1' "$(time_of "$(awk -v s="$one" 'BEGIN { print s/1000 }')")" "$(awk -v s="$one" 'BEGIN { printf "%.0f", 1000/s }')" '> 2000'
    row '-j 2' "$(time_of "$(awk -v s="$two" 'BEGIN { print s/1000 }')")" "$(awk -v s="$two" 'BEGIN { printf "%.0f", 1000/s }')" \
        "1.8 times that; it is $(ratio "$one" "$two")"
    row '--resume, nothing changed' "$(time_of "$(awk -v s="$again" 'BEGIN { print s/1000 }')")" '' '< 50 us'
    [ -n "$python" ] || return
    for name in $(ls "$temporary/variants" | head -40); do
        "$circ" emit "$temporary/variants/$name" -t qutip -o "$temporary/${name%.circ}.py" 2>/dev/null
    done
    scripts=$("$python" bench/peer_scripts.py "$temporary"/variant_*.py)
    row "the same as QuTiP scripts, 40 of them, without import" "$(time_of "$scripts")" "$(awk -v s="$scripts" 'BEGIN { printf "%.0f", 1/s }')" ''
}

ladder_table "The ladder, solver time, with the article's parameters (gamma_p = 0.01 /ns):" 0.01e9 "0.05 0.45" \
    400 1000 10000 100000 1000000
ladder_table "The ladder with a hot and strong local bath (gamma_p = 5 /ns, ten times that of the collective ones):" 5e9 2 \
    2000 10000 100000
[ -z "$python" ] || piqs_table
sector_table
process_table
stage_table
text_table
batch_table
