// What a message looks like. Its pieces come from the server: text, safe links, and people who are called.

const ONLY_EMOJI =
  /^(?:[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u200d\ufe0f]|\s)+$/u;
const A_FEW = 12; // characters

/** A message as pieces {kind, text, href}. */
export const piecesOf = (entry) => (entry.parts?.length ? entry.parts : [{ kind: "text", text: entry.text }]);

/** Whether a message is a few emoji and nothing else, which may be shown larger. */
export const onlyEmoji = (text) =>
  text.length <= A_FEW && ONLY_EMOJI.test(text) && /\p{Extended_Pictographic}/u.test(text);

/** Whether somebody is called or answered by a message. `me` in lower case. */
export const concerns = (entry, me) =>
  Boolean(me) && (entry.mentions.includes(me) || entry.reply?.username.toLowerCase() === me);
