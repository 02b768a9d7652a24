import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { engineGauges } from '@/lib/monitoring/gauges';
import { predictorFigures } from '@/lib/monitoring/predictor-figures';

interface HttpMetrics {
  registry: Registry;
  durations: Histogram<'method' | 'route' | 'status'>;
}

// Next may hold several copies of this module in one process; its figures must be one.
const holder = globalThis as typeof globalThis & { almanacMetrics?: HttpMetrics };

function create(): HttpMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to its answer, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  engineGauges(registry);
  predictorFigures(registry);
  return { registry, durations };
}

/** The process's metrics. */
export function metrics(): HttpMetrics {
  holder.almanacMetrics ??= create();
  return holder.almanacMetrics;
}
