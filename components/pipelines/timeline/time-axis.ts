/** A span of time in milliseconds since 1970. */
export interface Span {
  from: number;
  to: number;
}

export interface TimeAxis {
  /** Where a moment stands, from 0 to 1. */
  at(time: number): number;
  /** Stretches in which nothing happened that are drawn shorter than they were. */
  breaks: { at: number; milliseconds: number }[];
  /** Round times since the beginning, and where they stand. */
  ticks: { at: number; milliseconds: number }[];
}

/** A stretch longer than this share of all work is cut out, such as the days before a run was retried. */
const longestShare = 0.25;
const shortestBreak = 20_000;
/** What is left of it, as a share of the axis. */
const breakWidth = 0.05;
const mostTicks = 5;
const tickSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400];

/** The axis on which spans of work stand, long stretches of nothing cut out. */
export function timeAxis(spans: readonly Span[]): TimeAxis {
  const sorted = [...spans].sort((a, b) => a.from - b.from);
  const busy: Span[] = [];
  for (const { from, to } of sorted) {
    const last = busy.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else busy.push({ from, to });
  }
  const work = busy.reduce((sum, { from, to }) => sum + to - from, 0);
  // Stretches of work with the short pauses between them.
  const pieces: Span[] = [];
  for (const span of busy) {
    const last = pieces.at(-1);
    const pause = last ? span.from - last.to : 0;
    if (last && (pause < shortestBreak || pause <= longestShare * work)) last.to = span.to;
    else pieces.push({ ...span });
  }
  const shown = Math.max(
    1,
    pieces.reduce((sum, { from, to }) => sum + to - from, 0),
  );
  const scale = (1 - breakWidth * Math.max(0, pieces.length - 1)) / shown;
  const starts: number[] = [];
  let position = 0;
  for (const { from, to } of pieces) {
    starts.push(position);
    position += (to - from) * scale + breakWidth;
  }
  const at = (time: number) => {
    const index = Math.max(
      0,
      pieces.findLastIndex(({ from }) => from <= time),
    );
    const piece = pieces[index];
    if (!piece) return 0;
    return (starts[index] as number) + Math.min(Math.max(0, time - piece.from), piece.to - piece.from) * scale;
  };
  const breaks = pieces.slice(1).map(({ from }, k) => ({
    at: (starts[k + 1] as number) - breakWidth / 2,
    milliseconds: from - (pieces[k] as Span).to,
  }));
  return { at, breaks, ticks: ticksOf(pieces, at) };
}

/** Ticks of the first piece, or of the only one: after a break the distance from the beginning says little. */
function ticksOf(pieces: Span[], at: (time: number) => number): TimeAxis['ticks'] {
  const [first] = pieces;
  if (!first) return [];
  const seconds = (first.to - first.from) / 1000;
  const share = at(first.to);
  const step = tickSteps.find((candidate) => seconds / candidate <= Math.max(1, mostTicks * share)) ?? 86_400;
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, k) => ({
    at: at(first.from + k * step * 1000),
    milliseconds: k * step * 1000,
  }));
}
