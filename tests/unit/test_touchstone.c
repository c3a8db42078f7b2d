/* Touchstone files: a known device in every form, faulty texts, and the device in a circuit. */
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "circ/constants.h"
#include "circuit/touchstone.h"
#include "circuit_builder.h"
#include "linalg/dense.h"

void suite_touchstone(void);

enum { POINTS = 201 };
static const double C_1 = 8e-13, C_2 = 5e-13, SERIES_L = 3e-9, SERIES_R = 4, SHUNT_R = 700;

static double frequency(int k)
{
    return 3e9 + 2e7 * k;
}

/* A pi: C_1 and SHUNT_R at port 1, SERIES_L and SERIES_R between the ports, C_2 at port 2. */
static void device(double f, double complex Y[4])
{
    double omega = 2 * CIRC_PI * f;
    double complex series = 1 / (SERIES_R + I * omega * SERIES_L);
    Y[0] = I * omega * C_1 + 1 / SHUNT_R + series;
    Y[1] = Y[2] = -series;
    Y[3] = I * omega * C_2 + series;
}

/* (1 - R Y)(1 + R Y)^-1, R Y or (R Y)^-1. */
static void parameters(char kind, double R, const double complex Y[4], double complex out[4])
{
    double complex y[4], up[4], down[4];
    for (int k = 0; k < 4; k++) y[k] = out[k] = R * Y[k];
    if (kind == 'Y') return;
    for (int k = 0; k < 4; k++) {
        bool diagonal = k == 0 || k == 3;
        up[k] = kind == 'S' ? diagonal - y[k] : diagonal;
        down[k] = kind == 'S' ? diagonal + y[k] : y[k];
    }
    double complex det = down[0] * down[3] - down[1] * down[2];
    double complex inverse[4] = {down[3] / det, -down[1] / det, -down[2] / det, down[0] / det};
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) out[2 * i + j] = up[2 * i] * inverse[j] + up[2 * i + 1] * inverse[2 + j];
}

static size_t write_pair(char *text, const char *format, double complex z)
{
    double degrees = carg(z) * 180 / CIRC_PI;
    if (strcmp(format, "RI") == 0) return (size_t)sprintf(text, " %.17g %.17g", creal(z), cimag(z));
    if (strcmp(format, "MA") == 0) return (size_t)sprintf(text, " %.17g %.17g", cabs(z), degrees);
    return (size_t)sprintf(text, " %.17g %.17g", 20 * log10(cabs(z)), degrees);
}

/* The device as a file: 11 21 12 22 in each line. The caller frees it. */
static char *device_text(const char *options, char kind, const char *format, double R, double unit)
{
    static const int order[] = {0, 2, 1, 3};
    char *text = malloc((size_t)POINTS * 300 + 200);
    size_t n = (size_t)sprintf(text, "! a filter\n%s ! options\n", options);
    for (int k = 0; k < POINTS; k++) {
        double complex Y[4], value[4];
        device(frequency(k), Y);
        parameters(kind, R, Y, value);
        n += (size_t)sprintf(text + n, "%.17g", frequency(k) / unit);
        for (int i = 0; i < 4; i++) n += write_pair(text + n, format, value[order[i]]);
        n += (size_t)sprintf(text + n, " ! point %d\n", k);
    }
    return text;
}

static const TouchstoneData *parse(Build *build, int n_ports, const char *text)
{
    CircTouchstone element = {.name = "D", .path = "device.data", .n_ports = n_ports};
    return touchstone_parse(&element, text, build->arena, build->diags);
}

static void every_form_gives_the_device(void)
{
    static const struct {
        const char *options;
        char kind;
        const char *format;
        double R, unit;
    } forms[] = {
        {"# GHz S MA R 50", 'S', "MA", 50, 1e9}, {"#", 'S', "MA", 50, 1e9},
        {"# mhz s ri r 75", 'S', "RI", 75, 1e6}, {"# R 50 DB Hz S", 'S', "DB", 50, 1},
        {"# kHz Y RI R 50", 'Y', "RI", 50, 1e3}, {"# GHz Z MA R 20", 'Z', "MA", 20, 1e9},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        Build *build = build_begin();
        char *text = device_text(forms[i].options, forms[i].kind, forms[i].format, forms[i].R, forms[i].unit);
        const TouchstoneData *data = parse(build, 2, text);
        CU_ASSERT_PTR_NOT_NULL_FATAL(data);
        CU_ASSERT_EQUAL(data->n_points, POINTS);
        CU_ASSERT_EQUAL(circ_diags_count(build->diags), 0);
        double complex Y[4], read[4];
        for (int k = 0; k < POINTS; k++) {
            device(frequency(k), Y);
            touchstone_admittance(data, frequency(k), read);
            for (int m = 0; m < 4; m++) CU_ASSERT(cabs(read[m] - Y[m]) < 1e-11 * cabs(Y[m]));
        }
        device(4.321e9, Y); /* between points: the second difference */
        touchstone_admittance(data, 4.321e9, read);
        CU_ASSERT(cabs(read[1] - Y[1]) < 2e-5 * cabs(Y[1]));
        free(text);
        build_end(build);
    }
}

