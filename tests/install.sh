#!/bin/bash
# `make install` puts a library in place that a program can be compiled against through pkg-config.
build=$1 mode=$(basename "$1") passed=0 failed=0
temporary=$(mktemp -d) && trap 'rm -rf "$temporary"' EXIT

test_that() { # WHAT COMMAND...
    local what=$1
    shift
    if "$@" >"$temporary/log" 2>&1; then passed=$((passed + 1))
    else failed=$((failed + 1)); echo "FAILED install: $what"; cat "$temporary/log"
    fi
}

cat >"$temporary/program.c" <<'END'
#include <circ/study.h>

int main(void)
{
    static const char text[] = "circuit c\n"
                               "transmon q (q, gnd) C = 70 fF f01 = 4 GHz\n"
                               "bath b local(q) rate = 1 /ns T = 100 mK\n"
                               "output Q(b)\n";
    CircArena *arena = circ_arena_create();
    CircSources *sources = circ_sources_create(arena);
    CircDiags *diags = circ_diags_create(arena, sources);
    const CircSource *source = circ_sources_add(sources, "c.circ", text, sizeof text - 1);
    const CircAst *ast = circ_parse(source, arena, diags);
    const CircResults *results = ast ? circ_study(ast, 0, NULL, &(CircSolveOptions){0}, arena, diags) : NULL;
    circ_diags_print(diags, stderr, false);
    int rows = results ? results->n_rows : 0;
    circ_arena_free(arena);
    return rows == 1 ? 0 : 1;
}
END
root=$temporary/root
flags() { PKG_CONFIG_SYSROOT_DIR= PKG_CONFIG_PATH=$root/lib/pkgconfig pkg-config "$@" circ; }
compile() { # shellcheck disable=SC2046
    ${CC:-cc} -std=c11 $([ "$mode" = asan ] && echo -fsanitize=address,undefined) $(flags --cflags) \
        -o "$temporary/program" "$temporary/program.c" $(flags --libs)
}
is_circ() { "$root/bin/circ" --version | grep -q '^circ [0-9]'; }
staged() { make -s MODE="$mode" install DESTDIR="$temporary/stage" PREFIX=/usr && [ -x "$temporary/stage/usr/bin/circ" ]; }

test_that "make install" make -s MODE="$mode" install PREFIX="$root"
test_that "the program runs" is_circ
test_that "a program compiles against pkg-config circ" compile
test_that "it runs" "$temporary/program"
test_that "DESTDIR is honoured" staged

echo "install: $passed passed, $failed failed"
[ $failed = 0 ]
