// Follow and its bell. Shows what was pressed at once; what the server then says is what stays.
import { useEffect, useState } from "react";

export function Follow({ following, notify, answered, words, size = "m", kind = "primary", bell = true, onFollow, onNotify }) {
  const [guess, setGuess] = useState({});
  useEffect(() => setGuess({}), [answered]);
  const now = { following, notify, ...guess };

  const press = () => {
    setGuess({ following: !now.following, notify: !now.following });
    onFollow(!now.following);
  };
  const ring = () => {
    setGuess({ ...guess, notify: !now.notify });
    onNotify(!now.notify);
  };
  return (
    <span className="follow">
      <button
        type="button"
        className="ui-button"
        data-kind={now.following ? "quiet" : kind}
        data-size={size}
        aria-pressed={now.following}
        title={now.following ? words.unfollow : words.follow}
        onClick={press}
      >
        <span className="ui-button-content">
          <Icon d={HEART} filled={now.following} />
          <span className="follow-word">{now.following ? words.following : words.follow}</span>
        </span>
      </button>
      {bell && now.following && (
        <button
          type="button"
          className="ui-button"
          data-kind="ghost"
          data-size={size}
          data-icon="true"
          aria-pressed={now.notify}
          aria-label={words.notify}
          title={words.notify}
          onClick={ring}
        >
          <Icon d={now.notify ? BELL : BELL_OFF} filled={now.notify} />
        </button>
      )}
    </span>
  );
}

const HEART = "M12 20 4.6 12.6a4.9 4.9 0 0 1 7-6.9l.4.4.4-.4a4.9 4.9 0 0 1 7 6.9Z";
const BELL = "M6 9a6 6 0 0 1 12 0c0 6 2.5 7 2.5 7h-17S6 15 6 9M10 20a2.2 2.2 0 0 0 4 0";
const BELL_OFF = `${BELL}M4 4l16 16`;

function Icon({ d, filled }) {
  return (
    <svg
      className="ui-icon"
      width="16"
      height="16"
      viewBox="0 0 24 24"
      fill={filled ? "currentColor" : "none"}
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={d} />
    </svg>
  );
}
