// What only a browser can do with an address: hand it to the device's own sheet, and put a player's code together.
import { useEffect, useState } from "react";
import { CopyButton } from "$/public/external/aethex_live/components/ui/copy/copy.jsx";

export function NativeShare({ link, title, label }) {
  const [can, setCan] = useState(false); // a built page knows no browser
  useEffect(() => setCan(Boolean(navigator.share)), []);
  if (!can || !link) return null;
  const share = () => navigator.share({ title, url: link }).catch(() => {}); // closing the sheet is no mistake
  return (
    <button type="button" className="ui-button" data-kind="primary" data-size="m" onClick={share}>
      <span className="ui-button-content">{label}</span>
    </button>
  );
}

const SIZE = { plain: [640, 360], chat: [960, 400] };

const codeOf = (player, autoplay, chat) => {
  const options = new URLSearchParams();
  if (!autoplay) options.set("autoplay", "0");
  if (chat) options.set("chat", "1");
  const query = options.toString();
  const [width, height] = SIZE[chat ? "chat" : "plain"];
  const address = (player + (query && `?${query}`)).replaceAll("&", "&amp;");
  return (
    `<iframe src="${address}" width="${width}" height="${height}"` +
    ' allow="autoplay; fullscreen; picture-in-picture" style="border:0"></iframe>'
  );
};

export function EmbedCode({ player, words }) {
  const [autoplay, setAutoplay] = useState(true);
  const [chat, setChat] = useState(false);
  const code = codeOf(player, autoplay, chat);
  const option = (label, on, set) => (
    <label className="ui-choice ui-check">
      <input
        type="checkbox"
        className="ui-choice-control"
        checked={on}
        onChange={(event) => set(event.target.checked)}
      />
      <span className="ui-choice-words">{label}</span>
    </label>
  );
  return (
    <div className="share-part">
      <h3 className="ui-label">{words.title}</h3>
      <div className="share-options">
        {option(words.autoplay, autoplay, setAutoplay)}
        {option(words.chat, chat, setChat)}
      </div>
      <div className="share-row">
        <code className="ui-code share-text">{code}</code>
        <CopyButton text={code} labels={words} size="s" />
      </div>
    </div>
  );
}

// The server has drawn it, out of an address of its own.
export function QrCode({ svg, label }) {
  return <div className="share-qr" role="img" aria-label={label} dangerouslySetInnerHTML={{ __html: svg }} />;
}
