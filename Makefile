# circ: `make demo` and `make test` install what is missing and do the rest. Built out of tree, in build/$(MODE).
# MODE is release, asan, tsan, valgrind, coverage or fuzz; MPI=1 adds `mpirun circ batch`; V=1 prints the commands.

MODE    ?= release
B       := build/$(MODE)$(if $(MPI),-mpi)
PREFIX  ?= /usr/local
VERSION := 0.1.0

CC      ?= cc
CC.fuzz := clang
PKGS    := jansson lapacke openblas gsl sqlite3 nettle $(if $(MPI),ompi-c)
STD     := -std=c11 -D_XOPEN_SOURCE=700 -pthread
WARN    := -Wall -Wextra -Wpedantic -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wwrite-strings
OPT.release  := -O2 -g
OPT.asan     := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
OPT.tsan     := -O1 -g -fsanitize=thread
OPT.valgrind := -O1 -g
OPT.coverage := -O0 -g --coverage
OPT.fuzz     := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
DEFS    := $(STD) -Iinclude -Isrc -I$(B)/gen $(if $(MPI),-DCIRC_MPI) -DCIRC_VERSION='"$(VERSION)"' $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
override CFLAGS := $(DEFS) $(WARN) $(OPT.$(MODE)) $(CFLAGS)
LIBS    := -lumfpack -lklu -lsundials_cvode -lm -pthread
LDLIBS  += $(shell pkg-config --libs $(PKGS) 2>/dev/null) $(LIBS)
COMPILE  = $(or $(CC.$(MODE)),$(CC))

BUILD_DEPS := deb:gcc deb:make deb:pkg-config deb:flex deb:bison pkg:jansson:libjansson-dev pkg:lapacke:liblapacke-dev \
              pkg:openblas:libopenblas-dev pkg:gsl:libgsl-dev deb:libsuitesparse-dev deb:libsundials-dev \
              pkg:sqlite3:libsqlite3-dev pkg:nettle:nettle-dev \
              $(if $(MPI),pkg:ompi-c:libopenmpi-dev deb:openmpi-bin)
TEST_DEPS  := pkg:cunit:libcunit1-dev deb:gnuplot-nox deb:graphviz deb:sqlite3 deb:lowdown deb:mandoc
CHECK_DEPS := deb:clang-tidy deb:cppcheck
PEER_DEPS  := deb:ngspice deb:python3-qutip deb:python3-jsonschema deb:texlive-latex-base deb:chromium deb:libxml2-utils

