"""The tests of the atlas."""

import os

from hypothesis import settings

# A busy machine is no fault: examples have no deadline. A proof is the same for the same commit: with CI=true the
# examples are always the same ones, and new ones are tried wherever somebody works.
settings.register_profile("atlas", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("atlas")
