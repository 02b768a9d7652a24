import { modelTitle } from '../../format';
import { Badge } from '../../ui/badge';
import { fileSize } from './file-size';
import { modelFacts } from './model-facts';

/** An `MLmodel` file in short: what loads it, and what it takes. */
export function ModelFile({ text }: { text: string }) {
  const { flavors, mlflowVersion, modelId, sizeBytes, inputs, outputs } = modelFacts(text);
  const facts: [string, string | undefined][] = [
    ['MLflow', mlflowVersion],
    ['Model id', modelId],
    ['Size', sizeBytes === undefined ? undefined : fileSize(sizeBytes)],
  ];
  return (
    <div className="flex flex-col gap-3 border-b bg-raised px-4 py-3 text-sm">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium">MLflow model</span>
        {flavors.map((flavor) => (
          <Badge key={flavor} tone="accent">
            {flavor === 'python_function' ? 'pyfunc' : modelTitle(flavor)}
          </Badge>
        ))}
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name} className="contents">
                <dt className="text-muted">{name}</dt>
                <dd className="font-mono text-xs leading-5 wrap-anywhere">{value}</dd>
              </div>
            ),
        )}
        {inputs.length > 0 && (
          <>
            <dt className="text-muted">Takes</dt>
            <dd>
              <details>
                <summary className="cursor-pointer">{inputs.length} features</summary>
                <p className="mt-1 font-mono text-xs leading-5 wrap-anywhere">
                  {inputs.map(({ name, type }) => (type ? `${name}: ${type}` : name)).join(', ')}
                </p>
              </details>
            </dd>
          </>
        )}
        {outputs.length > 0 && (
          <>
            <dt className="text-muted">Answers</dt>
            <dd className="font-mono text-xs leading-5">
              {outputs.map(({ name, type }) => (type ? `${name}: ${type}` : name)).join(', ')}
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}
