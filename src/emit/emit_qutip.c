/* A script for QuTiP. */
#include "emit/script.h"

static const char *const reserved[] = {
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda",
    "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    /* the script's own */
    "E", "H", "L", "T", "U", "a", "abs", "amplitude", "b", "baths", "charge", "complex", "dict", "down",
    "enumerate", "exchange", "frequencies", "g", "group", "hbar", "heat", "is_local", "j", "jump_operators",
    "jumps", "k", "k_B", "len", "levels", "lowering", "max", "n", "name", "nearest", "np", "occupation",
    "omega", "on", "operators", "parts", "print", "qt", "range", "rho", "s", "site", "sorted", "sum", "terms",
    "transition", "up", "w", "width", "x", "zip", NULL};

static const char start[] =
    "# The Lindblad master equation of this circuit and the heat current from each bath into it, for QuTiP "
    "4.7 or 5:\n"
    "#\n"
    "#   d rho/dt = -i [H, rho] + sum over jump operators L of (L rho L' - (L'L rho + rho L'L)/2)\n"
    "#\n"
    "# H is in rad/s, jump operators and amplitudes are in sqrt(1/s), T is in K. Written by circ.\n"
    "import numpy as np\n"
    "import qutip as qt\n"
    "\n"
    "hbar = 1.054571817646156391e-34  # J s\n"
    "k_B = 1.380649e-23               # J/K\n"
    "\n"
    "\n"
    "def occupation(w, T):\n"
    "    return 1/np.expm1(hbar*w/(k_B*T)) if T > 0 else 0*w\n"
    "\n";

#define ON_SITES                                                                                             \
    "\n"                                                                                                     \
    "\n"                                                                                                     \
    "def on(site, operator):\n"                                                                              \
    "    \"\"\"The operator of one site, in the space of all.\"\"\"\n"                                       \
    "    return qt.tensor([operator if j == site else qt.qeye(len(w)) for j, w in enumerate(omega)])\n"      \
    "\n"                                                                                                     \
    "\n"                                                                                                     \
    "def transition(site, to, start):\n"                                                                     \
    "    \"\"\"|to><start|\"\"\"\n"                                                                          \
    "    levels = len(omega[site])\n"                                                                        \
    "    return on(site, qt.basis(levels, to)*qt.basis(levels, start).dag())\n"                              \
    "\n"                                                                                                     \
    "\n"

static const char plain[] = ON_SITES
    "def jump_operators(T, is_local, terms):\n"
    "    \"\"\"Down and up; a pair for all sites together, or for each by itself.\"\"\"\n"
    "    groups = [[t for t in terms if t[0] == j] for j in range(len(omega))] if is_local else [terms]\n"
    "    operators = []\n"
    "    for group in groups:\n"
    "        down = up = 0\n"
    "        for site, k, a in group:\n"
    "            n = occupation(omega[site][k + 1] - omega[site][k], T)\n"
    "            down += transition(site, k, k + 1)*(a*np.sqrt(1 + n))\n"
    "            up += transition(site, k + 1, k)*(np.conj(a)*np.sqrt(n))\n"
    "        operators += [down, up] if group else []\n"
    "    return operators\n"
    "\n"
    "\n"
    "H = sum(transition(j, k, k)*w for j, levels in enumerate(omega) for k, w in enumerate(levels))\n"
    "E = np.real(H.diag())\n"
    "jumps = {name: jump_operators(T, is_local, terms) for name, T, is_local, terms in baths}\n";

