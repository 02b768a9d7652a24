import dynamic from 'next/dynamic';
import type { ComponentType } from 'react';

const pausesMs = [500, 2000];

/**
 * A component of its own file that is sent to those pages only that show it, with its HTML from the server all the same. A route
 * loads all that its server components name, shown or not: the open tab's part is told apart from the others' by this. Call it in
 * a file of `'use client'`.
 * @param load the file; asked again twice, for React never does
 */
export function splitPart<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  return dynamic(() => load().catch(() => again(load, pausesMs)));
}

async function again<T>(load: () => Promise<T>, [pauseMs, ...later]: number[]): Promise<T> {
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
  try {
    return await load();
  } catch (error) {
    if (later.length === 0) throw error;
    return again(load, later);
  }
}
