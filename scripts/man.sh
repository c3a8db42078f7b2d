#!/bin/sh
# man.sh SECTION PAGE.md: a manual page, circ(SECTION), from a page of docs/, through lowdown. The page's title becomes NAME and
# DESCRIPTION; links become their text; code is bold.
section=$1 page=$2
case $section in
1) what="from superconducting circuits to master equations and heat currents" ;;
5) what="the language of circ: netlists of superconducting circuits" ;;
esac
{
    printf '# NAME\n\ncirc - %s\n\n# DESCRIPTION\n' "$what"
    sed -e '1d' -e 's/\[\([^]]*\)\]([^)]*\.md[^)]*)/\1/g' -e 's/^```[a-z-]*$/```/' "$page"
    printf '\n# SEE ALSO\n\n'
    [ "$section" = 1 ] && echo 'circ(5), which is the language; ngspice(1), gnuplot(1), dot(1)' || echo 'circ(1), the program'
} | lowdown -s -tman --parse-no-super -M title=CIRC -M section="$section" -M source=circ | sed -e 's/\\fC/\\fB/g' -e '/^\.\\" -\*-/d' |
    awk '!($0 == ".LP" && older ~ /^\.S[HS]$/) { print } { older = before; before = $0 }' # a heading ends a paragraph by itself
