// Cuts a picture to a shape: drag it, zoom with wheel, slider or keys; what lies in the frame is drawn at its final size.
import { useEffect, useRef, useState } from "react";

const STEP = 16;
const MOST = 4;

export function Cropper({ file, shape, labels, onCut, onCancel, onBroken }) {
  const dialog = useRef(null);
  const frame = useRef(null);
  const drag = useRef(null);
  const [image, setImage] = useState(null);
  const [view, setView] = useState({ zoom: 1, x: 0, y: 0 });

  useEffect(() => {
    dialog.current.showModal();
    const source = URL.createObjectURL(file);
    const loading = new Image();
    loading.onload = () => setImage(loading);
    loading.onerror = onBroken;
    loading.src = source;
    return () => URL.revokeObjectURL(source);
  }, [file]);

  // Everything is counted in pixels of the result: the picture covers the frame at zoom 1, and never leaves it.
  const cover = image ? Math.max(shape.width / image.naturalWidth, shape.height / image.naturalHeight) : 1;
  const bounded = ({ zoom, x, y }) => {
    const limited = Math.min(Math.max(zoom, 1), MOST);
    const spareX = image ? (image.naturalWidth * cover * limited - shape.width) / 2 : 0;
    const spareY = image ? (image.naturalHeight * cover * limited - shape.height) / 2 : 0;
    return {
      zoom: limited,
      x: Math.min(Math.max(x, -spareX), spareX),
      y: Math.min(Math.max(y, -spareY), spareY),
    };
  };
  const move = (change) => setView((now) => bounded({ ...now, ...change(now) }));

  const perPixel = () => shape.width / frame.current.getBoundingClientRect().width;
  const grab = (event) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, y: event.clientY };
  };
  const pull = (event) => {
    if (!drag.current) return;
    const from = drag.current;
    drag.current = { x: event.clientX, y: event.clientY };
    const ratio = perPixel();
    const byX = (event.clientX - from.x) * ratio;
    const byY = (event.clientY - from.y) * ratio;
    move((now) => ({ x: now.x + byX, y: now.y + byY }));
  };
  const press = (event) => {
    const by = {
      ArrowLeft: (now) => ({ x: now.x - STEP }),
      ArrowRight: (now) => ({ x: now.x + STEP }),
      ArrowUp: (now) => ({ y: now.y - STEP }),
      ArrowDown: (now) => ({ y: now.y + STEP }),
      "+": (now) => ({ zoom: now.zoom * 1.1 }),
      "-": (now) => ({ zoom: now.zoom / 1.1 }),
    }[event.key];
    if (!by) return;
    event.preventDefault();
    move(by);
  };

  const scale = cover * view.zoom;
  const width = image ? image.naturalWidth * scale : 0;
  const height = image ? image.naturalHeight * scale : 0;
  const left = (shape.width - width) / 2 + view.x;
  const top = (shape.height - height) / 2 + view.y;
  const share = (part, whole) => `${(part / whole) * 100}%`;

  const cut = () => {
    const canvas = document.createElement("canvas");
    canvas.width = shape.width;
    canvas.height = shape.height;
    const drawing = canvas.getContext("2d");
    drawing.imageSmoothingQuality = "high";
    drawing.drawImage(image, left, top, width, height);
    canvas.toBlob((blob) => (blob ? onCut(blob) : onBroken()), "image/webp", 0.92);
  };

  return (
    <dialog ref={dialog} className="ui-dialog" data-kind="wide" aria-label={labels.cut} onClose={onCancel}>
      <div className="ui-dialog-box">
        <h2 className="ui-dialog-title">{labels.cut}</h2>
        <div className="ui-dialog-body">
          <div
            ref={frame}
            className="ui-crop"
            data-round={shape.round || undefined}
            style={{
              aspectRatio: `${shape.width} / ${shape.height}`,
              "--most": `${Math.min(640, (360 * shape.width) / shape.height)}px`,
            }}
            tabIndex={0}
            role="application"
            aria-label={labels.cutHelp}
            onPointerDown={grab}
            onPointerMove={pull}
            onPointerUp={() => (drag.current = null)}
            onPointerCancel={() => (drag.current = null)}
            onWheel={(event) => move((now) => ({ zoom: now.zoom * (event.deltaY < 0 ? 1.06 : 1 / 1.06) }))}
            onKeyDown={press}
          >
            {image && (
              <img
                src={image.src}
                alt=""
                draggable={false}
                style={{
                  left: share(left, shape.width),
                  top: share(top, shape.height),
                  width: share(width, shape.width),
                  height: share(height, shape.height),
                }}
              />
            )}
          </div>
          <label className="ui-crop-zoom">
            <span>{labels.zoom}</span>
            <input
              type="range"
              className="ui-range"
              min="1"
              max={MOST}
              step="0.01"
              value={view.zoom}
              onChange={(event) => move(() => ({ zoom: Number(event.target.value) }))}
            />
          </label>
        </div>
        <div className="ui-dialog-footer">
          <button
            type="button"
            className="ui-button"
            data-kind="quiet"
            onClick={() => dialog.current.close()}
          >
            {labels.cancel}
          </button>
          <button type="button" className="ui-button" data-kind="primary" onClick={cut} disabled={!image}>
            {labels.use}
          </button>
        </div>
      </div>
    </dialog>
  );
}
