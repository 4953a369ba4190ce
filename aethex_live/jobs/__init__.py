"""Background work: the tasks, when they come round, and the worker that does them.

A use case puts a task off with `data.job.defer` in its own transaction: the job is there if and only if what caused
it was committed. A task here calls one use case; it may run twice, and its use case must not mind.
"""
