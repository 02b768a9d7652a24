import { measure } from './our-side';
import { readStandardPanel, syntheticPanel } from './panels';
import { configOf, horizon, type Setting } from './settings';

/** One measurement in a process of its own, told by its arguments, printed as one JSON line. */
export function runChild([task, ...args]: string[]): void {
  if (task === 'standard') {
    const [file, setting, threads] = args as [string, Setting, string];
    print(measure(() => readStandardPanel(file, horizon), configOf(setting, Number(threads))).phases);
  } else if (task === 'accuracy') {
    const [file, setting, threads] = args as [string, Setting, string];
    const { panel, forecasts } = measure(() => readStandardPanel(file, horizon, horizon), configOf(setting, Number(threads)));
    const actual = readStandardPanel(file, 0);
    let [error, size] = [0, 0];
    forecasts.forEach((forecast, k) => {
      const series = Math.floor(k / horizon);
      const y = actual.y[(actual.indptr[series + 1] as number) - horizon + (k % horizon)] as number;
      error += Math.abs(forecast - y);
      size += Math.abs(y);
    });
    print({ wape: (100 * error) / size, series: panel.ids.length });
  } else {
    const [series, days, threads] = args as [string, string, string];
    const panel = syntheticPanel(Number(series), Number(days), horizon);
    print(measure(() => panel, configOf('scale', Number(threads))).phases);
  }
}

function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
