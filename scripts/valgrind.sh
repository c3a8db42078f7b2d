#!/bin/bash
# The unit tests and one run of each command under valgrind: no invalid access, no leak.
build=$1
memcheck() { valgrind --quiet --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite "$@" >/dev/null; }
memcheck "$build/unit_tests" && memcheck "$build/circ" check circuits/heat_valve.circ &&
    memcheck "$build/circ" run circuits/heat_valve.circ --format json &&
    memcheck "$build/circ" show circuits/heat_valve.circ --format json && echo "valgrind: fine"
