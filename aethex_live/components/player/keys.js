// Which key does what. The help shows the same list, so that neither knows a key that the other does not.

export const KEYS = [
  { keys: [" ", "k"], shown: "Space, K", label: "togglePlay", act: (acts) => acts.togglePlay() },
  { keys: ["m"], shown: "M", label: "toggleMute", act: (acts) => acts.toggleMute() },
  { keys: ["f"], shown: "F", label: "fullScreen", act: (acts) => acts.toggleFullScreen() },
  { keys: ["t"], shown: "T", label: "theatre", act: (acts) => acts.toggleTheatre(), needs: "onTheatre" },
  { keys: ["i"], shown: "I", label: "pictureInPicture", act: (acts) => acts.togglePictureInPicture() },
  { keys: ["c"], shown: "C", label: "captions", act: (acts) => acts.toggleCaptions() },
  { keys: ["s"], shown: "S", label: "statistics", act: (acts) => acts.toggleStatistics() },
  { keys: ["arrowup"], shown: "↑", label: "louder", act: (acts) => acts.changeVolume(0.05), inside: true },
  { keys: ["arrowdown"], shown: "↓", label: "quieter", act: (acts) => acts.changeVolume(-0.05), inside: true },
  { keys: ["arrowleft"], shown: "←", label: "back5", act: (acts) => acts.skip(-5), inside: true },
  { keys: ["arrowright"], shown: "→", label: "on5", act: (acts) => acts.skip(5), inside: true },
  { keys: ["j"], shown: "J", label: "back10", act: (acts) => acts.skip(-10) },
  { keys: ["l"], shown: "L", label: "on10", act: (acts) => acts.skip(10) },
  { keys: [","], shown: ",", label: "frameBack", act: (acts) => acts.step(-1) },
  { keys: ["."], shown: ".", label: "frameOn", act: (acts) => acts.step(1) },
  { keys: ["end"], shown: "End", label: "goLive", act: (acts) => acts.goLive(), inside: true },
  { keys: ["?"], shown: "?", label: "help", act: (acts) => acts.toggleHelp() },
];

const CLOSE = { act: (acts) => acts.closeAll(), gentle: true };

// What `event` asks the player in `frame` for; undefined when it is meant for something else on the page.
export function keyAsked(event, frame, props) {
  const { target } = event;
  const writes = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !/^(range|radio|checkbox)$/.test(target.type);
  if (writes || target.isContentEditable || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (target.closest?.("dialog[open], [role=menu]")) return undefined;
  const key = event.key.toLowerCase();
  if (key === "escape") return CLOSE;
  const inside = frame?.contains(target) ?? false;
  const found = KEYS.find(({ keys }) => keys.includes(key));
  if (!found || (found.needs && !props[found.needs])) return undefined;
  // Arrows scroll the page unless the player has the focus, and move a slider that has it.
  if (found.inside && (!inside || target.type === "range")) return undefined;
  const presses = target.closest?.("button, a, summary, [role=tab], [role=option], input");
  if (key === " " && presses) return undefined;
  return found;
}
