"""The made-up athlete: eighteen months of runs that nobody ran."""

from ironstride.sample.folder import SampleReport, make

__all__ = ["SampleReport", "make"]
