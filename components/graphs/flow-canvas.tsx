'use client';

import { type Edge, MarkerType, type Node, Panel, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { Maximize, Minus, Plus } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { Button } from '../ui/button';
import type { FlowProps } from './flow';
import { FlowNode, type FlowNodeData } from './flow-node';
import { after, predecessors } from './graph';
import { nodeSize, placeWithin } from './layout';

const nodeTypes = { thing: FlowNode };
const fit = { padding: 0.04, maxZoom: 1 };
const zoomMs = 160;

function ZoomButtons() {
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  return (
    <Panel position="bottom-right" className="m-2! flex overflow-hidden rounded-md border bg-surface shadow-card">
      <Button variant="ghost" size="icon" aria-label="Zoom out" onClick={() => zoomOut({ duration: zoomMs })}>
        <Minus aria-hidden />
      </Button>
      <Button variant="ghost" size="icon" aria-label="Zoom in" onClick={() => zoomIn({ duration: zoomMs })}>
        <Plus aria-hidden />
      </Button>
      <Button variant="ghost" size="icon" aria-label="Fit to view" onClick={() => fitView({ ...fit, duration: zoomMs })}>
        <Maximize aria-hidden />
      </Button>
    </Panel>
  );
}

/** Fits the whole graph into its frame again when either has changed. */
function Refit({ of }: { of: string }) {
  const { fitView } = useReactFlow();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `of` says when.
  useEffect(() => {
    const frame = requestAnimationFrame(() => fitView(fit));
    return () => cancelAnimationFrame(frame);
  }, [of, fitView]);
  return null;
}

/** The drawn graph, at a known width. Loaded by `Flow` when needed. */
export function FlowCanvas({ nodes, edges, selected, onSelect, width, height }: FlowProps & { width: number; height: number }) {
  const shape = JSON.stringify([nodes.map(({ id }) => id), edges.map(({ from, to }) => [from, to])]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only nodes and edges coming or going move anything, a new state does not.
  const placed = useMemo(() => placeWithin(nodes, edges, width), [shape, width]);
  const before = useMemo(() => predecessors(nodes, edges), [nodes, edges]);
  const flowNodes: Node<FlowNodeData>[] = nodes.map((node) => ({
    id: node.id,
    type: 'thing',
    position: placed.positions.get(node.id) ?? { x: 0, y: 0 },
    ...nodeSize,
    data: { ...node, direction: placed.direction, selected: node.id === selected, onSelect, after: after(before.get(node.id)) },
    domAttributes: { 'aria-roledescription': undefined },
  }));
  const flowEdges: Edge[] = edges.map(({ from, to, active }) => ({
    id: `${from}>${to}`,
    source: from,
    target: to,
    animated: active,
    markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14, color: 'var(--color-control)' },
    domAttributes: { 'aria-hidden': true },
  }));
  return (
    <ReactFlowProvider>
      <ReactFlow
        nodes={flowNodes}
        edges={flowEdges}
        nodeTypes={nodeTypes}
        fitView
        fitViewOptions={fit}
        minZoom={0.2}
        maxZoom={1.6}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        // A finger on a phone scrolls the page, and the wheel too; both would be caught here otherwise.
        panOnDrag={matchMedia('(pointer: fine)').matches}
        zoomOnScroll={false}
        zoomOnDoubleClick={false}
        preventScrolling={false}
        proOptions={{ hideAttribution: true }}
        disableKeyboardA11y
      >
        <Refit of={`${shape} ${width} ${height}`} />
        <ZoomButtons />
      </ReactFlow>
    </ReactFlowProvider>
  );
}