GEN       := $(B)/gen/circ.tab.c $(B)/gen/circ.lex.c
LIB_OBJ   := $(patsubst %.c,$(B)/%.o,$(filter-out src/cli/%,$(wildcard src/*/*.c))) $(GEN:.c=.o)
CLI_OBJ   := $(patsubst %.c,$(B)/%.o,$(wildcard src/cli/*.c))
TEST_OBJ  := $(patsubst %.c,$(B)/%.o,$(wildcard tests/unit/*.c tests/physics/*.c))
BENCH_BIN := $(patsubst %.c,$(B)/%,$(wildcard bench/*.c))
FUZZERS   := $(B)/fuzz_front $(B)/fuzz_grammar
SOURCES   := $(wildcard src/*/*.c src/*/*.h include/circ/*.h tests/*/*.c bench/*.c)
LIB := $(B)/libcirc.a
BIN := $(B)/circ
AGAIN = @$(MAKE) --no-print-directory
SAY   = $(if $(V),,@echo "  $(1) $@" && )

.PHONY: all deps deps-peers demo run-demo test run-tests unit golden bless figures man draw-figures bench test-mpi asan valgrind coverage check format install fuzz fuzzers clean
.DELETE_ON_ERROR:

# Manual pages are made where lowdown is; `make man` installs it.
MAN := $(B)/man/circ.1 $(B)/man/circ.5
all: $(BIN) $(if $(shell command -v lowdown),$(MAN))

# Each target that people type installs what it lacks, and then goes on in a make that sees it.
deps:
	@sh scripts/deps.sh $(BUILD_DEPS) $(TEST_DEPS)
# Other programs that tests compare with; what lacks one says so and is skipped.
deps-peers:
	@sh scripts/deps.sh $(PEER_DEPS)
demo:
	@sh scripts/deps.sh $(BUILD_DEPS)
	$(AGAIN) run-demo
test: deps
	$(AGAIN) run-tests

run-demo: $(BIN)
	@echo; echo "A heat valve: two transmons between a hot and a cold resonator (circuits/heat_valve.circ)"; echo
	@$(BIN) run circuits/heat_valve.circ
run-tests: all $(B)/unit_tests $(B)/cli_json $(B)/editor_words $(B)/lsp_messages
	@bash scripts/test.sh $(B)
unit: $(B)/unit_tests
	@$<
golden: $(BIN)
	@bash tests/golden.sh $(BIN)
bless: $(BIN)
	@bash tests/golden.sh $(BIN) --bless $(FILES)

# `circ batch` under mpirun, against the build without it.
test-mpi: $(BIN)
	@$(MAKE) --no-print-directory MPI=1 deps
	@$(MAKE) --no-print-directory MPI=1 all
	@bash tests/batch.sh $(BIN) build/$(MODE)-mpi/circ | sed 's/^batch: //'
asan:
	$(AGAIN) MODE=asan test
valgrind:
	@sh scripts/deps.sh $(BUILD_DEPS) $(TEST_DEPS) deb:valgrind
	$(AGAIN) MODE=valgrind all build/valgrind/unit_tests
	@bash scripts/valgrind.sh build/valgrind
coverage:
	$(AGAIN) MODE=coverage test
	@gcov -r -n $(shell find build/coverage/src -name '*.gcno' 2>/dev/null) 2>/dev/null | grep -A1 "^File 'src/"
man:
	@sh scripts/deps.sh deb:lowdown
	$(AGAIN) $(MAN)
$(B)/man/circ.1: docs/command_line.md scripts/man.sh
$(B)/man/circ.5: docs/language.md scripts/man.sh
$(B)/man/circ.%:
	@mkdir -p $(@D)
	$(call SAY,MAN)sh scripts/man.sh $* $< >$@
docs/errors.md: $(BIN)
	$(BIN) explain --markdown >$@
# The article's figures, for docs/figures.md, and the README's schematic.
figures:
	@sh scripts/deps.sh $(BUILD_DEPS) deb:gnuplot-nox deb:graphviz
	$(AGAIN) draw-figures
draw-figures: $(BIN)
	@mkdir -p docs/figures
	@for f in circuits/andolina2024/*.circ; do $(BIN) plot $$f -o docs/figures/$$(basename $$f .circ).svg 2>/dev/null || exit 1; done
	@$(BIN) plot --schematic circuits/heat_valve.circ -o docs/figures/heat_valve.svg
bench: $(BIN) $(BENCH_BIN)
	@bash scripts/bench.sh $(B) $(if $(LARGE),large)
check: $(GEN)
	@sh scripts/deps.sh $(BUILD_DEPS) $(TEST_DEPS) $(CHECK_DEPS)
	@bash scripts/check.sh $(DEFS)
format:
	@sh scripts/deps.sh deb:clang-format
	clang-format -i $(SOURCES)
fuzz:
	@sh scripts/deps.sh $(BUILD_DEPS) deb:clang
	$(AGAIN) MODE=fuzz fuzzers
	@bash scripts/fuzz.sh build/fuzz/fuzz_front build/fuzz/fuzz_grammar
fuzzers: $(FUZZERS)

# ---- building

$(BIN): $(CLI_OBJ) $(LIB)
	$(call SAY,LD)$(COMPILE) $(CFLAGS) -o $@ $^ $(LDFLAGS) $(LDLIBS)

$(LIB): $(LIB_OBJ)
	$(call SAY,AR)rm -f $@ && $(AR) rcs $@ $^

$(B)/%.o: %.c Makefile | $(GEN)
	@mkdir -p $(@D)
	$(call SAY,CC)$(COMPILE) $(CFLAGS) -MMD -MP -c -o $@ $<

# The generated code is flex's and bison's: it is compiled, but not held to our warnings.
$(B)/gen/%.o: $(B)/gen/%.c
	$(call SAY,CC)$(COMPILE) $(filter-out $(WARN),$(CFLAGS)) -MMD -MP -c -o $@ $<

$(B)/gen/circ.tab.c $(B)/gen/circ.tab.h &: grammar/circ.y
	@mkdir -p $(B)/gen
	$(call SAY,BISON)bison -Wall -Werror --header=$(B)/gen/circ.tab.h -o $(B)/gen/circ.tab.c $<

$(B)/gen/circ.lex.c $(B)/gen/circ.lex.h &: grammar/circ.l $(B)/gen/circ.tab.h
	$(call SAY,FLEX)flex --header-file=$(B)/gen/circ.lex.h -o $(B)/gen/circ.lex.c $<

# Suites are declared in one place, tests/unit/suites.def. tests/unit/failing_malloc.c stands in for malloc.
$(TEST_OBJ): override CFLAGS := $(filter-out -Wmissing-prototypes,$(CFLAGS))
$(B)/unit_tests: $(TEST_OBJ) $(LIB)
	$(call SAY,LD)$(COMPILE) $(CFLAGS) -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc -o $@ $^ $(LDFLAGS) $(LDLIBS) \
	    $(shell pkg-config --libs cunit)

$(B)/cli_json: $(B)/tests/cli/json.o
	$(call SAY,LD)$(COMPILE) $(CFLAGS) -o $@ $^ $(LDFLAGS) $(LDLIBS)

$(B)/lsp_messages: $(B)/tests/lsp/messages.o
	$(call SAY,LD)$(COMPILE) $(CFLAGS) -o $@ $^ $(LDFLAGS) $(LDLIBS)

$(B)/editor_words: $(B)/tests/editors/words.o $(LIB)
	$(call SAY,LD)$(COMPILE) $(CFLAGS) -o $@ $^ $(LDFLAGS) $(LDLIBS)

$(BENCH_BIN): $(B)/bench/%: $(B)/bench/%.o $(LIB)
	$(call SAY,LD)$(COMPILE) $(CFLAGS) -o $@ $^ $(LDFLAGS) $(LDLIBS)

$(FUZZERS): $(B)/%: $(B)/tests/fuzz/%.o $(B)/tests/fuzz/front_checks.o $(B)/tests/fuzz/grammar_text.o $(LIB)
	$(call SAY,LD)$(COMPILE) $(CFLAGS) -fsanitize=fuzzer -o $@ $^ $(LDFLAGS) $(LDLIBS)

-include $(shell find $(B) -name '*.d' 2>/dev/null)

# ---- installing

install: all
	install -D -m 755 $(BIN) $(DESTDIR)$(PREFIX)/bin/circ
	install -D -m 644 $(LIB) $(DESTDIR)$(PREFIX)/lib/libcirc.a
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/include/circ include/circ/*
	for s in 1 5; do [ ! -e $(B)/man/circ.$$s ] || install -D -m 644 $(B)/man/circ.$$s $(DESTDIR)$(PREFIX)/share/man/man$$s/circ.$$s || exit 1; done
	install -d $(DESTDIR)$(PREFIX)/lib/pkgconfig
	sed -e 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|; s|@PKGS@|$(PKGS)|; s|@LIBS@|$(LIBS)|' scripts/circ.pc.in \
	    > $(DESTDIR)$(PREFIX)/lib/pkgconfig/circ.pc

clean:
	rm -rf build
