'use client';

import { useCallback, useReducer } from 'react';
import type { PlanEdit } from '@/lib/data/plan/plan-edit';

interface History {
  past: PlanEdit[][];
  present: PlanEdit[];
  future: PlanEdit[][];
  /** What was changed last and when: more of the same, as when one types, is one step. */
  last: { what: string; at: number } | undefined;
}

type Action =
  | { type: 'set'; edits: PlanEdit[]; what: string; at: number }
  | { type: 'undo' }
  | { type: 'redo' }
  | { type: 'load'; edits: PlanEdit[] };

const mostSteps = 100;
/** Typing that pauses for longer is another step. */
const pauseMs = 1500;

/** Pure: what each action makes of the history. */
export function editHistory(history: History, action: Action): History {
  const { past, present, future, last } = history;
  switch (action.type) {
    case 'set': {
      if (JSON.stringify(action.edits) === JSON.stringify(present)) return history;
      const isMore = last !== undefined && last.what === action.what && action.at - last.at < pauseMs;
      return {
        past: isMore ? past : [...past, present].slice(-mostSteps),
        present: action.edits,
        future: [],
        last: { what: action.what, at: action.at },
      };
    }
    case 'undo': {
      const before = past.at(-1);
      return before ? { past: past.slice(0, -1), present: before, future: [present, ...future], last: undefined } : history;
    }
    case 'redo': {
      const [after, ...rest] = future;
      return after ? { past: [...past, present], present: after, future: rest, last: undefined } : history;
    }
    case 'load':
      return { past: [], present: action.edits, future: [], last: undefined };
  }
}

export interface Edits {
  edits: PlanEdit[];
  /** @param what names the control, so that typing in it is one step */
  set: (edits: PlanEdit[], what: string) => void;
  load: (edits: PlanEdit[]) => void;
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
}

/** A list of edits with undo and redo. */
export function useEdits(initial: PlanEdit[]): Edits {
  const [history, dispatch] = useReducer(editHistory, { past: [], present: initial, future: [], last: undefined });
  const set = useCallback((edits: PlanEdit[], what: string) => dispatch({ type: 'set', edits, what, at: Date.now() }), []);
  const load = useCallback((edits: PlanEdit[]) => dispatch({ type: 'load', edits }), []);
  return {
    edits: history.present,
    set,
    load,
    undo: history.past.length > 0 ? () => dispatch({ type: 'undo' }) : undefined,
    redo: history.future.length > 0 ? () => dispatch({ type: 'redo' }) : undefined,
  };
}
