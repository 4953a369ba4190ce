// Setting up an authenticator app. The secret goes from our HTTP to the screen and nowhere else: it is in no state.
import { useState } from "react";

const post = async (address, body = {}) => {
  const response = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
  });
  return { ok: response.ok, answer: await response.json() };
};

export function TwoFactor({ on, labels, onRefused, onChanged }) {
  const [setup, setSetup] = useState(null);
  const [codes, setCodes] = useState(null);
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState("");

  const send = async (address, body, use) => {
    setProblem("");
    try {
      const { ok, answer } = await post(address, body);
      if (ok) return use(answer);
      if (answer.field) return setProblem(window.aethexTranslate(answer.message));
      if (answer.code === "confirmation_needed") window.aethexAgain = () => send(address, body, use);
      onRefused?.(answer);
    } catch {
      setProblem(labels.unreachable);
    }
  };
  const finish = (event) => {
    event.preventDefault();
    send("/auth/two-factor/confirm", { code }, (answer) => {
      setSetup(null);
      setCodes(answer.recovery_codes);
    });
  };

  if (codes) {
    return (
      <div className="ui-stack">
        <p>{labels.keepCodes}</p>
        <ol className="account-codes">{codes.map((each) => <li key={each}><code>{each}</code></li>)}</ol>
        <div className="ui-inline">
          <button type="button" className="ui-button" onClick={() => navigator.clipboard.writeText(codes.join("\n"))}>{labels.copy}</button>
          {/* The cookie has changed, so the page is loaded anew. */}
          <button type="button" className="ui-button" data-kind="primary" onClick={() => window.location.reload()}>{labels.kept}</button>
        </div>
      </div>
    );
  }
  if (setup) {
    return (
      <form className="ui-form" onSubmit={finish}>
        <p>{labels.scan}</p>
        <div className="account-qr" role="img" aria-label={labels.qr} dangerouslySetInnerHTML={{ __html: setup.qr_svg }} />
        <p className="ui-muted ui-small">{labels.orType} <code className="ui-code">{setup.secret}</code></p>
        <div className="ui-field">
          <label className="ui-field-label" htmlFor="two-factor-code">{labels.code}</label>
          <input id="two-factor-code" className="ui-input" inputMode="numeric" autoComplete="one-time-code" value={code} onChange={(event) => setCode(event.target.value)} aria-invalid={Boolean(problem)} />
          {problem && <p className="ui-field-error" role="alert">{problem}</p>}
        </div>
        <button type="submit" className="ui-button" data-kind="primary">{labels.turnOn}</button>
      </form>
    );
  }
  return (
    <div className="ui-inline">
      {on ? (
        <>
          <button type="button" className="ui-button" onClick={() => send("/auth/two-factor/recovery-codes", {}, (answer) => setCodes(answer.recovery_codes))}>{labels.newCodes}</button>
          <button type="button" className="ui-button" data-kind="danger" onClick={() => send("/auth/two-factor/turn-off", {}, () => window.location.reload())}>{labels.turnOff}</button>
        </>
      ) : (
        <button type="button" className="ui-button" data-kind="primary" onClick={() => send("/auth/two-factor", {}, setSetup)}>{labels.begin}</button>
      )}
      {problem && <p className="ui-field-error" role="alert">{problem}</p>}
    </div>
  );
}
