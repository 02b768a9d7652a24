/** What an `MLmodel` file says of its model, as far as a page shows it. */
export interface ModelFacts {
  flavors: string[];
  mlflowVersion: string | undefined;
  modelId: string | undefined;
  sizeBytes: number | undefined;
  /** Names and types of what it takes, and of what it answers. */
  inputs: { name: string; type: string }[];
  outputs: { name: string; type: string }[];
}

/**
 * Reads the lines that matter out of an `MLmodel`: YAML of block mappings as MLflow writes it, and as we do, whose keys and texts are
 * in double quotes; the signature is JSON in quotes of either kind.
 */
export function modelFacts(text: string): ModelFacts {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => /^"?flavors"?:/.test(line));
  const rest = at < 0 ? [] : lines.slice(at + 1);
  const end = rest.findIndex((line) => /^\S/.test(line));
  const flavors = (end < 0 ? rest : rest.slice(0, end)).flatMap((line) => /^ {2}"?([\w.-]+)"?:/.exec(line)?.[1] ?? []);
  const top = (name: string) => new RegExp(`^"?${name}"?: *['"]?([^'"\\n]+)`, 'm').exec(text)?.[1]?.trim();
  return {
    flavors,
    mlflowVersion: top('mlflow_version'),
    modelId: top('model_id'),
    sizeBytes: Number(top('model_size_bytes')) || undefined,
    inputs: signature(text, 'inputs'),
    outputs: signature(text, 'outputs'),
  };
}

interface Column {
  name?: string;
  type?: string;
  'tensor-spec'?: { dtype?: string };
}

function signature(text: string, part: 'inputs' | 'outputs'): ModelFacts['inputs'] {
  const value = new RegExp(`^ {2}"?${part}"?: *("(?:[^"\\\\]|\\\\.)*"|'(?:[^']|'')*'|\\[.*\\])`, 'm').exec(text)?.[1];
  if (!value) return [];
  try {
    const list = JSON.parse(unquoted(value)) as Column[];
    return list.map((column, place) => ({
      name: column.name ?? `column ${place + 1}`,
      type: column['tensor-spec']?.dtype ?? column.type ?? '',
    }));
  } catch {
    // A signature of another layout is still to be read in the text below.
    return [];
  }
}

function unquoted(value: string): string {
  if (value.startsWith('"')) return JSON.parse(value) as string;
  // YAML folds a long text in single quotes over several lines.
  return value.startsWith("'") ? value.slice(1, -1).replaceAll("''", "'").replaceAll(/\n\s*/g, ' ') : value;
}
