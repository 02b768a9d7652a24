import { expect, test } from 'vitest';
import { modelLayout } from './model-layout';

const files = modelLayout({
  booster: 'xgboost',
  libraryVersion: '3.2.0',
  runId: 'a'.repeat(32),
  modelId: `m-${'b'.repeat(32)}`,
  artifactPath: 'model',
  files: ['model.ubj', 'model-2.ubj'],
  sizeBytes: 12,
  features: ['lag 7', 'price: "net"'],
  example: Float32Array.of(1.5, Number.NaN, 2, 3),
  createdAt: new Date('2026-01-02T03:04:05.678Z'),
});

test('the first file is the one that MLflow loads', () => {
  expect(files.MLmodel).toContain('"data": "model.ubj"\n');
  expect(files.MLmodel).toContain('"almanac.files": "model.ubj,model-2.ubj"\n');
  expect(files.MLmodel).toContain('"utc_time_created": "2026-01-02 03:04:05.678"\n');
});

test('what is missing in the example is null', () => {
  expect(JSON.parse(files['input_example.json'] as string)).toEqual({
    columns: ['lag 7', 'price: "net"'],
    data: [
      [1.5, null],
      [2, 3],
    ],
  });
});

test('lists of YAML hold texts and mappings', () => {
  expect(files['conda.yaml']).toBe(
    '"name": "mlflow-env"\n"channels":\n- "conda-forge"\n"dependencies":\n- "python=3.11"\n- "pip"\n- "pip":\n  - "mlflow>=3"\n  - "xgboost==3.2.0"\n  - "pandas"\n',
  );
});
