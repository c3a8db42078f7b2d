/* import.h - the files that a file imports. */
#ifndef FRONT_IMPORT_H
#define FRONT_IMPORT_H

#include "circ/ast.h"

/* Reads and parses every file that the tree's `import` statements name, and those that they name, each once, and hangs
 * their statements into the bodies of the statements. False after reporting what cannot be imported. */
bool import_files(const CircAst *ast, CircArena *arena, CircDiags *diags);

/* `path` as seen from the directory of the source that names it. */
const char *path_beside(CircArena *arena, const CircSource *source, const char *path);

#endif
