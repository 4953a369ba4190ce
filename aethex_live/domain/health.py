"""Whether what the site stands on is well: rules from figures to a sentence, and to what can be done about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from aethex_live.domain.job import Standing
from aethex_live.domain.throttle import in_words
from aethex_live.errors import Words

GIB = 1024**3
ROOM_WANTED = 5 * GIB  # of the data folder; recordings come in gigabytes
ROOM_NEEDED = GIB
LATE_SECONDS = 0.25  # a part of a stream: from here on viewers notice
JOBS_LATE_SECONDS = 300
PAGES_MANY = 0.8  # of as many as may be open


class Part(StrEnum):
    """What is looked at."""

    DATABASE = "database"
    MIGRATIONS = "migrations"
    MEDIA = "media"
    RECORDING = "recording"
    JOBS = "jobs"
    MAIL = "mail"
    DISK = "disk"
    REDIS = "redis"
    APP = "app"


ESSENTIAL = frozenset({Part.DATABASE, Part.MIGRATIONS})  # without them no page can be shown


class State(StrEnum):
    """How it is, best first."""

    GOOD = "good"
    IDLE = "idle"  # not in use, or not tried yet
    WARN = "warn"  # it goes on, but somebody should look
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """How one part is; `remedy` says what to do when it is not well. Both are sentences, as Words."""

    part: Part
    state: State
    says: str
    remedy: str = ""

    @property
    def well(self) -> bool:
        """Whether it does what it should."""
        return self.state is not State.BAD


@dataclass(frozen=True, slots=True)
class MediaStatus:
    """What the media server tells of itself. Sizes are bytes."""

    version: str
    since: datetime
    streams: int
    publishers: int
    viewers: int
    recordings: int
    lag_seconds: float
    disk_free: int
    disk_total: int  # 0: its folder cannot be read
    disk_reserve: int
    refusing: bool  # it takes no new streams, for want of room
    recording_failures: int = 0  # for a reason that nobody expected, since its start


class Road(StrEnum):
    """Which way mail goes."""

    SMTP = "smtp"
    TERMINAL = "terminal"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailStanding:
    """What has become of the mails of this process."""

    road: Road
    waiting: int = 0
    sent_at: datetime | None = None
    failed_at: datetime | None = None
    failure: str = ""  # the kind of error, never an address


@dataclass(frozen=True, slots=True)
class AppProcess:
    """What the process that asks knows of itself."""

    version: str
    since: datetime
    pages: int
    most_pages: int


def silent(part: Part) -> Finding:
    """For a part that could not be asked at all, or not in time."""
    return Finding(part, State.BAD, Words("Does not answer."), _SILENT.get(part, _SEE_LOG))


_SEE_LOG = Words("The log of the app says why.")
_SILENT = {
    Part.DATABASE: Words("Start PostgreSQL, or correct DATABASE_URL. `aethex-live doctor` says more."),
    Part.MIGRATIONS: Words("First the database has to answer."),
    Part.JOBS: Words("First the database has to answer."),
    Part.MEDIA: Words(
        "Start it (`aethex-live up` does), or correct MEDIA_CONTROL_URL and MEDIA_SECRET. Until then nobody can "
        "go live."
    ),
    Part.RECORDING: Words("First the media server has to answer."),
    Part.REDIS: Words("Start it, or correct REDIS_URL. Until then the workers do not share their rooms."),
}


def answers(part: Part) -> Finding:
    """For a part of which nothing is asked but that it answers."""
    return Finding(part, State.GOOD, Words("Answers."))


def migrations(have: str | None, wanted: str | None, *, known: bool) -> Finding:
    """The version of the schema against the one of the code; `known`: the code can bring it up to date."""
    if have == wanted:
        return Finding(Part.MIGRATIONS, State.GOOD, Words("The schema is up to date."))
    if known:
        says = Words("The schema is older than the code.")
        remedy = Words("Stop the site and start it again with `aethex-live up`, which brings it up to date.")
    else:
        says = Words("A newer version of the product has run on this database.")
        remedy = Words("Update the code, or restore the backup that was made before the update.")
    return Finding(Part.MIGRATIONS, State.BAD, says, remedy)


def media(status: MediaStatus | None, now: datetime) -> Finding:
    """The media server: what it carries, and whether it keeps up."""
    if status is None:
        return silent(Part.MEDIA)
    says = Words(
        "Version {version}, up for {time}. Streams: {streams}, encoders: {publishers}, viewers: {viewers}. "
        "Late by {late} ms at most.",
        version=status.version,
        time=lasting(now - status.since),
        streams=status.streams,
        publishers=status.publishers,
        viewers=status.viewers,
        late=round(status.lag_seconds * 1000),
    )
    if status.lag_seconds < LATE_SECONDS:
        return Finding(Part.MEDIA, State.GOOD, says)
    remedy = Words(
        "It is too busy for viewers to see no delay: give it more processor time, or fewer streams."
    )
    return Finding(Part.MEDIA, State.WARN, says, remedy)


def recording(status: MediaStatus | None) -> Finding:
    """The disk of the recordings."""
    if status is None:
        return silent(Part.RECORDING)
    if not status.disk_total:
        says = Words("The folder of the recordings cannot be read.")
        return Finding(Part.RECORDING, State.BAD, says, Words("Correct MEDIA_DATA, or mend its disk."))
    says = Words(
        "Recordings being written: {recordings}. {free} GiB of {total} GiB are free; {reserve} GiB stay in reserve.",
        recordings=status.recordings,
        free=gib(status.disk_free),
        total=gib(status.disk_total),
        reserve=gib(status.disk_reserve),
    )
    remedy = Words("Delete old recordings, or move MEDIA_DATA to a larger disk.")
    if status.refusing:
        return Finding(Part.RECORDING, State.BAD, Words("{first} {next}", first=says, next=_REFUSING), remedy)
    if status.recording_failures:
        failed = Words(
            "Writing failed unexpectedly since the start: {times}.", times=status.recording_failures
        )
        return Finding(Part.RECORDING, State.WARN, Words("{first} {next}", first=says, next=failed), _LOST)
    little = status.disk_free < 2 * status.disk_reserve
    return Finding(Part.RECORDING, State.WARN if little else State.GOOD, says, remedy if little else "")


_REFUSING = Words("New streams are refused.")
_LOST = Words("The log of the media server says why, and which recordings were stopped.")


def jobs(standing: Standing) -> Finding:
    """The background work."""
    says = Words(
        "Waiting: {waiting}, running: {running}, given up: {failed}. Workers: {workers}.",
        waiting=standing.waiting,
        running=standing.running,
        failed=standing.failed,
        workers=standing.workers,
    )
    if not standing.workers:
        remedy = Words("No app does background work: look for `The worker for jobs has stopped` in its log.")
        return Finding(Part.JOBS, State.BAD, says, remedy)
    if standing.late_seconds > JOBS_LATE_SECONDS:
        waits = Words("One has been due for {time}.", time=in_words(standing.late_seconds))
        remedy = Words("If the number grows, look for failed jobs in the log, or start another app worker.")
        return Finding(Part.JOBS, State.WARN, Words("{first} {next}", first=says, next=waits), remedy)
    if standing.failed:
        remedy = Words("An admin can try those that were given up again, or delete them, on the page Jobs.")
        return Finding(Part.JOBS, State.WARN, says, remedy)
    return Finding(Part.JOBS, State.GOOD, says)


def mail(standing: MailStanding, now: datetime, *, production: bool) -> Finding:
    """Whether mails leave."""
    if standing.road is not Road.SMTP:
        says = Words("SMTP_URL is not set: mails are not sent.")
        remedy = Words("Set SMTP_URL, or nobody can confirm an address or choose a new password.")
        if production:
            return Finding(Part.MAIL, State.BAD, says, remedy)
        return Finding(Part.MAIL, State.IDLE, Words("SMTP_URL is not set: mails are shown in the terminal."))
    failed, sent = standing.failed_at, standing.sent_at
    if failed is not None and (sent is None or sent < failed):
        says = Words(
            "A mail could not be sent {time} ago ({failure}); waiting: {waiting}.",
            time=lasting(now - failed),
            failure=standing.failure,
            waiting=standing.waiting,
        )
        return Finding(
            Part.MAIL, State.BAD, says, Words("Correct SMTP_URL, or see what the mail server says.")
        )
    if sent is None:
        return Finding(Part.MAIL, State.IDLE, Words("No mail was sent since the start."))
    says = Words(
        "The last mail left {time} ago; waiting: {waiting}.",
        time=lasting(now - sent),
        waiting=standing.waiting,
    )
    return Finding(Part.MAIL, State.GOOD, says)


def disk(free: int, total: int) -> Finding:
    """The room in the data folder."""
    says = Words("{free} GiB of {total} GiB are free.", free=gib(free), total=gib(total))
    if free >= ROOM_WANTED:
        return Finding(Part.DISK, State.GOOD, says)
    state = State.WARN if free >= ROOM_NEEDED else State.BAD
    return Finding(Part.DISK, state, says, Words("Free some, or move DATA_DIR to a larger disk."))


def app(process: AppProcess, now: datetime) -> Finding:
    """The process that was asked."""
    says = Words(
        "Version {version}, up for {time}. Open pages: {pages} of {most}.",
        version=process.version,
        time=lasting(now - process.since),
        pages=process.pages,
        most=process.most_pages,
    )
    if process.pages < PAGES_MANY * process.most_pages:
        return Finding(Part.APP, State.GOOD, says)
    remedy = Words(
        "More than that are turned away: raise MOST_PAGES if there is memory, or start another app."
    )
    return Finding(Part.APP, State.WARN, says, remedy)


def lasting(time: timedelta) -> Words:
    """How long something has been, as people say it."""
    days = time // timedelta(days=1)
    return Words("{n} days", n=days) if days > 1 else in_words(max(1.0, time.total_seconds()))


def gib(size: int) -> str:
    """Bytes in GiB, with a digit after the point while that says something."""
    return f"{size / GIB:.0f}" if size >= 10 * GIB else f"{size / GIB:.1f}"
