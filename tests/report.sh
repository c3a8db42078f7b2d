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
    expect 1 "$circ" plot --schematic "$circuits/library/cells.circ"
    has err 'cannot be drawn: it has no elements'
}
it "every circuit is drawn" draw_each
it "the name of the file tells the format" formats
it "values, temperatures and overrides are in the drawing" values
it "an array of many is one symbol" folded
it "too many symbols are an error that counts them" too_many
it "without Graphviz it says what to install" without_graphviz
it "what dot complains of is passed on" failing_graphviz
it "errors of files and options" plot_errors

# ---- pages

# Well-formed, and nothing that it would fetch.
whole() { # PAGE
    has "$1" '^<!DOCTYPE html>'
    has "$1" '^</html>$'
    lacks "$1" 'https?:|src=|@import|url\([^#)]|<script|<link|<iframe'
    if command -v xmllint >/dev/null; then xmllint --noout "$1" 2>log || note "$1: $(head -2 log)"; fi
}
# What `circ run` prints is among the cells of the page.
results_in() { # PAGE FILE
    "$circ" run "$2" 2>/dev/null | sed -nE 's/^[^ ].* = (.*)$/\1/p' >numbers
    while read -r number; do
        grep -qF "<td>$number</td>" "$1" || note "$(basename "$2"): the page lacks '$number'"
    done <numbers
}
page_each() {
    for file in "${runnable[@]}"; do
        expect 0 "$circ" report "$file" -o page.html
        whole page.html
        results_in page.html "$file"
        for id in schematic results derived equation solver source; do has page.html "<section id=\"$id\">"; done
    done
}
sections() {
    sed 's/^output/expect Q(hot) < 0 W\noutput/' pair.circ >swept.circ
    echo 'sweep C from 1 fF to 5 fF steps 5' >>swept.circ
    expect 1 "$circ" report swept.circ -o page.html
    whole page.html
    for id in messages plots expects parameters; do has page.html "<section id=\"$id\">"; done
    has page.html '<td class="failed">fails</td>'
    has page.html '<b>error E0403</b>'
    has page.html '<td>5 points, 1 fF to 5 fF</td>'
    # the first row and the last, as circ run has them
    "$circ" run swept.circ 2>/dev/null >table
    for number in $(sed -n '2p;$p' table | grep -oE -- '-?[0-9.]+ [a-zA-Z]+' | tr ' ' _); do
        grep -qF "<td>${number/_/ }</td>" page.html || note "the page lacks '$number'"
    done
}
derived() {
    expect 0 "$circ" report pair.circ -o page.html
    sed 's/^output.*/output C_eff(q), EC(q)\/h, EJ(q)\/h, anharmonicity(q), gamma(hot), n(hot), gamma(cold), ReZ(cold)/' pair.circ >all.circ
    results_in page.html "$PWD/all.circ"
    for mark in '<math display="block">' '<msqrt>' '<th>Residual, up to</th>'; do has page.html "$mark"; done
}
escaped() {
    expect 0 "$circ" report pair.circ -o page.html
    has page.html 'a &lt; b &amp; &#39;c&#39;'
    cp pair.circ "a <b> & c.circ"
    expect 0 "$circ" report "a <b> & c.circ" -o page.html
    whole page.html
    has page.html 'a &lt;b&gt; &amp; c.circ'
}
long_tables() {
    { sed '/^output/d' pair.circ; echo 'output Q(hot)'; echo 'sweep C from 1 fF to 3 fF steps 1001'; } >long.circ
    expect 0 "$circ" report long.circ -o page.html
    whole page.html
    has page.html '>601 more<'
    for C in '1 fF' '1.698 fF' '2.902 fF' '3 fF'; do has page.html "<tr><td>$C</td>"; done
    lacks page.html '<tr><td>1.7 fF</td>'
    lacks page.html '<tr><td>2.9 fF</td>'
}
alike() {
    printf 'transmon q[1:12] (q[*], gnd) C = 70 fF f01 = 5 GHz\n' >many.circ
    printf 'bath a local(q[*]) rate = 1 /us T = 50 mK\nbath b local(q[1:2]) rate = 1 /us T = 90 mK\noutput Q(a)\n' >>many.circ
    expect 0 "$circ" report many.circ -o page.html
    has page.html '<td>q\[1\] to q\[12\] \(12\)</td>'
    has page.html '<td>b</td><td>q\[2\]</td>'
    lacks page.html '<td>b</td><td>q\[3\]</td>'
}
same_bytes() {
    expect 0 "$circ" report pair.circ -o one.html
    expect 0 "$circ" report pair.circ -o two.html
    cmp -s one.html two.html || note "two pages of one circuit differ"
}
without_programs() {
    PATH=$temporary/empty expect 0 "$circ" report pair.circ -p C='2 fF' -o page.html
    has err 'the report has no schematic: schematics are drawn by Graphviz'
    has page.html 'Not drawn: schematics are drawn by Graphviz'
    whole page.html
}
report_errors() {
    expect 1 "$circ" report pair.circ -o absent/page.html
    has err "cannot write 'absent/page.html'"
    expect 1 "$circ" report bad.circ -o none.html
    has err 'error\['
    [ ! -e none.html ] || note "a page was left"
    expect 1 "$circ" report pair.circ -o /dev/full
    has err "cannot write '/dev/full'"
    expect 2 "$circ" report
}
it "every circuit has a page, with the numbers of circ run" page_each
it "a sweep with a failed expect: messages, plots, expects, first and last rows" sections
it "derived quantities, mathematics, solver" derived
it "titles and names are text, whatever is in them" escaped
it "long tables show their start and end" long_tables
it "qubits that are alike share a row" alike
it "a page is the same twice" same_bytes
it "without Graphviz the page says so" without_programs
it "a page that cannot be written, a circuit that cannot be read" report_errors

# ---- in a browser

browser() { # PAGE FLAG...
    local page=$1 profile
    shift
    profile=$(mktemp -d "$temporary/profile.XXXX")
    timeout 120 chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
        --disable-component-update --disable-sync --user-data-dir="$profile" --enable-logging=stderr "$@" "file://$PWD/$page"
}
opened() {
    expect 1 "$circ" report swept.circ -o page.html
    browser page.html --dump-dom >dom 2>console
    for id in schematic messages results plots expects parameters derived equation solver source; do
        has dom "<section id=\"$id\">"
    done
    # the parser closed nothing that was open, and moved nothing
    [ "$(grep -c '<section' dom)" = "$(grep -c '<section' page.html)" ] || note "sections went astray"
    [ "$(grep -o '<svg' dom | wc -l)" = 2 ] || note "there are not two pictures"
    lacks console 'CONSOLE'
}
if command -v chromium >/dev/null; then it "Chromium shows all sections and complains of nothing" opened
else echo "report: no chromium, so no page was opened in a browser"
fi

echo "report: $passed passed, $failed failed"
[ $failed = 0 ]
