'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ErrorItem } from '@/lib/errors';
import { requestedParameters } from '@/lib/pipeline/parameters';
import type { CheckedRun } from '@/lib/pipeline-runs/schema';
import { checkRun } from '../../api/pipeline-runs';

const settleMilliseconds = 350;

/**
 * What is wrong with some values, by path: what the schema finds at once, across fields too, and a moment after the last change what
 * the server finds that the dataset does not allow.
 */
export function useRunCheck(values: unknown): { checked: CheckedRun | undefined; problems: ErrorItem[] } {
  const text = JSON.stringify(values);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), settleMilliseconds);
    return () => clearTimeout(timer);
  }, [text]);
  const asked = requestedParameters.safeParse(JSON.parse(text));
  const { data: checked } = useQuery({
    queryKey: ['run-check', settled],
    queryFn: ({ signal }) => checkRun(JSON.parse(settled), signal),
    enabled: asked.success && settled === text,
    staleTime: 60_000,
    retry: false,
    // The estimate below the form stays while a new one is made.
    placeholderData: (before) => before,
  });
  if (asked.success) return { checked, problems: settled === text ? (checked?.problems ?? []) : [] };
  return { checked: undefined, problems: asked.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) };
}
