import type { BoosterName } from '@/lib/models/booster';

/** The layout of model folders is that of this version of MLflow. */
const mlflowVersion = '3.17.2';
const pythonVersion = '3.11';

export interface ModelToLayOut {
  booster: BoosterName;
  /** Version of the booster's library. */
  libraryVersion: string;
  runId: string;
  modelId: string;
  /** Folder of its files, below the run's artifacts. */
  artifactPath: string;
  /** The booster's files. MLflow loads the first one: of a model of several boosters, the one of the nearest steps and the first seed. */
  files: string[];
  sizeBytes: number;
  features: string[];
  /** Rows of features, row-major; NaN is missing. */
  example: Float32Array;
  createdAt: Date;
}

const libraries = {
  lightgbm: { package: 'lightgbm', version: 'lgb_version', modelClass: 'lightgbm.basic.Booster', more: {} },
  xgboost: { package: 'xgboost', version: 'xgb_version', modelClass: 'xgboost.core.Booster', more: { model_format: 'ubj' } },
} as const;

/**
 * The files that make a booster's folder a model of MLflow's, so that `mlflow.lightgbm.load_model("models:/name@champion")` (and the
 * XGBoost twin, and `mlflow.pyfunc`) load it: `MLmodel` with its signature, an input example, and the environment it wants.
 * Layout: https://mlflow.org/docs/latest/ml/model/#storage-format
 * @returns text by file name, relative to the model's folder
 */
export function modelLayout(model: ModelToLayOut): Record<string, string> {
  const library = libraries[model.booster];
  const [data] = model.files as [string, ...string[]];
  const requirements = [`mlflow>=${mlflowVersion.split('.')[0]}`, `${library.package}==${model.libraryVersion}`, 'pandas'];
  const example = { columns: model.features, data: rowsOf(model) };
  return {
    MLmodel: yaml({
      artifact_path: model.artifactPath,
      flavors: {
        [model.booster]: { code: null, data, [library.version]: model.libraryVersion, model_class: library.modelClass, ...library.more },
        python_function: {
          data,
          env: { conda: 'conda.yaml', virtualenv: 'python_env.yaml' },
          loader_module: `mlflow.${model.booster}`,
          python_version: pythonVersion,
        },
      },
      metadata: { 'almanac.files': model.files.join(','), 'almanac.loaded_file': data },
      mlflow_version: mlflowVersion,
      model_id: model.modelId,
      model_size_bytes: model.sizeBytes,
      model_uuid: model.modelId.replace(/^m-/, ''),
      run_id: model.runId,
      saved_input_example_info: {
        artifact_path: 'input_example.json',
        pandas_orient: 'split',
        serving_input_path: 'serving_input_example.json',
        type: 'dataframe',
      },
      signature: {
        inputs: JSON.stringify(model.features.map((name) => ({ type: 'double', name, required: true }))),
        outputs: JSON.stringify([{ type: 'tensor', 'tensor-spec': { dtype: 'float64', shape: [-1] } }]),
        params: null,
      },
      utc_time_created: model.createdAt.toISOString().replace('T', ' ').replace('Z', ''),
    }),
    'input_example.json': JSON.stringify(example),
    'serving_input_example.json': JSON.stringify({ dataframe_split: example }, null, 2),
    'requirements.txt': `${requirements.join('\n')}\n`,
    'python_env.yaml': `${yaml({ python: pythonVersion, build_dependencies: ['pip', 'setuptools', 'wheel'], dependencies: ['-r requirements.txt'] })}`,
    'conda.yaml': yaml({
      name: 'mlflow-env',
      channels: ['conda-forge'],
      dependencies: [`python=${pythonVersion}`, 'pip', { pip: requirements }],
    }),
  };
}

function rowsOf({ features, example }: ModelToLayOut): (number | null)[][] {
  const { length } = features;
  return Array.from({ length: Math.floor(example.length / length) }, (_, row) =>
    Array.from(example.subarray(row * length, (row + 1) * length), (value) => (Number.isFinite(value) ? value : null)),
  );
}

type Plain = string | number | null | Plain[] | { [key: string]: Plain };

/** Plain values as YAML; texts are quoted as JSON quotes them, which YAML reads. */
function yaml(value: { [key: string]: Plain }, indent = ''): string {
  return Object.entries(value)
    .map(([key, inner]) => `${indent}${JSON.stringify(key)}:${nested(inner, indent)}`)
    .join('');
}

function nested(value: Plain, indent: string): string {
  if (value === null || typeof value !== 'object') return ` ${JSON.stringify(value)}\n`;
  if (!Array.isArray(value)) return `\n${yaml(value, `${indent}  `)}`;
  const items = value.map((item) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? `${indent}- ${yaml(item, `${indent}  `).trimStart()}`
      : `${indent}-${nested(item, indent)}`,
  );
  return `\n${items.join('')}`;
}
