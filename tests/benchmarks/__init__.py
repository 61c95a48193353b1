"""Measurements that are repeated by hand: `make bench`."""
