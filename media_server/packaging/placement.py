"""Where on the timeline a unit belongs, and when its timestamp is not to be believed."""


class VideoPlacement:
    """Decode times must grow. A little disorder is smoothed; a jump is reported."""

    def __init__(self, jump_ms: int, still_ms: int) -> None:
        self._jump_ms = jump_ms
        self._still_ms = still_ms
        self._last_ms = -1
        self._longest_ms = 0  # the longest regular distance so far: slow streams are no jumps

    def begin(self, before_ms: int) -> None:
        self._last_ms = before_ms

    def __call__(self, ms: int, heard_ms: int | None) -> int | None:
        """The decode time to use, or None for a jump. `heard_ms` is how far the audio has come."""
        step = ms - self._last_ms
        if step <= 0:
            if -step > self._jump_ms:
                return None
            ms = self._last_ms + 1
        elif step > max(self._jump_ms, 3 * self._longest_ms):
            # With the audio still there in between, pictures were lost; the clock is right.
            if step > self._still_ms if heard_ms is None else abs(ms - heard_ms) > self._jump_ms:
                return None
        elif step <= self._jump_ms:
            self._longest_ms = max(self._longest_ms, step)
        self._last_ms = ms
        return ms


class AudioPlacement:
    """Audio follows the video's clock. A clock of its own is accepted after a second."""

    def __init__(self, jump_ms: int, lost_ms: int) -> None:
        self._jump_ms = jump_ms
        self._lost_ms = lost_ms
        self._shift_ms = 0
        self._stray_since: int | None = None

    def begin(self) -> None:
        self._shift_ms, self._stray_since = 0, None

    def __call__(self, ms: int, expected_ms: int | None, seen_ms: int | None) -> int | None:
        """The time to use, or None to leave the frame out. `seen_ms` is how far the video has come."""
        placed = ms + self._shift_ms
        if expected_ms is not None and abs(placed - expected_ms) <= self._jump_ms:
            self._stray_since = None
            return placed
        if seen_ms is None:
            return placed if expected_ms is None else None
        if abs(placed - seen_ms) <= self._lost_ms:
            self._stray_since = None
            return placed
        if self._stray_since is None or not 0 <= ms - self._stray_since <= 2 * self._jump_ms:
            self._stray_since = ms
        elif ms - self._stray_since >= self._jump_ms:
            self._shift_ms += seen_ms - placed
            self._stray_since = None
            return ms + self._shift_ms
        return None
