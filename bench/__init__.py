"""Measures the product and its floor: the same work done by the bare engine, in the same run."""
