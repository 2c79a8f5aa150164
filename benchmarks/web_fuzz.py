"""A long fuzz of the API: right and wrong requests to every route, made from its own document.

`python -m benchmarks.web_fuzz [--examples N] [--seed N]` sends N right and N wrong ones to each
route (200 if not given), in this process, to an athlete with a programme. It exits with 0 only
where no answer is a server's error, and every one has a status, a kind and a shape that the
document names. The tests do the same with fewer.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

TESTS: Final = Path(__file__).parents[1] / "tests"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    sys.path.insert(0, str(TESTS))
    from test_api import Program  # noqa: PLC0415 - the tests' folder is known by now
    from web_pages import browser  # noqa: PLC0415 - likewise

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "plan").mkdir()
        for phone in browser(folder, plan=folder / "plan"):
            from api_fuzz import fuzz  # noqa: PLC0415 - Django is set up by now

            program, began = Program(phone), time.perf_counter()
            document = program.ask("GET", "/openapi.json", scope="nobody").json()
            token = program.tokens["all"]
            counts = fuzz(document, token, examples=asked.examples, seed=asked.seed)
            for route, count in counts.items():
                print(f"{count:>6}  {route}")
            took = time.perf_counter() - began
            print(f"{sum(counts.values()):>6}  requests in {took:.0f} s, seed {asked.seed}")


if __name__ == "__main__":
    main()
