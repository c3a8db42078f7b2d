#!/usr/bin/python3
"""Random models and their steady states by QuTiP, for tests/physics/test_general.c.

    qutip_models.py SEED COUNT OUT

Operators, dressing, secular clusters, currents and noise are written here anew from docs/physics.md, in the full
space of all matrix elements; nothing of circ is used. One model is

    model SITES EXCHANGES BATHS SECULAR WIDTH        secular: 0 none, 1 partial, 2 full
    site LEVELS OMEGA... CHARGE...
    exchange A B G
    bath LOCAL T TERMS
    term SITE LOWER UPPER OMEGA RE IM N
    current Q...                                     W, per bath
    noise S...                                       W^2/Hz, per bath
    shot S...                                        the part of it that knows no correlations
    spin JZ J2
    gap RATE                                         slowest decay among equal excitation numbers
    populations P...                                 of the eigenstates, ascending; equal energies share theirs
    levels P...                                      of each site's own levels, site by site
    pairs C...                                       |<s+_a s-_b>|, a = 1, 2, ..., b < a
"""
import sys

import numpy as np
import qutip as qt

H_PLANCK, K_B = 6.62607015e-34, 1.380649e-23
HBAR = H_PLANCK / (2 * np.pi)


def occupation(w, T):
    return 1 / np.expm1(HBAR * w / (K_B * T)) if T > 0 else 0.0


class Model:
    def __init__(self, rng):
        self.rng = rng
        while True:
            self.levels = [int(rng.choice([2, 2, 2, 3, 4])) for _ in range(rng.integers(1, 5))]
            if np.prod(self.levels) <= 18:
                break
        n = len(self.levels)
        spread = rng.choice([0, 1e-4, 1e-2, 0.05, 0.3]) * 4e9
        f = 4e9 + spread * rng.uniform(-1, 1, n)
        anharmonicity = -rng.uniform(0.1e9, 0.3e9, n)
        self.omega = [[2 * np.pi * (k * f[j] + k * (k - 1) / 2 * anharmonicity[j]) for k in range(self.levels[j])]
                      for j in range(n)]
        self.charge = [[np.sqrt(k + 1) * (1 if k == 0 else rng.uniform(0.9, 1.0)) for k in range(d - 1)]
                       for d in self.levels]
        self.exchanges = []
        if n > 1 and rng.random() < 0.4:
            pairs = [(a, b) for a in range(n) for b in range(a + 1, n)]
            for i in rng.permutation(len(pairs))[:rng.integers(1, len(pairs) + 1)]:
                self.exchanges.append((*pairs[i], 2 * np.pi * rng.uniform(-0.2e9, 0.2e9)))
        self.baths = [self.bath(False) for _ in range(rng.integers(1, 3))]
        if rng.random() < 0.7 or n > 1 and len(self.baths) == 1:
            self.baths.append(self.bath(True))
        self.secular = int(rng.choice([0, 0, 0, 0, 1, 2]))
        self.width = 2 * np.pi * 0.05e9

    def bath(self, local):
        """(local, T, [(site, lower, amplitude)]); with exchange an amplitude belongs to the site's charge."""
        rng, terms = self.rng, []
        T = rng.uniform(0.03, 0.5)
        rate = 10 ** rng.uniform(6.5, 8.8)
        for j, d in enumerate(self.levels):
            a = np.sqrt(rate) * rng.uniform(0.4, 1.6) * np.exp(2j * np.pi * rng.random())
            for k in range(d - 1):
                terms.append((j, k, a * self.charge[j][k]))
        return local, T, terms

    def transition(self, j, k):
        return self.omega[j][k + 1] - self.omega[j][k]

    def on(self, j, op):
        return qt.tensor([op if i == j else qt.qeye(d) for i, d in enumerate(self.levels)])

    def ket_bra(self, j, to, frm):
        d = self.levels[j]
        return self.on(j, qt.basis(d, to) * qt.basis(d, frm).dag())

    def lowering(self, j):
        return sum(c * self.ket_bra(j, k, k + 1) for k, c in enumerate(self.charge[j]))

    def hamiltonian(self):
        h = sum(w * self.ket_bra(j, k, k) for j, ws in enumerate(self.omega) for k, w in enumerate(ws))
        for a, b, g in self.exchanges:
            x = g * self.lowering(a).dag() * self.lowering(b)
            h += x + x.dag()
        return h

    def number(self):
        return sum(k * self.ket_bra(j, k, k) for j, d in enumerate(self.levels) for k in range(d))


