#!/bin/bash
# Static analysis of our sources (not of generated ones); quiet where there is nothing to say. Arguments: compiler flags.
status=0
mapfile -t sources < <(ls src/*/*.c)
printf '%s\0' "${sources[@]}" |
    xargs -0 -P "$(nproc)" -n 4 sh -c 'flags=$1; shift; clang-tidy --quiet "$@" -- $flags 2>/dev/null' sh "$*" || status=1
cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,performance,portability --inline-suppr \
    --suppress=missingIncludeSystem --suppressions-list=.cppcheck -j "$(nproc)" -Iinclude -Isrc "${sources[@]}" || status=1
exit $status
