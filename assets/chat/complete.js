// What can be completed where somebody writes: @names, /commands at the beginning, :emoji:. Pure but for the emoji,
// which are fetched when they are first asked for.

const MOST = 8;

/** The word that ends at the caret, and where it begins. */
export function wordAt(text, caret) {
  const at = text.lastIndexOf(" ", caret - 1) + 1;
  return { text: text.slice(at, caret), at };
}

/** What may stand for the word: {label, help, insert}; `whole` says that the word is complete as it is. */
export async function proposals(word, { people = [], commands = [] }) {
  const rest = word.text.slice(1).toLowerCase();
  if (word.text[0] === "/" && word.at === 0)
    return commands
      .filter((command) => command.name.startsWith(rest))
      .slice(0, MOST)
      .map((command) => ({
        label: command.usage,
        help: command.help,
        insert: `/${command.name}`,
        whole: command.name === rest,
      }));
  if (word.text[0] === "@" && rest)
    return people
      .filter(
        (person) =>
          person.username.toLowerCase().startsWith(rest) || person.name.toLowerCase().startsWith(rest),
      )
      .slice(0, MOST)
      .map((person) => ({
        label: person.name,
        help: `@${person.username}`,
        insert: `@${person.username}`,
        whole: person.username.toLowerCase() === rest,
      }));
  if (/^:[^\s:]{2,}$/.test(word.text)) {
    const { findEmoji } = await import("./emoji.js");
    return findEmoji(rest, MOST).map((each) => ({ label: `${each.mark} :${each.name}:`, insert: each.mark }));
  }
  return [];
}

/** The text with the word replaced, and where the caret stands then. */
export function completed(text, word, insert) {
  const before = text.slice(0, word.at) + insert;
  const after = text.slice(word.at + word.text.length).replace(/^ ?/, " ");
  return { text: before + after, at: before.length + 1 };
}
