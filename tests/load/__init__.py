"""Benchmarks. They print figures and assert nothing about time; none is part of the suite."""
