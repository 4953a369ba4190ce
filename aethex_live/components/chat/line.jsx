// One message. What it says is text until here, and stays text: nothing in it is ever taken as HTML.
import { memo } from "react";
import {
  BadgeCheck,
  Ban,
  Clock3,
  Crown,
  EllipsisVertical,
  Gem,
  PenTool,
  Pin,
  Reply,
  Shield,
  ShieldCheck,
  Trash2,
} from "lucide-react";
import { concerns, onlyEmoji, piecesOf } from "$/public/chat/text.js";

const BADGES = {
  owner: Crown,
  editor: PenTool,
  moderator: Shield,
  vip: Gem,
  verified: BadgeCheck,
  staff: ShieldCheck,
};
const icon = { size: 14, strokeWidth: 2, "aria-hidden": true };

export function Badges({ of, labels }) {
  return of.map((name) => {
    const Mark = BADGES[name];
    return (
      Mark && (
        <span key={name} className="chat-badge" data-badge={name} title={labels[name]}>
          <Mark {...icon} />
          <span className="ui-hidden-visually">{labels[name]}</span>
        </span>
      )
    );
  });
}

export function Words({ entry, me }) {
  return piecesOf(entry).map((piece, at) => {
    if (piece.kind === "link")
      return (
        <a
          key={at}
          href={piece.href}
          target="_blank"
          rel="noopener noreferrer nofollow ugc"
          className="chat-link"
        >
          {piece.text}
        </a>
      );
    if (piece.kind === "mention")
      return (
        <span
          key={at}
          className="chat-mention"
          data-own={piece.text.slice(1).toLowerCase() === me || undefined}
        >
          {piece.text}
        </span>
      );
    return <span key={at}>{piece.text}</span>;
  });
}

// Kept: to make one takes as long as to draw a line.
let clock = { language: null, form: null };

/** The time of day, as the reader's language writes it. */
export const timeOf = (entry) => {
  const language = document.documentElement.lang || undefined;
  if (clock.language !== language)
    clock = { language, form: new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" }) };
  return clock.form.format(new Date(entry.at));
};

function Tools({ entry, me, moderates, labels, act }) {
  const own = entry.author.toLowerCase() === me;
  const tool = (name, Icon, tone) => (
    <button
      type="button"
      className="chat-tool"
      data-tone={tone}
      aria-label={labels[name]}
      title={labels[name]}
      onClick={() => act(name, entry)}
    >
      <Icon {...icon} size={16} />
    </button>
  );
  return (
    <div className="chat-tools" role="group" aria-label={labels.tools}>
      {me && tool("answer", Reply)}
      {(own || moderates) && tool("delete", Trash2)}
      {moderates && tool("pin", Pin)}
      {moderates && !own && tool("timeout", Clock3)}
      {moderates && !own && tool("ban", Ban, "live")}
      {tool("person", EllipsisVertical)}
    </div>
  );
}

export const Line = memo(function Line({ entry, active, me, moderates, labels, act }) {
  const aside = entry.kind === "announcement";
  if (entry.kind === "system") return <p className="chat-start">{labels.cleared}</p>;
  const time = timeOf(entry);
  return (
    <div
      className="chat-line"
      role="article"
      tabIndex={-1}
      data-id={entry.id}
      data-kind={entry.kind}
      data-tone={entry.colour}
      data-own={concerns(entry, me) || undefined}
      data-deleted={entry.deleted || undefined}
      aria-label={`${entry.name}, ${time}`}
    >
      {entry.reply && (
        <button
          type="button"
          className="chat-quote"
          tabIndex={active ? 0 : -1}
          onClick={() => act("jump", entry)}
        >
          <Reply {...icon} size={12} />
          <span>
            @{entry.reply.name}: {entry.reply.text || labels.deleted}
          </span>
        </button>
      )}
      {aside && <span className="chat-aside">{labels.announcement}</span>}
      <time className="chat-time ui-num" dateTime={entry.at}>
        {time}
      </time>
      <Badges of={entry.badges} labels={labels} />
      <button
        type="button"
        className="chat-name"
        tabIndex={active ? 0 : -1}
        title={`@${entry.author}`}
        data-card={`/users/${entry.author}`}
        onClick={() => act("person", entry)}
      >
        {entry.name}
      </button>
      <span className="chat-text" data-large={onlyEmoji(entry.text) || undefined}>
        <Words entry={entry} me={me} />
      </span>
      {entry.deleted && (
        <span className="chat-gone">
          {labels.deleted}
          {entry.deleted_by && ` (${entry.deleted_by})`}
        </span>
      )}
      {active && !entry.deleted && (
        <Tools entry={entry} me={me} moderates={moderates} labels={labels} act={act} />
      )}
    </div>
  );
});
