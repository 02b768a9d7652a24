'use client';

import clsx from 'clsx';
import { type ComponentType, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../ui/button';
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

type Canvas = ComponentType<FlowProps & { width: number; height: number }>;

/**
 * A graph of things and what comes after what, to be looked at: zoomed and moved, not edited. It goes from left to right where there
 * is room, else downwards. Its library is loaded when needed; nodes that lead on are reached by Tab, and the whole is told in words.
 * `className` gives its height.
 */
export function Flow({ label, className, ...graph }: FlowProps & { label: string; className?: string }) {
  const frame = useRef<HTMLElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [Drawn, setDrawn] = useState<Canvas>();
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading');
  const [attempt, setAttempt] = useState(0);
  const words = useMemo(() => graphInWords(graph.nodes, graph.edges), [graph.nodes, graph.edges]);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is the retry.
  useEffect(() => {
    let gone = false;
    setState('loading');
    import('./flow-canvas').then(
      (module) => {
        if (gone) return;
        setDrawn(() => module.default);
        setState('ready');
      },
      () => !gone && setState('failed'),
    );
    return () => {
      gone = true;
    };
  }, [attempt]);

  return (
    <section ref={frame} aria-label={label} data-graph={state} className={clsx('graph relative isolate min-h-40', className)}>
      <ul className="sr-only">
        {words.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ul>
      {Drawn && size.width > 0 && <Drawn {...graph} width={size.width} height={size.height} />}
      {state === 'loading' && <Skeleton className="absolute inset-4" />}
      {state === 'failed' && (
        <div role="alert" className="absolute inset-0 grid place-content-center justify-items-center gap-3 text-sm text-muted">
          The graph could not be loaded.
          <Button size="sm" onClick={() => setAttempt(attempt + 1)}>
            Try again
          </Button>
        </div>
      )}
    </section>
  );
}
