import { type PipelineParameters, pipelineParameters } from '@/lib/pipeline/parameters';
import { count, day, modelTitle, words } from '../format';

function written(name: string, value: unknown, { frequency }: PipelineParameters): string {
  if (value === undefined || value === null) return name.endsWith('Date') ? 'As in the data' : 'All';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (Array.isArray(value)) return value.map((item) => modelTitle(String(item))).join(', ');
  if (name === 'horizon') return count(Number(value), frequency);
  if (name.endsWith('Date')) return day(String(value));
  if (name === 'level' || name === 'frequency') return String(value).split('+').map(words).join(' + ');
  return name === 'seed' || typeof value === 'string' ? String(value) : Number(value).toLocaleString('en-US');
}

const names = Object.keys(pipelineParameters.shape) as (keyof PipelineParameters)[];

/** What the run was told, in the schema's order; defaults included. */
export function RunParameters({ parameters }: { parameters: PipelineParameters }) {
  return (
    <dl className="divide-y border-t text-sm">
      {names.map((name) => (
        <div key={name} className="flex items-baseline justify-between gap-6 px-4 py-2">
          <dt className="shrink-0 text-muted">{words(name)}</dt>
          <dd className="min-w-0 text-right wrap-anywhere tabular">{written(name, parameters[name], parameters)}</dd>
        </div>
      ))}
    </dl>
  );
}
