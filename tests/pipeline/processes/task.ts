// A task process whose tasks do what the table `behaviours` says, and write down each execution: the real process, scripted work.
import pg from 'pg';
import { AlmanacError } from '@/lib/errors';
import type { Task, TaskContext } from '@/lib/pipeline/task';
import { serveTask } from '@/lib/pipeline/task-process';
import { type StepName, stepNames } from '@/lib/pipeline-runs/schema';

async function scripted(step: StepName, { runId, report }: TaskContext): Promise<unknown> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: number; does: string }>(
      'UPDATE behaviours SET times = times - 1 WHERE id = (SELECT id FROM behaviours WHERE step = $1 AND times > 0 ORDER BY id LIMIT 1 FOR UPDATE) RETURNING id, does',
      [step],
    );
    await client.query('INSERT INTO executions (run_id, step, pid) VALUES ($1, $2, $3)', [runId, step, process.pid]);
    report({ fraction: 0.5, message: `half of ${step}` });
    switch (rows[0]?.does) {
      case 'wait': {
        // Until the test says so, by removing the row.
        for (;;) {
          const { rowCount } = await client.query('SELECT 1 FROM behaviours WHERE id = $1', [rows[0].id]);
          if (!rowCount) break;
          await new Promise((resolve) => setTimeout(resolve, 30));
        }
        break;
      }
      case 'block':
        for (;;); // as native code does: nothing of JavaScript runs any more
      case 'crash':
        process.abort();
        break;
      case 'refuse':
        throw new AlmanacError('data_invalid', 'sales/day=03/part-0.parquet: not a Parquet file', [
          { path: 'sales/day=03/part-0.parquet', message: 'not a Parquet file' },
        ]);
      case 'fail':
        throw new TypeError('a passing defect');
    }
    if (step !== 'report') return { step };
    return { bestModel: 'ensemble', metrics: { rmse: 1 }, modelName: 'sales-forecast', modelVersion: 1, forecastId: null };
  } finally {
    await client.end();
  }
}

serveTask(Object.fromEntries(stepNames.map((step): [StepName, Task<unknown>] => [step, (context) => scripted(step, context)])));
