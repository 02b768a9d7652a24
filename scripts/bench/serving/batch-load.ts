import { request } from 'node:http';
import { batchHorizon, nameOf, syntheticDataset } from './synthetic';

const bound = 20;

/** Times batches of all series of the synthetic panel: as planned, and with a promotion of its own for each. */
export async function measureBatches(url: string, series: number, say: (line: string) => void): Promise<void> {
  const names = Array.from({ length: series }, (_, i) => nameOf(i));
  const origin = await stream(url, 'series\ns00000\n', 'text/csv');
  const [, first = ''] = origin.head.split('\n')[1]?.split(',') ?? [];
  const day = (k: number) => new Date(Date.parse(first) + 86_400_000 * (k % batchHorizon)).toISOString().slice(0, 10);
  const loads = [
    ['CSV, as planned', `series\n${names.join('\n')}\n`, 'text/csv'],
    ['CSV, a promotion each', `series,date,promotion\n${names.map((name, i) => `${name},${day(i)},1`).join('\n')}\n`, 'text/csv'],
    [
      'NDJSON, a promotion each',
      names.map((name, i) => `${JSON.stringify({ series: name, date: day(i), promotion: 1 })}\n`).join(''),
      'application/x-ndjson',
    ],
  ] as const;
  say(`batches of ${series} series x ${batchHorizon} days, streamed; bound ${bound} s`);
  for (const [name, body, type] of loads) {
    const { seconds, firstMs, rows, bytes, errors } = await stream(url, body, type);
    const whole = rows - (type === 'text/csv' ? 1 : 0) === series * batchHorizon && errors === 0;
    const verdict = whole && seconds < bound ? 'holds' : `does not hold (${rows} rows, ${errors} errors)`;
    say(
      `${name.padEnd(24)} ${seconds.toFixed(2)} s, first rows after ${firstMs.toFixed(0)} ms, ${(bytes / 2 ** 20).toFixed(1)} MiB: ${verdict}`,
    );
  }
}

function stream(url: string, body: string, type: string) {
  return new Promise<{ seconds: number; firstMs: number; rows: number; bytes: number; errors: number; head: string }>((resolve, reject) => {
    const start = performance.now();
    const sent = request(
      `${url}/api/v1/forecasts/batch?dataset=${syntheticDataset}`,
      { method: 'POST', headers: { 'content-type': type }, timeout: 300_000 },
      (response) => {
        let [rows, bytes, firstMs, errors] = [0, 0, 0, 0];
        let head = '';
        response.on('data', (chunk: Buffer) => {
          firstMs ||= performance.now() - start;
          bytes += chunk.length;
          if (head.length < 4096) head += chunk.toString('utf8');
          for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows++;
          for (let at = chunk.indexOf('row '); at >= 0; at = chunk.indexOf('row ', at + 1)) errors++;
        });
        response.on('error', reject);
        response.on('end', () => {
          if (response.statusCode === 200) resolve({ seconds: (performance.now() - start) / 1000, firstMs, rows, bytes, errors, head });
          else reject(new Error(`the batch answered ${response.statusCode}: ${head}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
