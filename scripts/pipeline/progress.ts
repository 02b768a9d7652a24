import cliProgress, { type SingleBar } from 'cli-progress';
import type { PipelineEvent, PipelineRun, PipelineStep } from '@/lib/pipeline-runs/schema';

/** Shows a run's steps as they go. */
export interface Progress {
  show(event: PipelineEvent): void;
  stop(): void;
}

const signs: Record<PipelineStep['status'], string> = {
  pending: ' ',
  running: '▸',
  succeeded: '✓',
  failed: '✗',
  skipped: '–',
  cancelled: '■',
};

function note(step: PipelineStep): string {
  const again = step.attempt > 1 ? `(attempt ${step.attempt}) ` : '';
  return again + (step.error?.message ?? step.message);
}

/** One bar a step, redrawn in place. */
export function progressBars(stream: NodeJS.WriteStream): Progress {
  const format = '{sign} {name} {bar} {percentage}%  {note}';
  const bars = new Map<string, SingleBar>();
  const multi = new cliProgress.MultiBar(
    { format, stream, barsize: 24, hideCursor: true, linewrap: false, autopadding: true },
    cliProgress.Presets.shades_classic,
  );
  const draw = (step: PipelineStep) => {
    const shown = step.status === 'succeeded' ? 1 : step.progress;
    const payload = { sign: signs[step.status], name: step.name.padEnd(20), note: note(step).split('\n')[0] };
    const bar = bars.get(step.name) ?? multi.create(100, 0, payload);
    bars.set(step.name, bar);
    bar.update(Math.round(shown * 100), payload);
  };
  return {
    show: (event) => {
      if (event.type === 'run') for (const step of event.payload.steps) draw(step);
      if (event.type === 'step') draw(event.payload);
      if (event.type === 'log' && event.payload.level !== 'info') multi.log(`${event.payload.message}\n`);
    },
    stop: () => {
      multi.update();
      multi.stop();
    },
  };
}

/** One line whenever a step's state changes or it has got a quarter further, for logs and pipes. */
export function progressLines(write: (line: string) => void): Progress {
  const told = new Map<string, string>();
  const tell = (step: PipelineStep) => {
    const quarter = step.status === 'running' ? Math.floor(step.progress * 4) : 0;
    const state = `${step.status} ${step.attempt} ${quarter}`;
    if (step.status === 'pending' || told.get(step.name) === state) return;
    told.set(step.name, state);
    const percent = step.status === 'running' ? `${Math.round(step.progress * 100)}%`.padStart(4) : '    ';
    write(`${signs[step.status]} ${step.name.padEnd(20)} ${step.status.padEnd(9)} ${percent}  ${note(step)}`.trimEnd());
  };
  const runState = (run: PipelineRun) => {
    for (const step of run.steps) tell(step);
  };
  return {
    show: (event) => {
      if (event.type === 'run') runState(event.payload);
      if (event.type === 'step') tell(event.payload);
      if (event.type === 'log') write(`  ${event.payload.message}`);
    },
    stop: () => undefined,
  };
}
