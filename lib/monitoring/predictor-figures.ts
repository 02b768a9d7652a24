import { Counter, Gauge, type Registry } from 'prom-client';
import { predictor } from '@/lib/serving/process';

/** What the predictor was asked, how it fares and what it holds. */
export function predictorFigures(registry: Registry): void {
  const registers = [registry];
  const questions: Counter<'outcome'> = new Counter({
    name: 'almanac_predictor_questions_total',
    help: 'Questions to the predictor by what became of them: answered, failed, refused (too many waited, or it was down), late.',
    labelNames: ['outcome'],
    registers,
    collect: () => {
      questions.reset();
      const { crashes: _, ...outcomes } = predictor().figures;
      for (const [outcome, count] of Object.entries(outcomes)) questions.inc({ outcome }, count);
    },
  });
  const crashes: Counter = new Counter({
    name: 'almanac_predictor_crashes_total',
    help: 'Times that the predictor ended by itself; it is started again each time.',
    registers,
    collect: () => {
      crashes.reset();
      crashes.inc(predictor().figures.crashes);
    },
  });
  gauge('almanac_predictor_up', 'Whether the predictor runs; it starts when it is first asked.', () =>
    predictor().state.state === 'running' ? 1 : 0,
  );
  gauge('almanac_predictor_waiting', 'Questions that wait for the predictor.', () => predictor().waiting);
  gauge('almanac_predictor_forecasters', 'Forecasters that it has loaded.', () => predictor().status?.forecasters ?? 0);
  gauge('almanac_predictor_cached_bytes', 'Panels and what is kept beside them.', () => predictor().status?.cachedBytes ?? 0);
  gauge('almanac_predictor_resident_memory_bytes', 'All memory of its process.', () => predictor().status?.residentBytes ?? 0);

  function gauge(name: string, help: string, value: () => number): void {
    const own: Gauge = new Gauge({ name, help, registers, collect: () => own.set(value()) });
  }
}
