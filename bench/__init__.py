"""Measures the product beside the floor: the same work done by the bare engine, in the same run."""
