import { createRun, finishRun, logArtifact, logMetrics, logParams, setTags } from '@/lib/tracking/service';

/** The run that `seedTrackedRun` makes. */
export const clientRun = 'd'.repeat(32);

/** A run as a client of MLflow's leaves it: parameters, curves, a note, a tag, a few files. */
export async function seedTrackedRun(): Promise<void> {
  const id = clientRun;
  await createRun({ id, experimentId: 0, name: 'by a client', userId: 'ada' });
  await logParams(id, { depth: 3, optimizer: 'adam' });
  const points = ['train_loss', 'val_loss'].flatMap((key, k) =>
    Array.from({ length: 50 }, (_, step) => ({ key, value: (1 + k) / (1 + step), step, timestamp: 1_790_000_000_000 + step })),
  );
  await logMetrics(id, points);
  await setTags(id, {
    team: 'north',
    'mlflow.note.content': '## Why\n\nA look at **depth**: `3` is enough.\n\n| a | b |\n| - | - |\n| 1 | 2 |',
  });
  await logArtifact(id, 'table.csv', 'name,value\na,1\nb,2\n', 'text/csv');
  await logArtifact(id, 'config.json', JSON.stringify({ depth: 3, list: [1, 2, { deep: true }] }), 'application/json');
  await finishRun(id, 'FINISHED');
}
