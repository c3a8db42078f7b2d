/* A script for QuantumToolbox.jl. */
#include "emit/script.h"

static const char *const reserved[] = {
    "abstract", "baremodule", "begin", "break", "catch", "const", "continue", "do", "else", "elseif", "end",
    "export", "false", "finally", "for", "function", "global", "if", "import", "in", "isa", "let", "local",
    "macro", "module", "mutable", "primitive", "quote", "return", "struct", "true", "try", "type", "using",
    "where", "while",
    /* the script's own */
    "E", "H", "L", "Qobj", "U", "abs", "adjoint", "argmin", "baths", "charge", "conj", "diag", "eigen",
    "enumerate", "exchange", "exp", "expect", "expm1", "fill", "filter", "first", "frequencies", "hbar",
    "heat", "im", "isempty", "jmat", "jump_operators", "jumps", "k_B", "length", "levels", "lowering",
    "maximum", "nearest", "occupation", "omega", "on", "parts", "pi", "power", "projection", "push", "qeye",
    "real", "rho", "sort", "sqrt", "steadystate", "sum", "tensor", "transition", "w", "width", "zeros", "zip",
    "Any", "Inf", "LinearAlgebra", "Matrix", "Printf", "QuantumToolbox", "Symmetric", "Hermitian", "Diagonal",
    NULL};

static const char start[] =
    "# The Lindblad master equation of this circuit and the heat current from each bath into it, for "
    "QuantumToolbox.jl:\n"
    "#\n"
    "#   d rho/dt = -i [H, rho] + sum over jump operators L of (L rho L' - (L'L rho + rho L'L)/2)\n"
    "#\n"
    "# H is in rad/s, jump operators and amplitudes are in sqrt(1/s), T is in K. Written by circ.\n"
    "using LinearAlgebra\n"
    "using Printf\n"
    "using QuantumToolbox\n"
    "\n"
    "const hbar = 1.054571817646156391e-34  # J s\n"
    "const k_B = 1.380649e-23               # J/K\n"
    "\n"
    "occupation(w, T) = T > 0 ? 1/expm1(hbar*w/(k_B*T)) : 0.0\n";

#define ON_SITES                                                                                             \
    "\n"                                                                                                     \
    "# The operator of one site, in the space of all; |to><from| of a site.\n"                               \
    "levels = length.(omega)\n"                                                                              \
    "on(site, operator) = tensor([j == site ? operator : qeye(d) for (j, d) in enumerate(levels)]...)\n"     \
    "transition(site, to, from) = on(site, projection(levels[site], to, from))\n"

static const char plain[] = ON_SITES
    "\n"
    "# Down and up; a pair for all sites together, or for each by itself.\n"
    "function jump_operators(T, is_local, terms)\n"
    "    groups = is_local ? [filter(t -> t[1] == j, terms) for j in 1:length(omega)] : [terms]\n"
    "    operators = []\n"
    "    for group in groups\n"
    "        isempty(group) && continue\n"
    "        n = [occupation(omega[site][k + 2] - omega[site][k + 1], T) for (site, k, a) in group]\n"
    "        push!(operators, sum(a*sqrt(1 + n[i])*transition(site, k, k + 1) for (i, (site, k, a)) in "
    "enumerate(group)))\n"
    "        push!(operators, sum(conj(a)*sqrt(n[i])*transition(site, k + 1, k) for (i, (site, k, a)) in "
    "enumerate(group)))\n"
    "    end\n"
    "    return operators\n"
    "end\n"
    "\n"
    "H = sum(energy*transition(j, k - 1, k - 1) for (j, energies) in enumerate(omega) for (k, energy) in "
    "enumerate(energies))\n"
    "E = real(diag(Matrix(H.data)))\n"
    "jumps = [name => jump_operators(T, is_local, terms) for (name, T, is_local, terms) in baths]\n";

