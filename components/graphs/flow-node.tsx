'use client';

import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import clsx from 'clsx';
import Link from 'next/link';
import { memo } from 'react';
import type { GraphNode } from './graph';
import type { Direction } from './layout';

export type FlowNodeData = GraphNode & {
  direction: Direction;
  selected: boolean;
  onSelect: ((id: string) => void) | undefined;
  /** What comes before it, for those who do not see the lines. */
  after: string | undefined;
};

const edges = {
  neutral: 'border-line-strong',
  accent: 'border-accent',
  success: 'border-success/60',
  warning: 'border-warning/70',
  danger: 'border-danger/70',
  info: 'border-info/70',
} as const;
const bars = {
  neutral: 'bg-control',
  accent: 'bg-accent',
  success: 'bg-success',
  warning: 'bg-warning',
  danger: 'bg-danger',
  info: 'bg-info',
} as const;

function FlowNodeInner({ data }: NodeProps<Node<FlowNodeData>>) {
  const { id, title, detail, icon, tone = 'neutral', progress, href, faint, direction, selected, onSelect, after } = data;
  const classes = clsx(
    'nodrag nopan relative flex size-full items-center gap-2 overflow-hidden rounded-lg border bg-surface px-2.5 text-left shadow-card',
    edges[tone],
    faint && 'border-dashed',
    selected && 'ring-2 ring-ring',
    (href || onSelect) && 'pointer-events-auto transition-colors hover:bg-raised',
  );
  const body = (
    <>
      {icon && (
        <span aria-hidden className="shrink-0">
          {icon}
        </span>
      )}
      <span className="min-w-0 flex-1">
        <span className={clsx('block truncate text-sm font-medium', faint && 'text-muted')}>{title}</span>
        {detail && <span className="block truncate text-xs text-muted tabular">{detail}</span>}
        {after && <span className="sr-only">{after}</span>}
      </span>
      {progress !== undefined && (
        <span
          aria-hidden
          className={clsx('absolute bottom-0 left-0 h-0.5 transition-[width] duration-300', bars[tone])}
          style={{ width: `${Math.min(1, Math.max(0, progress)) * 100}%` }}
        />
      )}
    </>
  );
  return (
    <>
      <Handle type="target" position={direction === 'right' ? Position.Left : Position.Top} isConnectable={false} />
      {href ? (
        <Link href={href} className={classes}>
          {body}
        </Link>
      ) : onSelect ? (
        <button type="button" aria-pressed={selected} onClick={() => onSelect(id)} className={classes}>
          {body}
        </button>
      ) : (
        <div className={classes}>{body}</div>
      )}
      <Handle type="source" position={direction === 'right' ? Position.Right : Position.Bottom} isConnectable={false} />
    </>
  );
}

export const FlowNode = memo(FlowNodeInner);
