import type { Vocabulary } from './filter/vocabulary';

const texts = {
  run_id: 'run_id',
  run_name: 'run_name',
  'run name': 'run_name',
  'Run name': 'run_name',
  'Run Name': 'run_name',
  user_id: 'user_id',
  status: 'status',
  artifact_uri: 'artifact_uri',
};

/** What runs can be searched by. */
export const runVocabulary: Vocabulary = {
  entities: {
    metric: 'metric',
    metrics: 'metric',
    parameter: 'parameter',
    parameters: 'parameter',
    param: 'parameter',
    params: 'parameter',
    tag: 'tag',
    tags: 'tag',
    attribute: 'attribute',
    attributes: 'attribute',
    attr: 'attribute',
    run: 'attribute',
    dataset: 'dataset',
    datasets: 'dataset',
  },
  entityHelp: "Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']",
  texts,
  // `duration`, in milliseconds, is ours: MLflow knows none.
  numbers: { start_time: 'start_time', end_time: 'end_time', created: 'start_time', Created: 'start_time', duration: 'duration' },
  lists: Object.values(texts),
  presence: ['tag', 'parameter'],
};
