import type { PipelineParameters } from '@/lib/pipeline/parameters';
import { count, day, modelTitle, words } from '../format';

/** A parameter's value as people write it; `frequency` is the run's, which its horizon counts in. */
export function parameterValue(name: string, value: unknown, frequency: PipelineParameters['frequency']): string {
  if (value === undefined || value === null) {
    if (name === 'datasetVersion') return 'Newest';
    if (name === 'backtestStep') return 'Spread out';
    return name.endsWith('Date') ? 'As in the data' : 'All';
  }
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (Array.isArray(value)) return value.map((item) => modelTitle(String(item))).join(', ');
  if (name === 'horizon' || name === 'backtestStep') return count(Number(value), frequency);
  if (name.endsWith('Date')) return day(String(value));
  if (name === 'level' || name === 'frequency') return String(value).split('+').map(words).join(' + ');
  return name === 'seed' || typeof value === 'string' ? String(value) : Number(value).toLocaleString('en-US');
}
