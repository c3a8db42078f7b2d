"""peer_scripts.py SCRIPT...: runs scripts that `circ emit --target qutip` wrote, one after the other in this process. Prints: s a script,
without the import of QuTiP."""
import contextlib
import io
import runpy
import sys
import time

import qutip  # noqa: F401, imported before the clock starts

start = time.perf_counter()
for script in sys.argv[1:]:
    with contextlib.redirect_stdout(io.StringIO()):
        runpy.run_path(script, run_name="__main__")
print(f"{(time.perf_counter() - start) / max(1, len(sys.argv) - 1):.4g}")
