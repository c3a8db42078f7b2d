#!/usr/bin/python3
"""Random models in time by QuTiP's mesolve, for tests/physics/test_transient_qutip.c.

    qutip_transient.py SEED COUNT OUT

Each is a model as of qutip_models.py, and behind it

    start KIND T J M                                 KIND: 0 ground, 1 excited, 2 thermal, 3 dicke
    times N T...                                     s
    current Q...                                     W, per bath; for each time
    spin JZ
"""
import sys

import numpy as np
import qutip as qt

import qutip_models as peer

TIMES = 6


def site_state(omega, kind, T):
    d = len(omega)
    if kind < 2:
        return qt.fock_dm(d, kind)
    p = np.exp(-peer.HBAR * np.array(omega) / (peer.K_B * T))
    return qt.Qobj(np.diag(p / p.sum()))


def dicke(n, excited):
    states = [i for i in range(2 ** n) if bin(i).count("1") == excited]
    psi = sum(qt.basis([2] * n, [i >> (n - 1 - j) & 1 for j in range(n)]) for i in states)
    return qt.ket2dm(psi.unit())


def choose_start(model, rng):
    n = len(model.levels)
    kind = int(rng.integers(0, 4 if max(model.levels) == 2 else 3))
    T, J, M = rng.uniform(0.05, 0.5), n / 2, int(rng.integers(0, n + 1)) - n / 2
    if kind == 3:
        rho = dicke(n, int(M + J))
    else:
        rho = qt.tensor([site_state(w, kind, T) for w in model.omega])
    return (kind, T, J, M), rho


def currents(h, jumps, rho):
    out = []
    for b in jumps:
        d = sum(x * rho * x.dag() - (x.dag() * x * rho + rho * x.dag() * x) / 2 for x in b)
        out.append(peer.HBAR * (h * d).tr().real)
    return out


def evolve(model, rho, gap):
    h = model.hamiltonian()
    jumps = [[qt.Qobj(x, dims=h.dims) for x in b] for b in peer.jump_operators(model, peer.eigenstates(model))]
    times = np.linspace(0, min(2 / gap, 20e-9), TIMES)
    options = qt.Options(atol=1e-14, rtol=1e-12, nsteps=10**7)
    states = qt.mesolve(h, rho, times, [x for b in jumps for x in b], [], options=options).states
    Jz = model.number() - 0.5 * len(model.levels)
    return times, [(currents(h, jumps, r), qt.expect(Jz, r)) for r in states]


def main():
    seed, count, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    rng = np.random.default_rng(seed)
    numbers = lambda *xs: " ".join(f"{x:.17g}" for x in xs)
    with open(path, "w") as out:
        done = 0
        while done < count:
            model = peer.Model(rng)
            answer = peer.solve(model)
            if answer is None:
                continue
            start, rho = choose_start(model, rng)
            times, seen = evolve(model, rho, answer[5])
            peer.write(out, model, answer)
            print("start", start[0], numbers(*start[1:]), file=out)
            print("times", len(times), numbers(*times), file=out)
            for Q, Jz in seen:
                print("current", numbers(*Q), file=out)
                print("spin", numbers(Jz), file=out)
            done += 1


if __name__ == "__main__":
    main()
