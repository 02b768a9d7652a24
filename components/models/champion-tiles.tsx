import type { ModelSummary } from '@/lib/registry/model-list';
import { day, percent } from '../format';
import { Tile, Tiles } from '../ui/tile';
import { RelativeTime } from '../ui/time';
import { BesideNaive } from './beside-naive';
import { modelHref } from './model-names';

/** A model's champion at a glance. */
export function ChampionTiles({ model: { name, champion, latestVersion, versionCount } }: { model: ModelSummary }) {
  const { wape, naiveWape } = champion ?? { wape: null, naiveWape: null };
  return (
    <Tiles label="In short">
      <Tile
        label="Champion"
        value={champion ? `Version ${champion.version}` : 'None'}
        detail={
          champion ? (
            <>
              since <RelativeTime value={champion.since} />
            </>
          ) : (
            'no version has been promoted'
          )
        }
        href={champion ? modelHref(name, champion.version) : undefined}
      />
      <Tile label="Error, backtest" value={percent(wape === null ? null : wape / 100)} detail="of sales, off by in all (WAPE)" />
      <Tile
        label="Against seasonal naive"
        value={<BesideNaive own={wape} naive={naiveWape} />}
        detail={naiveWape === null ? 'not known' : `which is off by ${percent(naiveWape / 100)}`}
      />
      <Tile
        label="Trained through"
        value={champion?.trainedThrough ? day(champion.trainedThrough) : '–'}
        detail="last sales it has learnt from"
      />
      <Tile
        label="Latest version"
        value={latestVersion ?? '–'}
        detail={`${versionCount} in all`}
        href={latestVersion === null ? undefined : modelHref(name, latestVersion)}
      />
    </Tiles>
  );
}
