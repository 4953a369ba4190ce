"""Background work: schedules and tasks that call services."""
