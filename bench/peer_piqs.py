"""peer_piqs.py N GAMMA_P T_P: the model of bench_ladder.c by PIQS' matrix of rates and SuperLU.

PIQS: N. Shammah et al., Phys. Rev. A 98, 063815 (2018). Prints: s without the import, peak MB, <J_z>.
"""
import resource
import sys
import time

import numpy as np
from qutip import piqs
from scipy.sparse import csc_matrix, lil_matrix
from scipy.sparse.linalg import splu

N, gamma_p, T_p = int(sys.argv[1]), float(sys.argv[2]) * 1e-9, float(sys.argv[3])
occupation = lambda x: 1 / np.expm1(x)
n_h, n_c, n_p = occupation(4 / 8), occupation(4 / 2), occupation(6.62607015e-34 * 4e9 / (1.380649e-23 * T_p))
start = time.perf_counter()
system = piqs.Dicke(N, emission=gamma_p * (1 + n_p), pumping=gamma_p * n_p,
                    collective_emission=0.5 * (2 + n_h + n_c), collective_pumping=0.5 * (n_h + n_c))
rates = lil_matrix(system.coefficient_matrix())
rates[0, :] = 1
solution = splu(csc_matrix(rates)).solve(np.eye(1, rates.shape[0]).ravel())
seconds = time.perf_counter() - start
M = np.concatenate([np.arange(N / 2 - k, -N / 2 + k - 1, -1) for k in range(N // 2 + 1)])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{seconds:.3g}\t{peak:.1f}\t{M @ solution:.12g}")
