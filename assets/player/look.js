// A look at an HLS address from outside the player: is the stream there, or over?

const TIMEOUT = 15_000;
const MEANS = { 401: "denied", 403: "denied", 404: "missing", 410: "missing" };

// "running", "ended", "denied", "missing", or "gone" when there is no answer.
export async function look(src) {
  try {
    const top = await text(src);
    const lines = top.split("\n").map((line) => line.trim());
    const variant = lines.findIndex((line) => line.startsWith("#EXT-X-STREAM-INF"));
    if (variant < 0) return stateOf(top);
    const address = lines.slice(variant + 1).find((line) => line && !line.startsWith("#"));
    return stateOf(await text(new URL(address, new URL(src, location.href))));
  } catch (problem) {
    return MEANS[problem.status] ?? "gone";
  }
}

const stateOf = (playlist) => (playlist.includes("#EXT-X-ENDLIST") ? "ended" : "running");

async function text(url) {
  const answer = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(TIMEOUT) });
  if (!answer.ok) throw Object.assign(new Error(answer.statusText), { status: answer.status });
  return answer.text();
}
