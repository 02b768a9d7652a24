'use client';

import { useEffect } from 'react';

export interface RecentSeries {
  id: string;
  level: string;
  label: string;
}

const most = 6;
const key = (dataset: string) => `almanac.recent-series.${dataset}`;

function isRecent(item: unknown): item is RecentSeries {
  return (
    typeof item === 'object' &&
    item !== null &&
    ['id', 'level', 'label'].every((name) => typeof (item as Record<string, unknown>)[name] === 'string')
  );
}

/** The series of a dataset that this browser looked at last, the latest first. */
export function recentSeries(dataset: string): RecentSeries[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key(dataset)) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isRecent).slice(0, most) : [];
  } catch {
    // Storage is closed to us, or holds what is not ours: then nothing is remembered.
    return [];
  }
}

/** Remembers that a series is looked at. */
export function useRemembered(dataset: string, { id, level, label }: RecentSeries): void {
  useEffect(() => {
    const others = recentSeries(dataset).filter((item) => item.id !== id);
    try {
      localStorage.setItem(key(dataset), JSON.stringify([{ id, level, label }, ...others].slice(0, most)));
    } catch {
      // Storage is closed to us: the list of series still has it.
    }
  }, [dataset, id, level, label]);
}
