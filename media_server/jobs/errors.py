"""Why a job failed, in a sentence that may be shown to the person who asked for it."""


class JobError(Exception):
    """The job cannot be done, and would not succeed if it were repeated."""


class JobTimeout(JobError):
    """The job took longer than it may."""


class JobCrashed(JobError):
    """The process that worked on the job died."""


class JobsBusy(JobError):
    """Too many jobs wait already; the same job may succeed later."""
