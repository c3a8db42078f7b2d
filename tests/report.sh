#!/bin/bash
# Schematics and pages: `circ plot --schematic`, `circ report`.
circ=$(realpath "$1") circuits=$(realpath circuits) passed=0 failed=0
temporary=$(mktemp -d) && trap 'rm -rf "$temporary"' EXIT
cd "$temporary" || exit 1

problem=
note() { problem="$problem
    $1"; }
expect() { # STATUS COMMAND...
    local want=$1 status
    shift
    "$@" >out 2>err
    status=$?
    [ $status = "$want" ] || note "exit status $status, expected $want: $(head -3 err)"
}
has() { grep -qE -- "$2" "$1" || note "$1 lacks '$2': $(head -c 300 "$1")"; }
lacks() { ! grep -qE -- "$2" "$1" || note "$1 has '$2'"; }
it() {
    problem=
    "$2"
    if [ -z "$problem" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED report: $1$problem"; fi
}

# The files that can be run: not those that hold definitions alone.
runnable=()
for file in "$circuits"/*.circ "$circuits"/*/*.circ; do
    case $file in */library/*) ;; *) runnable+=("$file") ;; esac
done

cat >pair.circ <<'END_OF_FILE'
circuit pair "a < b & 'c'"
param C = 2 fF
transmon  q    (q, gnd)  C = 70 fF  f01 = 5 GHz
rlc       hot  (h, gnd)  f = 5 GHz  Q = 10  Z = 50 Ohm  T = 110 mK
resistor  cold (c, gnd)  50 Ohm  T = 40 mK
capacitor ch   (q, h)    C
capacitor cc   (q, c)    C
model  levels = 2
output Q(hot), Q(cold), f01(q)
END_OF_FILE

# ---- schematics

draw_each() {
    for file in "${runnable[@]}"; do
        expect 0 "$circ" plot --schematic "$file"
        has out '</svg>'
    done
}
formats() {
    for format in svg png pdf dot; do expect 0 "$circ" plot --schematic pair.circ -o "pair.$format"; done
    has pair.svg '<svg'
    head -c 8 pair.png | grep -q PNG || note "pair.png is no PNG"
    head -c 5 pair.pdf | grep -q %PDF || note "pair.pdf is no PDF"
    has pair.dot '^digraph'
}
values() {
    expect 0 "$circ" plot --schematic pair.circ -p C='3 fF'
    for text in '70 fF' '5 GHz' '>3 fF' '50 Ohm' '110 mK' '40 mK' qubit; do has out "$text"; done
    # the cold end of the scale and the hot one
    has out '#2166ac'
    has out '#b2182b'
}
folded() {
    printf 'param N = 500\ntransmon q[1:N] (q[*], gnd) C = 70 fF f01 = 5 GHz\nresistor r (h, gnd) 50 Ohm T = 50 mK\n' >many.circ
    echo 'capacitor c[1:N] (q[*], h) 2 fF' >>many.circ
    expect 0 "$circ" plot --schematic many.circ
    has out 'q\[1:500\]'
    lacks out 'q\[2\]'
}
too_many() {
    for i in $(seq 450); do echo "resistor r$i (n, gnd) 50 Ohm T = 50 mK"; done >long.circ
    echo "transmon q (n, gnd) C = 70 fF f01 = 5 GHz" >>long.circ
    expect 1 "$circ" plot --schematic long.circ
    has err '451 symbols'
}
# Nothing but circ itself is in this PATH.
without_graphviz() {
    mkdir -p empty
    PATH=$temporary/empty expect 1 "$circ" plot --schematic pair.circ -o none.svg
    has err "schematics are drawn by Graphviz, which is not installed; install Debian's graphviz"
    [ ! -e none.svg ] || note "a file was left"
    PATH=$temporary/empty expect 0 "$circ" plot --schematic pair.circ -o none.dot
    has none.dot '^digraph'
}
failing_graphviz() {
    mkdir -p broken
    printf '#!/bin/sh\necho "no fonts" >&2\nexit 3\n' >broken/dot
    chmod +x broken/dot
    PATH=$temporary/broken:$PATH expect 1 "$circ" plot --schematic pair.circ
    has err "dot failed: no fonts"
}
plot_errors() {
    expect 2 "$circ" plot --schematic pair.circ -o pair.gif
    has err "'pair.gif' does not say what it is"
    expect 2 "$circ" plot --schematic pair.circ -f gnuplot
    expect 2 "$circ" plot pair.circ -f dot
    expect 1 "$circ" plot --schematic pair.circ -o absent/pair.svg
    has err "cannot write 'absent/pair.svg'"
    echo 'transmon q (q, gnd) C = 70 GHz f01 = 4 GHz' >bad.circ
    expect 1 "$circ" plot --schematic bad.circ
    has err 'error\['
}
it "every circuit is drawn" draw_each
it "the name of the file tells the format" formats
it "values, temperatures and overrides are in the drawing" values
it "an array of many is one symbol" folded
it "too many symbols are an error that counts them" too_many
it "without Graphviz it says what to install" without_graphviz
it "what dot complains of is passed on" failing_graphviz
it "errors of files and options" plot_errors

echo "report: $passed passed, $failed failed"
[ $failed = 0 ]
