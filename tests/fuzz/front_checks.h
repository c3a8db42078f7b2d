/* front_checks.h - what must hold of any text: for the fuzzers of the front end. Each check aborts where it
 * does not. */
#ifndef FRONT_CHECKS_H
#define FRONT_CHECKS_H

#include <stddef.h>

/* A text, and another one that it may import as "library.circ" (NULL: none), through the front end: the tree
 * prints as a text that has the same tree, the formatter keeps the tree and is content with its own work, and
 * a netlist brought to other values of its parameters is that of an elaboration with them. Never in more
 * memory than a fixed limit. */
void front_check(const char *text, size_t length, const char *library);

#endif
