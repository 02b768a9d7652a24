'use client';

import clsx from 'clsx';
import { useEffect, useMemo, useRef, useState } from 'react';
import { LoadFailure, useLoaded } from '../ui/lazy-part';
import { Skeleton } from '../ui/skeleton';
import { type GraphEdge, type GraphNode, graphInWords } from './graph';

export interface FlowProps {
  nodes: GraphNode[];
  edges: GraphEdge[];
  /** The id of the node that is chosen, with `onSelect`. */
  selected?: string | undefined;
  /** Makes each node without a link a button. */
  onSelect?: (id: string) => void;
}

const loadCanvas = () => import('./flow-canvas');

/**
 * A graph of things and what comes after what, to be looked at: zoomed and moved, not edited. It goes from left to right where there
 * is room, else downwards. Its library is loaded when needed; nodes that lead on are reached by Tab, and the whole is told in words.
 * `className` gives its height.
 */
export function Flow({ label, className, ...graph }: FlowProps & { label: string; className?: string }) {
  const frame = useRef<HTMLElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const { state, value: canvas, retry } = useLoaded(loadCanvas);
  const words = useMemo(() => graphInWords(graph.nodes, graph.edges), [graph.nodes, graph.edges]);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  return (
    <section ref={frame} aria-label={label} data-graph={state} className={clsx('graph relative isolate min-h-40', className)}>
      <ul className="sr-only">
        {words.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ul>
      {canvas && size.width > 0 && <canvas.FlowCanvas {...graph} width={size.width} height={size.height} />}
      {state === 'loading' && <Skeleton className="absolute inset-4" />}
      {state === 'failed' && (
        <div className="absolute inset-0 grid place-content-center">
          <LoadFailure onRetry={retry} />
        </div>
      )}
    </section>
  );
}
