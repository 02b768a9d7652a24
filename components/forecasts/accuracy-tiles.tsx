import type { AccuracyByStep } from '@/lib/series-forecasts/schema';
import { change, count, money, percent } from '../format';
import { Tile, Tiles } from '../ui/tile';
import type { Pooled } from './accuracy';

const share = (value: number | null | undefined) => percent(value === null || value === undefined ? null : value / 100);

/** The figures above the chart: the test's error, what it is worth against the naive, its bias, and what came of published forecasts. */
export function AccuracyTiles({
  best,
  naive,
  published,
  currency,
  origins,
}: {
  best: (Pooled & { name: string }) | undefined;
  naive: Pooled | undefined;
  published: AccuracyByStep['published'];
  currency: string;
  /** Of the test window. */
  origins: number;
}) {
  const points = published.steps.reduce((sum, step) => sum + step.points, 0);
  const mean = (value: (step: (typeof published.steps)[number]) => number) =>
    points === 0 ? null : published.steps.reduce((sum, step) => sum + value(step) * step.points, 0) / points;
  const gain = best?.wape && naive?.wape ? 1 - best.wape / naive.wape : null;
  return (
    <Tiles label="Accuracy in short">
      <Tile
        label="Test error (WAPE)"
        value={share(best?.wape)}
        detail={best ? `${best.name}, ${count(origins, 'origin')}` : 'no test is kept'}
      />
      <Tile
        label="Against seasonal naive"
        value={gain === null ? '–' : <span className={gain >= 0 ? 'text-success' : 'text-danger'}>{change(-gain)}</span>}
        detail={naive ? `which is off by ${share(naive.wape)}` : 'no naive is kept'}
      />
      <Tile
        label="Bias in the test"
        value={share(best?.bias)}
        detail={best?.bias === null || best === undefined ? undefined : best.bias >= 0 ? 'too high in total' : 'too low in total'}
      />
      <Tile label="Mean error" value={money(best?.mae, currency)} detail="in a period, either way" />
      <Tile
        label="Inside 80% interval"
        value={percent(
          mean((step) => step.coverage80),
          0,
        )}
        detail={
          points === 0
            ? 'nothing has come yet'
            : `95% interval: ${percent(
                mean((step) => step.coverage95),
                0,
              )}`
        }
      />
      <Tile
        label="Published and scored"
        value={count(published.origins, 'forecast')}
        detail={points === 0 ? 'none is old enough' : count(points, 'point')}
      />
    </Tiles>
  );
}
