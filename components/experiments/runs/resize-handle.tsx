import type { KeyboardEvent, PointerEvent } from 'react';

const [least, most, keyStep] = [72, 640, 16];

/** The right edge of a column's head: dragged, or moved by arrow keys, it makes the column wider or narrower. */
export function ResizeHandle({ name, size, onSize }: { name: string; size: number; onSize: (size: number) => void }) {
  const within = (wanted: number) => onSize(Math.min(most, Math.max(least, Math.round(wanted))));
  function drag(event: PointerEvent<HTMLHRElement>) {
    event.preventDefault();
    const handle = event.currentTarget;
    const start = event.clientX;
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (move) => within(size + move.clientX - start);
    handle.onpointerup = () => {
      handle.onpointermove = null;
      handle.onpointerup = null;
    };
  }
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowLeft: -keyStep, ArrowRight: keyStep }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    within(size + step);
  }
  return (
    <hr
      aria-orientation="vertical"
      aria-label={`Width of ${name}`}
      aria-valuenow={size}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={onKeyDown}
      className="absolute inset-y-1.5 -right-1 z-1 w-2 cursor-col-resize touch-none border-0 bg-linear-to-r from-transparent from-40% via-line-strong via-50% to-transparent to-60% opacity-0 group-hover/head:opacity-100 hover:via-accent focus-visible:opacity-100"
    />
  );
}
