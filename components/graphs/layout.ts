import { Graph, layout } from '@dagrejs/dagre';
import type { GraphEdge, GraphNode } from './graph';

export type Direction = 'right' | 'down';

export interface PlacedGraph {
  /** The upper left corner of each node by its id. */
  positions: Map<string, { x: number; y: number }>;
  width: number;
  height: number;
}

export const nodeSize = { width: 160, height: 54 } as const;

/** Places a graph in layers, so that every edge points the same way. Edges of unknown nodes are left out. */
export function placeGraph(nodes: GraphNode[], edges: GraphEdge[], direction: Direction): PlacedGraph {
  const graph = new Graph();
  graph.setGraph({ rankdir: direction === 'right' ? 'LR' : 'TB', nodesep: direction === 'right' ? 16 : 18, ranksep: 26 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) graph.setNode(id, { ...nodeSize });
  for (const { from, to } of edges) if (graph.hasNode(from) && graph.hasNode(to)) graph.setEdge(from, to);
  layout(graph);
  const positions = new Map<string, { x: number; y: number }>();
  for (const { id } of nodes) {
    // Where dagre says the middle is.
    const { x, y } = graph.node(id) as { x: number; y: number };
    positions.set(id, { x: x - nodeSize.width / 2, y: y - nodeSize.height / 2 });
  }
  const placed = [...positions.values()];
  return {
    positions,
    width: Math.max(0, ...placed.map(({ x }) => x + nodeSize.width)),
    height: Math.max(0, ...placed.map(({ y }) => y + nodeSize.height)),
  };
}

/** Below this scale titles cannot be read. */
const smallestScale = 0.62;

/** Left to right where that can be read in the given width, else downwards. */
export function placeWithin(nodes: GraphNode[], edges: GraphEdge[], width: number): PlacedGraph & { direction: Direction; scale: number } {
  const right = placeGraph(nodes, edges, 'right');
  if (right.width * smallestScale <= width) return { ...right, direction: 'right', scale: Math.min(1, width / right.width) };
  const down = placeGraph(nodes, edges, 'down');
  return { ...down, direction: 'down', scale: Math.min(1, width / down.width) };
}
