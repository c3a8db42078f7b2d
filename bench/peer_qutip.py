"""peer_qutip.py N: the distinct qubits of bench_sector.c in QuTiP, by steadystate's direct method.

Prints: median s of three, without the import and the model, peak MB, heat current of the hot bath (W).
"""
import resource
import sys
import time

import numpy as np
import qutip

N = int(sys.argv[1])
H_PLANCK, K_B = 6.62607015e-34, 1.380649e-23
PER_NS = 1e-9  # frequencies and rates in 1/ns: the direct method's trace row wants numbers near 1


def occupation(f, T):
    return 1 / np.expm1(H_PLANCK * f / (K_B * T))


def lower(j):
    return qutip.tensor([qutip.destroy(2) if i == j else qutip.qeye(2) for i in range(N)])


def pair(terms):
    """The jump operators of a bath, down and up; terms are (site, amplitude, occupation)."""
    down = sum(a * np.sqrt(1 + n) * s for s, a, n in terms)
    up = sum(a * np.sqrt(n) * s.dag() for s, a, n in terms)
    return [down, up]


f = [4e9 + 20e6 * j for j in range(N)]
s = [lower(j) for j in range(N)]
H = sum(2 * np.pi * f[j] * PER_NS * s[j].dag() * s[j] for j in range(N))


def amplitude(b, j):
    rate = (0.5e9, 0.5e9, 0.01e9)[b]
    return np.sqrt(rate * PER_NS) * (1 + 0.3 * np.sin(1 + j + 2 * b) if b < 2 else 1)


def terms(b, T):
    return [(s[j], amplitude(b, j), occupation(f[j], T)) for j in range(N)]


hot, cold = pair(terms(0, 0.384)), pair(terms(1, 0.096))
stray = [x for t in terms(2, 0.05) for x in pair([t])]
seconds = []
for _ in range(3):
    start = time.perf_counter()
    rho = qutip.steadystate(H, hot + cold + stray, method="direct")
    seconds.append(time.perf_counter() - start)
heat = sum((H * (x * rho * x.dag() - (x.dag() * x * rho + rho * x.dag() * x) / 2)).tr().real for x in hot)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{sorted(seconds)[1]:.3g}\t{peak:.1f}\t{heat / PER_NS ** 2 * H_PLANCK / (2 * np.pi):.17g}")
