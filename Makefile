# circ: `make demo` and `make test` install what is missing and do the rest. Built out of tree, in build/$(MODE).

MODE   ?= release
B      := build/$(MODE)
PREFIX ?= /usr/local
VERSION := 0.1.0

CC     ?= cc
PKGS   := jansson
STD    := -std=c11 -D_POSIX_C_SOURCE=200809L
WARN   := -Wall -Wextra -Wpedantic -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wwrite-strings
OPT.release  := -O2 -g
OPT.asan     := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
OPT.valgrind := -O1 -g
OPT.coverage := -O0 -g --coverage
CFLAGS  += $(STD) $(WARN) $(OPT.$(MODE)) -Iinclude -Isrc -I$(B)/gen -DCIRC_VERSION='"$(VERSION)"' $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
LDLIBS  += $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lm

GEN  := $(B)/gen/circ.tab.c $(B)/gen/circ.lex.c
SRC  := $(filter-out src/cli/%,$(wildcard src/*/*.c))
LIB_OBJ := $(SRC:%.c=$(B)/%.o) $(GEN:.c=.o)
CLI_OBJ := $(patsubst %.c,$(B)/%.o,$(wildcard src/cli/*.c))
TEST_OBJ := $(patsubst %.c,$(B)/%.o,$(wildcard tests/unit/*.c tests/physics/*.c))
BENCH_BIN := $(patsubst bench/%.c,$(B)/bench/%,$(wildcard bench/*.c))
LIB := $(B)/libcirc.a
BIN := $(B)/circ

.PHONY: all deps demo test unit golden bench asan check format install clean fuzz bless
.DELETE_ON_ERROR:

all: $(BIN)

deps:
	@sh scripts/deps.sh deb:gcc deb:make deb:pkg-config deb:flex deb:bison pkg:jansson:libjansson-dev pkg:cunit:libcunit1-dev

$(BIN): $(CLI_OBJ) $(LIB)
	$(CC) $(CFLAGS) -o $@ $(CLI_OBJ) $(LIB) $(LDLIBS)

$(LIB): $(LIB_OBJ)
	$(AR) rcs $@ $?

$(B)/%.o: %.c | $(GEN)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<

# The generated code is flex's and bison's: it is compiled, but not held to our warnings.
$(B)/gen/%.o: $(B)/gen/%.c
	$(CC) $(filter-out $(WARN),$(CFLAGS)) -MMD -MP -c -o $@ $<

$(B)/gen/circ.tab.c $(B)/gen/circ.tab.h &: grammar/circ.y
	@mkdir -p $(B)/gen
	bison -Wall -Werror --header=$(B)/gen/circ.tab.h -o $(B)/gen/circ.tab.c $<

$(B)/gen/circ.lex.c $(B)/gen/circ.lex.h &: grammar/circ.l $(B)/gen/circ.tab.h
	flex --header-file=$(B)/gen/circ.lex.h -o $(B)/gen/circ.lex.c $<

$(B)/unit_tests: $(TEST_OBJ) $(LIB)
	$(CC) $(CFLAGS) -o $@ $(TEST_OBJ) $(LIB) $(LDLIBS) $(shell pkg-config --libs cunit)

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(TEST_OBJ:.o=.d)

clean:
	rm -rf build
