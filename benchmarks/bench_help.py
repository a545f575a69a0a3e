"""`wulfrun --help` against a Python that does nothing, the best of several of each."""

import sys
from pathlib import Path

from measured import demand, measured

TIMES = 9


def main() -> None:
    wulfrun = Path(sys.executable).with_name("wulfrun")
    commands = {"python -c pass": [sys.executable, "-c", "pass"], "wulfrun --help": [wulfrun, "--help"]}
    best = dict.fromkeys(commands, float("inf"))
    for _ in range(TIMES):
        for name, command in commands.items():
            best[name] = min(best[name], measured(command).seconds)
    for name, seconds in best.items():
        print(f"{name:16} {1000 * seconds:6.1f} ms")
    ratio = best["wulfrun --help"] / best["python -c pass"]
    demand(f"help takes {ratio:.2f} times a Python that does nothing (under 5)", ratio < 5)


if __name__ == "__main__":
    main()
