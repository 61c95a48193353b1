"""The vocabulary of the atlas without what it publishes beside the pages: charts need the whole data."""

from macros import define_env

__all__ = ["define_env"]
