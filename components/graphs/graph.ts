import type { ReactNode } from 'react';
import type { Tone } from '../ui/badge';

/** One thing in a graph. A type, not an interface, since React Flow takes only what has an index signature. */
export type GraphNode = {
  id: string;
  title: string;
  /** A second line, such as a state or a duration. */
  detail?: string;
  /** A small picture before the title; decoration only, the words say it too. */
  icon?: ReactNode;
  tone?: Tone;
  /** From 0 to 1: a bar at its foot. */
  progress?: number;
  /** Where it leads. */
  href?: string;
  /** Fainter than the others, as a step that was skipped. */
  faint?: boolean;
};

/** `to` comes after, or is made from, `from`. */
export interface GraphEdge {
  from: string;
  to: string;
  /** Moves, as while work goes along it. */
  active?: boolean;
}

/** What stands directly before each node, by title. */
export function predecessors(nodes: GraphNode[], edges: GraphEdge[]): Map<string, string[]> {
  const titles = new Map(nodes.map(({ id, title }) => [id, title]));
  return new Map(nodes.map(({ id }) => [id, edges.filter(({ to }) => to === id).flatMap(({ from }) => titles.get(from) ?? [])]));
}

/** The graph in words, one line a node, in the given order: what it is, its state, what comes before it. */
export function graphInWords(nodes: GraphNode[], edges: GraphEdge[]): { id: string; text: string }[] {
  const before = predecessors(nodes, edges);
  return nodes.map(({ id, title, detail }) => ({ id, text: [title, detail, after(before.get(id))].filter(Boolean).join(', ') }));
}

/** `after Extract, Validate`; nothing for what comes first. */
export function after(titles: string[] | undefined): string | undefined {
  return titles && titles.length > 0 ? `after ${titles.join(', ')}` : undefined;
}
