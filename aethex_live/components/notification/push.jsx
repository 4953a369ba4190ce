// Telling somebody in this browser while its page is closed. What the browser says decides: it may be unable to,
// forbidden, not asked yet, or asked; and the server says whether it knows of it.
import { useEffect, useState } from "react";

const able = () =>
  window.isSecureContext && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

const registration = () => navigator.serviceWorker.register("/sw.js");

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

const kept = async () => (able() ? (await registration()).pushManager.getSubscription() : null);

export function PushSwitch({ vapidKey, on, answered, words, brief, onLook, onSubscribe, onUnsubscribe, onTry }) {
  const [state, setState] = useState("");
  const [endpoint, setEndpoint] = useState("");
  const [trouble, setTrouble] = useState("");

  const show = (next, problem = "") => {
    setState(next);
    setTrouble(problem);
  };

  useEffect(() => {
    if (!vapidKey) return;
    if (!able()) return show("unable");
    if (Notification.permission === "denied") return show("denied");
    kept().then(
      (subscription) => {
        if (!subscription) return show("off");
        setEndpoint(subscription.endpoint);
        onLook(subscription.endpoint);
      },
      () => show("unable"),
    );
  }, [vapidKey]);

  useEffect(() => {
    if (answered) show(on ? "on" : "off");
  }, [answered, on]);

  const turnOn = async () => {
    show("busy");
    if ((await Notification.requestPermission()) !== "granted") {
      return show(Notification.permission === "denied" ? "denied" : "off");
    }
    try {
      const { pushManager } = await registration().then(() => navigator.serviceWorker.ready);
      await (await pushManager.getSubscription())?.unsubscribe();
      const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(vapidKey) });
      const { endpoint: address, keys } = made.toJSON();
      setEndpoint(address);
      onSubscribe(address, keys.p256dh, keys.auth);
    } catch {
      show("off", words.failed);
    }
  };

  const turnOff = async () => {
    show("busy");
    await (await kept())?.unsubscribe();
    onUnsubscribe(endpoint);
  };

  if (brief && !["off", "busy"].includes(state)) return null;
  if (!vapidKey) return <p className="ui-muted">{words.none}</p>;
  if (!state) return <p className="ui-muted push-switch" aria-busy="true" />;
  return (
    <div className="push-switch">
      <p role="status">{trouble || words[state]}</p>
      {(state === "off" || state === "busy") && (
        <Button text={words.turnOn} kind={brief ? "primary" : "quiet"} busy={state === "busy"} onClick={turnOn} />
      )}
      {state === "on" && (
        <>
          <Button text={words.tryOut} onClick={() => onTry(endpoint)} />
          <Button text={words.turnOff} kind="ghost" onClick={turnOff} />
        </>
      )}
    </div>
  );
}

function Button({ text, kind = "quiet", busy = false, onClick }) {
  return (
    <button type="button" className="ui-button" data-kind={kind} data-size="s" aria-disabled={busy} onClick={busy ? undefined : onClick}>
      <span className="ui-button-content">{text}</span>
    </button>
  );
}