/* Rows may be split over lines; 1 2 3 in a row is row by row. */
static void three_ports_are_row_by_row(void)
{
    Build *build = build_begin();
    const TouchstoneData *data = parse(build, 3,
                                       "# GHz Y RI R 1\n1 11 0 12 0 13 0\n 21 0 22 0\n 23 0\n31 0 32 0 33 1\n"
                                       "2 11 0 12 0 13 0 21 0 22 0 23 0 31 0 32 0 33 3\n");
    CU_ASSERT_PTR_NOT_NULL_FATAL(data);
    double complex Y[9];
    touchstone_admittance(data, 1.5e9, Y);
    CU_ASSERT(Y[1] == 12);
    CU_ASSERT(Y[3] == 21);
    CU_ASSERT(cabs(Y[8] - (33 + 2 * I)) < 1e-12);
    build_end(build);
}

static void noise_parameters_are_ignored(void)
{
    Build *build = build_begin();
    const TouchstoneData *data = parse(build, 2,
                                       "# GHz S RI R 50\n1 0 0 0.9 0 0.8 0 0 0\n2 0 0 0.9 0 0.8 0 0 0\n! "
                                       "noise\n1 2.5 0.5 45 10\n2 2 0.4 30 9\n");
    CU_ASSERT_PTR_NOT_NULL_FATAL(data);
    CU_ASSERT_EQUAL(data->n_points, 2);
    /* S21 = 0.9 comes before S12 = 0.8, so more current follows from port 1 to 2 than back */
    CU_ASSERT(cabs(data->Y[2]) > cabs(data->Y[1]));
    build_end(build);
}

static void faults_are_placed(void)
{
    static const struct {
        int n_ports;
        const char *text, *message;
    } faults[] = {
        {1, "# GHz S RI R 50\n1 0.5 abc\n", "device.data:2: expected a number, found 'abc'"},
        {1, "# GHz S RI R 50\n1 0.5 0\n2 0.5\n", "device.data:4: the file ends within a pair"},
        {2, "1 0 0 0 0\n", "device.data:2: the file ends within a matrix of 2 x 2"},
        {1, "# GHz S XX\n1 0 0\n", "device.data:1: unknown option 'XX'"},
        {1, "# GHz H RI\n1 0 0\n", "device.data:1: hybrid parameters"},
        {1, "# GHz S RI R 0\n1 0 0\n", "device.data:1: the reference resistance"},
        {1, "[Version] 2.0\n", "device.data:1: version 2"},
        {1, "! nothing\n", "the file has no data"},
        {1, "", "the file has no data"},
        {3, "# GHz Y RI\n2 1 0 0 0 0 0 0 0 1 0 0 0 0 0 0 0 1 0\n1 1 0 0 0 0 0 0 0 1 0 0 0 0 0 0 0 1 0\n",
         "device.data:3: the frequencies do not ascend"},
        {1, "# GHz S RI\n1 -1 0\n", "a short circuit at 1 GHz"},
        {1, "# GHz S RI\n-1 0 0\n", "is negative"},
        {1, "# GHz S RI\n1 nan 0\n", "expected a number, found 'nan'"},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        Build *build = build_begin();
        CU_ASSERT_PTR_NULL(parse(build, faults[i].n_ports, faults[i].text));
        CU_ASSERT(build_said(build, CIRC_E0511, faults[i].message));
        CU_ASSERT_EQUAL(circ_diags_errors(build->diags), 1);
        build_end(build);
    }
}

static void gain_is_reported(void)
{
    Build *build = build_begin();
    CU_ASSERT_PTR_NOT_NULL(
        parse(build, 2, "# GHz S RI R 50\n1 0 0 0.5 0 0.5 0 0 0\n2 0 0 1.5 0 0.1 0 0 0\n"));
    CU_ASSERT(build_said(build, CIRC_W0509, "not passive at 2 GHz"));
    build_end(build);
}

/* Writes a file that the test removes. */
static void write_file(char *path, const char *text)
{
    int fd = mkstemp(path);
    CU_ASSERT_FATAL(fd >= 0);
    FILE *file = fdopen(fd, "w");
    fputs(text, file);
    fclose(file);
}