static const char dressed[] =
    ON_SITES "lowering(site) = sum(q*transition(site, k - 1, k) for (k, q) in enumerate(charge[site]))\n"
             "\n"
             "H = sum(energy*transition(j, k - 1, k - 1) for (j, energies) in enumerate(omega) for (k, "
             "energy) in enumerate(energies))\n"
             "H += sum(g*(lowering(a)'*lowering(b) + lowering(b)'*lowering(a)) for (a, b, g) in exchange)\n"
             "\n"
             "# From here on in the eigenstates of H. Where |n> goes to |m>, w[m, n] becomes free.\n"
             "E, U = eigen(Hermitian(Matrix(H.data)))\n"
             "H = Qobj(Matrix{ComplexF64}(Diagonal(E)))\n"
             "w = [free - kept for kept in E, free in E]\n"
             "nearest = [argmin(abs.(frequencies .- abs(x))) for x in w]\n"
             "\n"
             "# Down and up; a pair for all sites together, or for each by itself. Each transition has the "
             "amplitude and the\n"
             "# occupation of its own frequency.\n"
             "function jump_operators(T, is_local, terms)\n"
             "    n = [occupation(frequencies[i], T) for i in nearest]\n"
             "    operators = []\n"
             "    for group in (is_local ? [[t] for t in terms] : [terms])\n"
             "        isempty(group) && continue\n"
             "        down, up = zeros(ComplexF64, size(w)), zeros(ComplexF64, size(w))\n"
             "        for (site, amplitude) in group\n"
             "            s = U'*Matrix(lowering(site).data)*U\n"
             "            s = amplitude[nearest].*ifelse.(abs.(s) .> 1e-13, s, 0)\n"
             "            down += s.*sqrt.(ifelse.(w .> 0, 1 .+ n, n))\n"
             "            up += (s.*sqrt.(ifelse.(w .> 0, n, 1 .+ n)))'\n"
             "        end\n"
             "        push!(operators, Qobj(down), Qobj(up))\n"
             "    end\n"
             "    return operators\n"
             "end\n"
             "\n"
             "jumps = [name => jump_operators(T, is_local, terms) for (name, T, is_local, terms) in baths]\n";

static const char secular[] =
    "\n"
    "# An operator for each cluster of frequencies.\n"
    "function parts(L)\n"
    "    x = Matrix(L.data)\n"
    "    w = [abs(a - b) for a in E, b in E]\n"
    "    operators, last = [], -Inf\n"
    "    for mn in sort(findall(abs.(x) .> 1e-12*maximum(abs.(x))), by = mn -> w[mn])\n"
    "        w[mn] - last > max(width, 1e-9*maximum(abs.(E))) && push!(operators, zero(x))\n"
    "        operators[end][mn], last = x[mn], w[mn]\n"
    "    end\n"
    "    return [QuantumObject(part, dims = L.dims) for part in operators]\n"
    "end\n"
    "\n"
    "jumps = [name => [part for L in operators for part in parts(L)] for (name, operators) in jumps]\n";

static const char solve[] =
    "\n"
    "rho = steadystate(H, [L for (name, operators) in jumps for L in operators])\n"
    "for (name, operators) in jumps  # Tr[H D(rho)]\n"
    "    heat = sum(Float64[real(expect(L'*H*L - (L'*L*H + H*L'*L)/2, rho)) for L in operators])\n"
    "    @printf(\"Q(%s) = %.12g W\\n\", name, hbar*heat)\n"
    "end\n";

static const char spins[] =
    "\n"
    "heat = zeros(length(baths))\n"
    "for (J, weight) in sectors\n"
    "    J == 0 && continue  # takes part in nothing\n"
    "    H, down = omega*jmat(J, :z), jmat(J, :-)\n"
    "    jumps = [[amplitude*sqrt(1 + occupation(omega, T))*down, conj(amplitude)*sqrt(occupation(omega, "
    "T))*down']\n"
    "             for (name, T, amplitude) in baths]\n"
    "    rho = steadystate(H, [L for operators in jumps for L in operators])\n"
    "    for (b, operators) in enumerate(jumps)  # Tr[H D(rho)]\n"
    "        power = sum(real(expect(L'*H*L - (L'*L*H + H*L'*L)/2, rho)) for L in operators)\n"
    "        heat[b] += weight*hbar*power\n"
    "    end\n"
    "end\n"
    "for (b, (name, T, amplitude)) in enumerate(baths)\n"
    "    @printf(\"Q(%s) = %.12g W\\n\", name, heat[b])\n"
    "end\n";

bool target_julia(const EmitSubject *subject, FILE *out)
{
    static const ScriptLanguage julia = {.imaginary = "im",
                                         .no = "false",
                                         .yes = "true",
                                         .first = 1,
                                         .reserved = reserved,
                                         .start = start,
                                         .plain = plain,
                                         .dressed = dressed,
                                         .spins = spins,
                                         .secular = secular,
                                         .solve = solve};
    return script_write(subject, &julia, out);
}
