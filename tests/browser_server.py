"""The web app as `ironstride serve` runs it, on the clock of the tests: a port and the moment."""

from __future__ import annotations

import os
import sys
from datetime import datetime, timedelta
from time import time

os.environ["DJANGO_SETTINGS_MODULE"] = "ironstride.web.settings"


def main(port: int, noon: datetime, since_s: float) -> None:
    """Serve, with the clock `noon` at the second `since_s` of the world's clock."""
    from ironstride.store.folder import data_folder  # noqa: PLC0415 - Django is told its settings first
    from ironstride.store.open import open_store  # noqa: PLC0415 - likewise
    from ironstride.web import clock, server  # noqa: PLC0415 - likewise

    open_store(data_folder(os.environ)).close()
    clock.now = lambda: noon + timedelta(seconds=time() - since_s)
    server.serve("127.0.0.1", port, begun=lambda address: print(address, flush=True))  # noqa: T201 - whoever started it waits for this


if __name__ == "__main__":
    main(int(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), float(sys.argv[3]))
