"""The valve of scripts/bench.sh in QuTiP: the steady state of N qubits in the full space, and the heat of the hot bath."""
import sys

import numpy as np
import qutip

N = int(sys.argv[1])
h, k_B = 6.62607015e-34, 1.380649e-23
omega = 2 * np.pi * 4.0  # 1/ns

def occupation(T):
    return 1 / np.expm1(h * 4e9 / (k_B * T))

def lower(j):
    return qutip.tensor([qutip.sigmam() if i == j else qutip.qeye(2) for i in range(N)])

sites = [lower(j) for j in range(N)]
J = sum(sites)
H = omega * sum(s.dag() * s for s in sites)
pair = lambda L, rate, n: [np.sqrt(rate * (1 + n)) * L, np.sqrt(rate * n) * L.dag()]
hot, cold = pair(J, 0.5, occupation(0.384)), pair(J, 0.5, occupation(0.096))
stray = [c for s in sites for c in pair(s, 0.01, occupation(0.05))]
rho = qutip.steadystate(H, hot + cold + stray)
heat = sum((H * (c * rho * c.dag() - (c.dag() * c * rho + rho * c.dag() * c) / 2)).tr().real for c in hot)
print(heat * h / (2 * np.pi) * 1e18, "W")
