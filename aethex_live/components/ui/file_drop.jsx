// A place to drop a file or choose one. Pictures are cut to shape first; the upload goes straight to our HTTP API.
import { useEffect, useRef, useState } from "react";
import { Cropper } from "./crop.jsx";

// Why the server said no, in the reader's language.
const refusalOf = (answer) => window.aethexTranslate(answer?.parts ?? answer?.message ?? "");

// The file itself is the body: that is what the API takes.
const send = (url, method, blob, onProgress, started) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.setRequestHeader("X-Requested-With", "fetch");
    request.responseType = "json";
    request.upload.onprogress = (event) =>
      event.lengthComputable && onProgress(Math.round((event.loaded / event.total) * 100));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response);
      else reject(new Error(refusalOf(request.response)));
    };
    request.onerror = () => reject(new Error(""));
    request.onabort = () => reject(new DOMException("", "AbortError"));
    request.send(blob);
    started(request);
  });

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

export function FileDrop({
  url,
  method = "POST",
  accept = "",
  maxBytes,
  shape,
  picture,
  label,
  help,
  labels,
  disabled = false,
  onDone,
}) {
  const input = useRef(null);
  const request = useRef(null);
  const [over, setOver] = useState(false);
  const [cutting, setCutting] = useState(null);
  const [progress, setProgress] = useState(null);
  const [error, setError] = useState("");
  const [preview, setPreview] = useState("");

  useEffect(() => () => request.current?.abort(), []);
  useEffect(() => () => URL.revokeObjectURL(preview), [preview]);
  useEffect(() => setPreview(""), [picture]);

  const refusal = (file) => {
    const kinds = accept
      .split(",")
      .map((kind) => kind.trim())
      .filter(Boolean);
    const fits = (kind) =>
      kind.startsWith(".")
        ? file.name.toLowerCase().endsWith(kind)
        : kind.endsWith("/*")
          ? file.type.startsWith(kind.slice(0, -1))
          : file.type === kind;
    if (kinds.length && !kinds.some(fits)) return labels.kind;
    if (!shape && maxBytes && file.size > maxBytes)
      return fill(labels.size, { size: Math.floor(maxBytes / 1e6) });
    return "";
  };

  const upload = async (blob) => {
    setError("");
    setProgress(0);
    if (blob.type.startsWith("image/")) setPreview(URL.createObjectURL(blob));
    try {
      const answer = await send(
        url,
        method,
        blob,
        setProgress,
        (started) => (request.current = started),
      );
      onDone?.(answer ?? {});
    } catch (failure) {
      setPreview("");
      if (failure.name !== "AbortError") setError(failure.message || labels.failed);
    } finally {
      setProgress(null);
    }
  };

  const take = (file) => {
    if (!file || disabled || progress !== null) return;
    const refused = refusal(file);
    setError(refused);
    if (refused) return;
    if (shape) setCutting(file);
    else upload(file);
  };

  const drop = (event) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };

  const shown = preview || picture;
  return (
    <div className="ui-drop-field">
      <label
        className="ui-drop"
        data-over={over || undefined}
        data-shape={shape?.round ? "round" : shape ? "picture" : undefined}
        data-disabled={disabled || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          ref={input}
          type="file"
          className="ui-hidden-visually"
          accept={accept}
          disabled={disabled}
          aria-label={label}
          onChange={(event) => {
            take(event.target.files[0]);
            event.target.value = "";
          }}
        />
        {shape && (
          <span className="ui-drop-picture" style={{ aspectRatio: `${shape.width} / ${shape.height}` }}>
            {shown && <img src={shown} alt="" />}
          </span>
        )}
        <span className="ui-drop-words">
          <span className="ui-drop-title">{label}</span>
          <span className="ui-muted ui-small">{help}</span>
        </span>
      </label>
      {progress !== null && (
        <div className="ui-drop-progress">
          <progress className="ui-progress-bar" max="100" value={progress} aria-label={labels.uploading} />
          <span className="ui-num ui-small">{progress} %</span>
          <button
            type="button"
            className="ui-button"
            data-kind="ghost"
            data-size="s"
            onClick={() => request.current?.abort()}
          >
            {labels.cancel}
          </button>
        </div>
      )}
      {error && (
        <p className="ui-field-error" role="alert">
          {error}
        </p>
      )}
      {cutting && (
        <Cropper
          file={cutting}
          shape={shape}
          labels={labels}
          onCancel={() => setCutting(null)}
          onBroken={() => {
            setCutting(null);
            setError(labels.broken);
          }}
          onCut={(blob) => {
            setCutting(null);
            upload(blob);
          }}
        />
      )}
    </div>
  );
}
