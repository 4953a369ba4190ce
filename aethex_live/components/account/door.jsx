// The door: log-in, sign-up and whatever else ends in another cookie posts to our own HTTP, because a websocket
// cannot set one. Passwords never travel through the state. What is typed stays when the answer is a refusal.
import { useRef, useState } from "react";

const LOST = {
  code: "unreachable",
  message: "The site cannot be reached. What you typed is still here; try again in a moment.",
};

// How i18n.js knows a text with values in it.
const WITH_VALUES = "\x1f";

const told = ({ parts, ...answer }) =>
  parts ? { ...answer, message: WITH_VALUES + JSON.stringify(parts) } : answer;

const post = async (address, body = {}) => {
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body),
    });
    const answer = response.status === 204 ? {} : told(await response.json());
    if (answer.fields) answer.fields = answer.fields.map(told);
    return { accepted: response.ok, answer };
  } catch {
    return { accepted: false, answer: LOST };
  }
};

// The websocket reads its cookies once, so whoever comes in or leaves loads the next page anew.
const leave = (page) => window.location.assign(page);

const useOnce = (act) => {
  const busy = useRef(false);
  const [shown, setShown] = useState(false);
  const once = async (...given) => {
    if (busy.current) return;
    busy.current = true;
    setShown(true);
    try {
      await act(...given);
    } finally {
      busy.current = false;
      setShown(false);
    }
  };
  return [once, shown];
};

// What a fresh proof was missing for is done again when the proof has been given: see confirm.py.
const conclude = ({ accepted, answer }, { then, onAccepted, onRefused, again }) => {
  if (answer.code === "confirmation_needed") window.aethexAgain = again;
  if (!accepted) return onRefused?.(answer);
  onAccepted?.(answer);
  const next = then ?? answer.next;
  if (next) leave(next);
};

const asked = () => new URLSearchParams(window.location.search);

const carried = (names) =>
  Object.fromEntries(names.map((name) => [name, asked().get(name)]).filter(([, value]) => value));

export function PostForm({ action, extra, fromAddress = [], then, onRefused, onAccepted, children, ...rest }) {
  const [submit, busy] = useOnce(async (form) => {
    const body = { ...carried(fromAddress), ...Object.fromEntries(new FormData(form)), ...extra };
    conclude(await post(action, body), { then, onAccepted, onRefused, again: () => submit(form) });
  });
  const start = (event) => {
    event.preventDefault();
    submit(event.currentTarget);
  };
  return (
    <form method="post" noValidate {...rest} onSubmit={start} aria-busy={busy || undefined}>
      {children}
    </form>
  );
}

export function PostButton({ action, fromAddress = [], then, onRefused, onAccepted, children, ...rest }) {
  const [press, busy] = useOnce(async () =>
    conclude(await post(action, carried(fromAddress)), { then, onAccepted, onRefused, again: () => press() }),
  );
  return (
    <button type="button" {...rest} onClick={press} aria-busy={busy || undefined}>
      {children}
    </button>
  );
}

const CANCELLED = { code: "cancelled", message: "The passkey was not used. Nothing has changed." };
const HERE = { code: "passkey_known", message: "This device has a passkey for your account already." };
const UNKNOWN = { code: "no_passkeys", message: "This browser knows no passkeys. Use your password instead." };

// Asks the server for a challenge, the browser for an answer to it, and gives that back to the server.
export function PasskeyButton({ createOne, begin, finish, extra, then, onRefused, onAccepted, children, ...rest }) {
  const [press, busy] = useOnce(async () => {
    if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) return onRefused?.(UNKNOWN);
    const first = await post(begin, extra);
    if (!first.accepted) return conclude(first, { onRefused, again: () => press() });
    let credential;
    try {
      credential = createOne
        ? await navigator.credentials.create({
            publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(first.answer.options),
          })
        : await navigator.credentials.get({
            publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(first.answer.options),
          });
    } catch (error) {
      return onRefused?.(error.name === "InvalidStateError" ? HERE : CANCELLED);
    }
    const body = { ...extra, ...carried(["next"]), response: credential.toJSON() };
    conclude(await post(finish, body), { then, onAccepted, onRefused });
  });
  return (
    <button type="button" {...rest} onClick={press} aria-busy={busy || undefined}>
      {children}
    </button>
  );
}
