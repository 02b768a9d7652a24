import type { ModelVersion } from '@/lib/registry/schema';
import { day, percent } from '../format';
import { Tile, Tiles } from '../ui/tile';
import { BesideNaive } from './beside-naive';
import { coverageOf, metricOf } from './version-rows';

const share = (value: number | null | undefined) => percent(typeof value === 'number' ? value / 100 : null);

/** How a version did, at a glance. */
export function VersionTiles({ version, naive }: { version: ModelVersion; naive: { backtest: number | null; test: number | null } }) {
  const { metrics, trainedThrough, datasetVersion } = version;
  const backtest = metricOf(metrics, 'backtest', 'wape');
  const test = metricOf(metrics, 'test', 'wape');
  const coverage = coverageOf(metrics, 0.8);
  return (
    <Tiles label="In short">
      <Tile
        label="Error, backtest"
        value={share(backtest)}
        detail={naive.backtest === null ? 'WAPE' : `seasonal naive ${share(naive.backtest)}`}
      />
      <Tile label="Error, test window" value={share(test)} detail={naive.test === null ? 'WAPE' : `seasonal naive ${share(naive.test)}`} />
      <Tile label="Against seasonal naive" value={<BesideNaive own={test} naive={naive.test} />} detail="on the test window" />
      <Tile
        label="In the 80% interval"
        value={percent(coverage)}
        detail={coverage === null ? 'it has none of its own' : 'of the test window’s sales'}
      />
      <Tile
        label="Trained through"
        value={trainedThrough ? day(trainedThrough) : '–'}
        detail={datasetVersion === null ? 'data not known' : `version ${datasetVersion} of the data`}
      />
    </Tiles>
  );
}