def eigenstates(model):
    """Energies and states, block by block of the excitation number so that degeneracies between blocks do not mix."""
    h, number = model.hamiltonian().full(), np.rint(np.diag(model.number().full()).real).astype(int)
    energy, states = [], []
    for k in range(number.max() + 1):
        at = np.where(number == k)[0]
        e, v = np.linalg.eigh(h[np.ix_(at, at)])
        if not model.exchanges:
            e, v = np.diag(h[np.ix_(at, at)]).real, np.eye(len(at))
        for i in range(len(at)):
            state = np.zeros(len(h), complex)
            state[at] = v[:, i]
            energy.append(e[i])
            states.append(state)
    return np.array(energy), np.array(states).T


def jump_operators(model, energy):
    """Per bath a list of matrices in the product basis, before secular splitting; U the eigenstates."""
    E, U = energy
    out = []
    for local, T, terms in model.baths:
        groups = [[t for t in terms if t[0] == j] for j in range(len(model.levels))] if local else [terms]
        jumps = []
        for group in groups:
            down = up = 0
            if model.exchanges:
                for j in sorted({t[0] for t in group}):
                    a = next(t[2] for t in group if t[0] == j and t[1] == 0)
                    s = U.conj().T @ model.lowering(j).full() @ U
                    w = E[None, :] - E[:, None]
                    n = np.where(np.abs(s) > 1e-14, occupation(np.where(w > 0, w, 1e9), T), 0)
                    down = down + U @ (a * np.sqrt(1 + n) * s) @ U.conj().T
                    up = up + U @ (a * np.sqrt(n) * s).conj().T @ U.conj().T
            else:
                for j, k, a in group:
                    n = occupation(model.transition(j, k), T)
                    down = down + a * np.sqrt(1 + n) * model.ket_bra(j, k, k + 1).full()
                    up = up + np.conj(a) * np.sqrt(n) * model.ket_bra(j, k + 1, k).full()
            jumps += [down, up]
        out.append([part for jump in jumps for part in secular_parts(model, jump, E, U)])
    return out


def secular_parts(model, jump, E, U):
    if model.secular == 0:
        return [jump]
    x = U.conj().T @ jump @ U
    w = np.abs(E[:, None] - E[None, :])
    width = model.width if model.secular == 1 else 1e-9 * np.abs(E).max()
    places = sorted(zip(*np.where(np.abs(x) > 1e-9 * np.abs(x).max())), key=lambda p: w[p])
    parts, last = [], None
    for p in places:
        if last is None or w[p] - last > width:
            parts.append(np.zeros_like(x))
        parts[-1][p] = x[p]
        last = w[p]
    return [U @ part @ U.conj().T for part in parts]


def commutator(a, b):
    return a @ b - b @ a


def sandwich(a, b):
    """rho -> a rho b', on vec by columns as QuTiP has it."""
    return np.kron(b.conj(), a)


