import type { RunRecord } from '@/lib/tracking/run-records';
import { toRun } from './messages';

/**
 * Runs as the JSON of their messages, written straight: a page of a thousand runs has tens of thousands of points and pairs, which take
 * twice as long as messages that are then turned into text.
 */
export class RunWriter {
  /** The same few keys come with every run. */
  private readonly quoted = new Map<string, string>();

  write(run: RunRecord): string {
    // All but the long lists is as it always is, and comes before and after them.
    const { info, inputs, outputs } = toRun({ ...run, metrics: [], params: [], tags: [] }) as Record<'info' | 'inputs' | 'outputs', object>;
    const lists = [this.metrics(run), this.pairs('params', run.params), this.pairs('tags', run.tags)].filter((list) => list !== '');
    return `{"info":${JSON.stringify(info)},"data":{${lists.join(',')}},"inputs":${JSON.stringify(inputs)},"outputs":${JSON.stringify(outputs)}}`;
  }

  private metrics({ metrics }: RunRecord): string {
    let written = '';
    for (const { key, value, timestamp, step } of metrics) {
      written += `${written === '' ? '"metrics":[' : ','}{"key":${this.key(key)},"value":${value ?? '"NaN"'},"timestamp":${whole(timestamp)},"step":${whole(step)}}`;
    }
    return written && `${written}]`;
  }

  private pairs(name: string, pairs: { key: string; value: string }[]): string {
    let written = '';
    for (const { key, value } of pairs)
      written += `${written === '' ? `"${name}":[` : ','}{"key":${this.key(key)},"value":${JSON.stringify(value)}}`;
    return written && `${written}]`;
  }

  private key(key: string): string {
    let quoted = this.quoted.get(key);
    if (quoted === undefined) {
      quoted = JSON.stringify(key);
      this.quoted.set(key, quoted);
    }
    return quoted;
  }
}

/** Digits that no double holds are a text. */
function whole(value: number | string): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
