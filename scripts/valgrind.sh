#!/bin/bash
# The light suites of the unit tests and one run of each command under valgrind: no invalid access, no leak. The suites
# of physics take hours there; `make asan` has them.
build=$1
memcheck() { # COMMAND...
    valgrind --quiet --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite --log-fd=9 "$@" 9>&2 >/dev/null 2>&1
}
memcheck "$build/unit_tests" base front circuit_graph touchstone study emit &&
    memcheck "$build/circ" check circuits/heat_valve.circ &&
    memcheck "$build/circ" run circuits/heat_valve.circ --format json &&
    memcheck "$build/circ" show circuits/heat_valve.circ --format json && echo "valgrind: fine"
