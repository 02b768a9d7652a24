import { expect, it } from 'vitest';
import { modelLayout } from '@/lib/mlflow/model-layout';
import { modelFacts } from './model-facts';

it('reads what we write', () => {
  const { MLmodel = '' } = modelLayout({
    ...{ booster: 'lightgbm', libraryVersion: '4.7.0', runId: 'r', modelId: 'm-1', artifactPath: 'model', files: ['model.txt'] },
    ...{ sizeBytes: 1234, features: ['lag_1', "it's"], example: Float32Array.of(1, 2), createdAt: new Date(0) },
  });
  expect(modelFacts(MLmodel)).toMatchObject({
    flavors: ['lightgbm', 'python_function'],
    modelId: 'm-1',
    sizeBytes: 1234,
    inputs: [
      { name: 'lag_1', type: 'double' },
      { name: "it's", type: 'double' },
    ],
  });
});

it("reads what MLflow's own clients write", () => {
  const text = `flavors:
  sklearn:
    code: null
mlflow_version: 3.1.0
model_size_bytes: 99
signature:
  inputs: '[{"type": "long", "name": "a", "required": true}, {"type": "double",
    "name": "b''s", "required": true}]'
  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1]}}]'
`;
  expect(modelFacts(text)).toEqual({
    flavors: ['sklearn'],
    mlflowVersion: '3.1.0',
    modelId: undefined,
    sizeBytes: 99,
    inputs: [
      { name: 'a', type: 'long' },
      { name: "b's", type: 'double' },
    ],
    outputs: [{ name: 'column 1', type: 'int64' }],
  });
});