def solve(model):
    eig = eigenstates(model)
    jumps = jump_operators(model, eig)
    h = model.hamiltonian()
    dims = h.dims
    L = qt.liouvillian(h, [qt.Qobj(x, dims=dims) for b in jumps for x in b])
    rho = qt.steadystate(L, method="direct")
    number = np.rint(np.diag(model.number().full()).real).astype(int)
    keep = np.where(number[None, :].T == number[None, :])
    keep = keep[1] * len(number) + keep[0]
    lam = np.linalg.eigvals(L.full()[np.ix_(keep, keep)])
    lam = lam[np.argsort(np.abs(lam))]
    if np.abs(lam[1]) < 1e-5 * np.abs(lam).max():
        return None
    hm, r = h.full(), rho.full()
    Lm, vec = L.full(), r.reshape(-1, order="F")
    trace = np.eye(len(hm)).reshape(-1, order="F")
    current, noise, shot = [], [], []
    for b in jumps:
        d = sum(qt.lindblad_dissipator(qt.Qobj(x, dims=dims)) for x in b)
        current.append(HBAR * (h * qt.vector_to_operator(d * qt.operator_to_vector(rho))).tr().real)
        first = second = 0
        for x in b:
            w = commutator(hm, x)
            v = commutator(hm, w)
            first = first + 0.5 * (sandwich(w, x) + sandwich(x, w))
            second = second + 0.25 * (sandwich(v, x) + 2 * sandwich(w, w) + sandwich(x, v))
        mean = trace @ first @ vec
        scale = np.abs(Lm).max()
        rhs = (mean * vec - first @ vec) / scale
        corrected, *_ = np.linalg.lstsq(np.vstack([Lm / scale, trace]), np.append(rhs, 0), rcond=None)
        shot.append(HBAR ** 2 * (trace @ second @ vec).real)
        noise.append(shot[-1] + HBAR ** 2 * 2 * (trace @ first @ corrected).real)
    Jm = sum(model.lowering(j) for j in range(len(model.levels)))
    Jz = model.number() - 0.5 * len(model.levels)
    J2 = qt.expect(Jz * Jz - Jz + Jm.dag() * Jm, rho) if max(model.levels) == 2 else 0
    E, U = eig
    p = np.diag(U.conj().T @ r @ U).real
    populations = np.sort([p[np.abs(E - e) < 1e-9 * np.abs(E).max()].mean() for e in E])
    sites = range(len(model.levels))
    levels = [qt.expect(model.ket_bra(j, k, k), rho) for j in sites for k in range(model.levels[j])]
    pairs = [abs(qt.expect(model.lowering(a).dag() * model.lowering(b), rho)) for a in sites for b in range(a)]
    return current, noise, shot, qt.expect(Jz, rho), J2, np.min(-lam[1:].real), populations, levels, pairs


def write(out, model, answer):
    current, noise, shot, Jz, J2, gap, populations, levels, pairs = answer
    numbers = lambda *xs: " ".join(f"{x:.17g}" for x in xs)
    print(f"model {len(model.levels)} {len(model.exchanges)} {len(model.baths)} {model.secular} {model.width:.17g}", file=out)
    for d, w, c in zip(model.levels, model.omega, model.charge):
        print(f"site {d} {numbers(*w)} {numbers(*c)}", file=out)
    for a, b, g in model.exchanges:
        print(f"exchange {a} {b} {g:.17g}", file=out)
    for local, T, terms in model.baths:
        print(f"bath {int(local)} {T:.17g} {len(terms)}", file=out)
        for j, k, a in terms:
            w = model.transition(j, k)
            print(f"term {j} {k} {k + 1} {numbers(w, a.real, a.imag, occupation(w, T))}", file=out)
    print("current", numbers(*current), file=out)
    print("noise", numbers(*noise), file=out)
    print("shot", numbers(*shot), file=out)
    print("spin", numbers(Jz, J2), file=out)
    print("gap", numbers(gap), file=out)
    print("populations", numbers(*populations), file=out)
    print("levels", numbers(*levels), file=out)
    print("pairs", numbers(*pairs), file=out)


def main():
    seed, count, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    rng = np.random.default_rng(seed)
    with open(path, "w") as out:
        done = 0
        while done < count:
            model = Model(rng)
            answer = solve(model)
            if answer is None:
                continue
            write(out, model, answer)
            done += 1


if __name__ == "__main__":
    main()
