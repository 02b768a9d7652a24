import { parseDay } from '@/lib/data/days';
import { ObservationGrid } from '@/lib/data/observation-grid';
import { ObservationSource } from '@/lib/data/observation-source';
import { PeriodClock } from '@/lib/data/period-clock';
import type { Manifest } from '../manifest';
import { ColumnTally } from './column-tally';
import { gridProfile } from './grid-profile';
import type { DatasetProfile } from './schema';

/** The profile of an imported version. */
export async function profileObservations(manifest: Manifest): Promise<DatasetProfile> {
  const source = await ObservationSource.open(manifest);
  const { observations } = source;
  const first = parseDay(manifest.firstDate);
  const clock = new PeriodClock(observations.frequency, first);
  const from = clock.indexOf(first);
  const periods = clock.indexOf(parseDay(manifest.lastDate)) - from + 1;
  const grid = new ObservationGrid(source, first, periods);
  const y = grid.column('y');
  const keys = grid.series.map((series) => Object.fromEntries(observations.keys.map((key) => [key, series[key] as string])));
  const tally = new ColumnTally();
  const texts = source.names;
  const numbers = ['y', ...source.covariates];
  for (let part = 0; part < source.parts.length; part++) {
    source.guard(() => tally.add(null, source.scan(part), { texts, numbers }));
  }
  const roleOf = (name: string) => {
    if (name === 'y') return 'target';
    if (observations.keys.includes(name)) return 'key';
    if (observations.known.includes(name)) return 'known';
    return observations.past.includes(name) ? 'past' : 'attribute';
  };
  return {
    dataset: manifest.dataset,
    version: manifest.version,
    fingerprint: manifest.fingerprint,
    firstDate: manifest.firstDate,
    lastDate: manifest.lastDate,
    ...gridProfile({ frequency: observations.frequency, keys, periods, clock, first: from, y }),
    columns: tally.figures(roleOf),
  };
}
