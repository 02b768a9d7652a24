import { gzipSync } from 'node:zlib';

/** A script as a server that compresses would send it. */
export interface Weight {
  bytes: number;
  /** Whether it is the chart library, which pages of charts load when their first chart is drawn. */
  charts: boolean;
}

const weights = new Map<string, Weight>();

/** What a script weighs; those of a build never change under their address. */
export function weigh(address: string, body: Buffer): Weight {
  const known = weights.get(address);
  if (known) return known;
  const weight = { bytes: gzipSync(body).length, charts: body.includes('echarts') };
  weights.set(address, weight);
  return weight;
}