static const char dressed[] = ON_SITES
    "def lowering(site):\n"
    "    return sum(transition(site, k, k + 1)*q for k, q in enumerate(charge[site]))\n"
    "\n"
    "\n"
    "H = sum(transition(j, k, k)*w for j, levels in enumerate(omega) for k, w in enumerate(levels))\n"
    "for a, b, g in exchange:\n"
    "    H += g*(lowering(a).dag()*lowering(b) + lowering(b).dag()*lowering(a))\n"
    "\n"
    "# From here on in the eigenstates of H. Where |n> goes to |m>, w[m, n] becomes free.\n"
    "E, U = np.linalg.eigh(H.full())\n"
    "H = qt.Qobj(np.diag(E))\n"
    "w = E[None, :] - E[:, None]\n"
    "nearest = np.abs(np.array(frequencies)[:, None, None] - np.abs(w)).argmin(axis=0)\n"
    "\n"
    "\n"
    "def jump_operators(T, is_local, terms):\n"
    "    \"\"\"Down and up; a pair for all sites together, or for each by itself. Each transition has the "
    "amplitude and\n"
    "    the occupation of its own frequency.\"\"\"\n"
    "    n = occupation(np.array(frequencies)[nearest], T)\n"
    "    operators = []\n"
    "    for group in [[t] for t in terms] if is_local else [terms]:\n"
    "        down, up = np.zeros(w.shape, complex), np.zeros(w.shape, complex)\n"
    "        for site, amplitude in group:\n"
    "            s = U.conj().T @ lowering(site).full() @ U\n"
    "            s = np.array(amplitude)[nearest]*np.where(np.abs(s) > 1e-13, s, 0)\n"
    "            down += s*np.sqrt(np.where(w > 0, 1 + n, n))\n"
    "            up += (s*np.sqrt(np.where(w > 0, n, 1 + n))).conj().T\n"
    "        operators += [qt.Qobj(down), qt.Qobj(up)] if group else []\n"
    "    return operators\n"
    "\n"
    "\n"
    "jumps = {name: jump_operators(T, is_local, terms) for name, T, is_local, terms in baths}\n";

static const char secular[] =
    "\n"
    "\n"
    "def parts(L):\n"
    "    \"\"\"An operator for each cluster of frequencies.\"\"\"\n"
    "    x, dims = L.full(), L.dims\n"
    "    w = np.abs(E[:, None] - E[None, :])\n"
    "    operators, last = [], -np.inf\n"
    "    for m, n in sorted(np.argwhere(np.abs(x) > 1e-12*np.abs(x).max()), key=lambda mn: w[tuple(mn)]):\n"
    "        if w[m, n] - last > max(width, 1e-9*np.abs(E).max()):\n"
    "            operators.append(np.zeros_like(x))\n"
    "        operators[-1][m, n], last = x[m, n], w[m, n]\n"
    "    return [qt.Qobj(part, dims=dims) for part in operators]\n"
    "\n"
    "\n"
    "jumps = {name: [part for L in operators for part in parts(L)] for name, operators in jumps.items()}\n";

static const char solve[] =
    "\n"
    "rho = qt.steadystate(H, [L for operators in jumps.values() for L in operators])\n"
    "for name, operators in jumps.items():  # Tr[H D(rho)]\n"
    "    heat = sum(qt.expect(L.dag()*H*L - (L.dag()*L*H + H*L.dag()*L)/2, rho) for L in operators)\n"
    "    print(f\"Q({name}) = {hbar*np.real(heat):.12g} W\")\n";

static const char spins[] =
    "\n"
    "heat = {name: 0.0 for name, T, amplitude in baths}\n"
    "for J, weight in sectors:\n"
    "    if J == 0:  # takes part in nothing\n"
    "        continue\n"
    "    H, down = omega*qt.jmat(J, \"z\"), qt.jmat(J, \"-\")\n"
    "    jumps = {name: [down*(amplitude*np.sqrt(1 + occupation(omega, T))),\n"
    "                    down.dag()*(np.conj(amplitude)*np.sqrt(occupation(omega, T)))] for name, T, "
    "amplitude in baths}\n"
    "    rho = qt.steadystate(H, [L for operators in jumps.values() for L in operators])\n"
    "    for name, operators in jumps.items():  # Tr[H D(rho)]\n"
    "        for L in operators:\n"
    "            power = qt.expect(L.dag()*H*L - (L.dag()*L*H + H*L.dag()*L)/2, rho)\n"
    "            heat[name] += weight*hbar*np.real(power)\n"
    "for name, power in heat.items():\n"
    "    print(f\"Q({name}) = {power:.12g} W\")\n";

bool target_qutip(const EmitSubject *subject, FILE *out)
{
    static const ScriptLanguage python = {.imaginary = "j",
                                          .no = "False",
                                          .yes = "True",
                                          .reserved = reserved,
                                          .start = start,
                                          .plain = plain,
                                          .dressed = dressed,
                                          .spins = spins,
                                          .secular = secular,
                                          .solve = solve};
    return script_write(subject, &python, out);
}