static Build *filtered_qubit(void)
{
    Build *build = build_begin();
    build_transmon(build, "q0", "q0", "gnd", 7e-14, 0)->f01 = frequency(80);
    build_transmon(build, "q1", "q1", "gnd", 7e-14, 0)->f01 = frequency(120);
    build_capacitor(build, "q0", "x", 4e-15);
    build_capacitor(build, "q1", "y", 4e-15);
    build_resistor(build, "hot", "y", "gnd", 300, 0.3);
    build_inductor(build, "y", "gnd", 2e-9);
    return build;
}

static double squared(double complex z)
{
    return creal(z * conj(z));
}

/* The device by its elements and by its file: the same rates, its own dissipation included. */
static void a_file_replaces_its_elements(void)
{
    char path[] = "/tmp/circ_touchstone_XXXXXX", *text = device_text("# GHz S RI R 50", 'S', "RI", 50, 1e9);
    Build *elements = filtered_qubit(), *file = filtered_qubit();
    write_file(path, text);
    build_capacitor(elements, "x", "gnd", C_1);
    build_capacitor(elements, "y", "gnd", C_2);
    build_resistor(elements, "shunt", "x", "gnd", SHUNT_R, 0.1);
    build_resistor(elements, "series", "x", "middle", SERIES_R, 0.1);
    build_inductor(elements, "middle", "y", SERIES_L);
    CircTouchstone *device_file =
        build_touchstone(file, path, 2, (int[]){build_node(file, "x"), build_node(file, "y")});
    device_file->T = 0.1;
    for (int port = 0; port < 2; port++)
        file->baths[file->net.n_baths++] =
            (CircBathRef){.name = "D", .kind = CIRC_BATH_TOUCHSTONE, .index = 0, .port = port};
    const CircCircuit *a = build_quantise(elements), *b = build_quantise(file);
    unlink(path);
    free(text);
    CU_ASSERT_PTR_NOT_NULL_FATAL(a);
    CU_ASSERT_PTR_NOT_NULL_FATAL(b);
    /* capacitors of the elements load the qubits a little, those of the file are no capacitors: the charges
     * differ */
    for (int j = 0; j < 2; j++)
        for (int first = 0, last = 1; first < 3; first = last, last = 3) {
            double omega_factor = squared(a->qubits[j].Q01 / b->qubits[j].Q01), of_a = 0, of_b = 0;
            for (int k = first; k < last; k++) {
                of_a += squared(a->baths[k].couplings[j].amplitude);
                of_b += squared(b->baths[k].couplings[j].amplitude);
            }
            CU_ASSERT_DOUBLE_EQUAL(of_b * omega_factor / of_a, 1, 1e-9);
        }
    build_end(elements);
    build_end(file);
}

static void data_has_limits(void)
{
    char path[] = "/tmp/circ_touchstone_XXXXXX";
    Build *build = filtered_qubit();
    write_file(path, "# GHz S RI R 50\n1 0.5 0\n4.7 0.5 0\n");
    build_touchstone(build, path, 1, (int[]){build_node(build, "x")});
    CU_ASSERT_PTR_NOT_NULL(build_quantise(build));
    unlink(path);
    CU_ASSERT_FALSE(build_said(build, CIRC_W0508, "'q0'"));
    CU_ASSERT_FALSE(build_said(build, CIRC_W0508, "'q1'")); /* it is in another network */
    CU_ASSERT(build_said(build, CIRC_W0510, "has no temperature"));
    build_end(build);
    build = filtered_qubit();
    strcpy(path, "/tmp/circ_touchstone_XXXXXX");
    write_file(path, "# GHz S RI R 50\n1 0.5 0\n4.5 0.5 0\n");
    build_touchstone(build, path, 1, (int[]){build_node(build, "x")});
    CU_ASSERT_PTR_NOT_NULL(build_quantise(build));
    CU_ASSERT(build_said(build, CIRC_W0508, "'q0' is at 4.6 GHz"));
    unlink(path);
    build_end(build);
    build = filtered_qubit();
    build_touchstone(build, path, 1, (int[]){build_node(build, "x")});
    CU_ASSERT_PTR_NULL(build_quantise(build));
    CU_ASSERT(build_said(build, CIRC_E0511, "cannot be read"));
    build_end(build);
}

void suite_touchstone(void)
{
    CU_pSuite suite = CU_add_suite("touchstone", NULL, NULL);
    CU_add_test(suite, "every form gives the device", every_form_gives_the_device);
    CU_add_test(suite, "three ports are row by row", three_ports_are_row_by_row);
    CU_add_test(suite, "noise parameters are ignored", noise_parameters_are_ignored);
    CU_add_test(suite, "faults are placed", faults_are_placed);
    CU_add_test(suite, "gain is reported", gain_is_reported);
    CU_add_test(suite, "a file replaces its elements", a_file_replaces_its_elements);
    CU_add_test(suite, "data has limits", data_has_limits);
}
