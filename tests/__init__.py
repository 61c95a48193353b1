"""The tests of the atlas."""

from hypothesis import settings

# A busy machine is no fault: examples have no deadline.
settings.register_profile("atlas", deadline=None)
settings.load_profile("atlas")
