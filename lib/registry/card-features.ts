import { z } from 'zod';

const windows = z.array(z.number());

/** What is read of a booster's feature specification; see `FeatureSpec`. */
const spec = z
  .object({
    lags: windows,
    windows,
    statistics: z.array(z.string()),
    seasons: windows,
    year: z.number(),
    expandingMean: z.boolean(),
    calendar: z.union([z.boolean(), z.array(z.string())]),
    holidays: z.boolean(),
    pastWindow: z.number(),
    levelWindow: z.number(),
  })
  .partial();

const boosted = z.object({ features: spec });
const configs = z.union([z.object({ members: z.record(z.string(), z.object({ model: z.unknown() })) }), z.object({ model: z.unknown() })]);

/** What a version's boosters see, in plain words; empty where it has none, or nobody recorded it. */
export function featuresOf(config: unknown, frequency: string | null): { label: string; detail: string }[] {
  const read = configs.safeParse(config);
  if (!read.success) return [];
  const models = 'members' in read.data ? Object.values(read.data.members).map(({ model }) => model) : [read.data.model];
  const own = models.flatMap((model) => boosted.safeParse(model).data ?? [])[0];
  if (!own) return [];
  const unit = `${frequency ?? 'period'}s`;
  const { features } = own;
  const list = (values: readonly number[]) => values.join(', ');
  return [
    features.lags?.length && { label: 'Earlier sales', detail: `${list(features.lags)} ${unit} before` },
    features.windows?.length && {
      label: 'Recent sales',
      detail: `${(features.statistics ?? []).join(', ')} over ${list(features.windows)} ${unit}`,
    },
    features.seasons?.length && { label: 'Season', detail: `the same place in seasons of ${list(features.seasons)} ${unit}` },
    features.year && { label: 'Last year', detail: `its shape around the same ${frequency ?? 'period'}, ${features.year} ${unit} before` },
    features.calendar && {
      label: 'Calendar',
      detail: Array.isArray(features.calendar) ? features.calendar.join(', ') : 'place in week, month and year',
    },
    features.holidays && { label: 'Holidays', detail: 'which, and how near' },
    features.pastWindow && { label: 'Past-only covariates', detail: `mean over ${features.pastWindow} ${unit} up to the origin` },
    features.expandingMean && { label: 'Long-run level', detail: 'mean of all sales so far' },
    features.levelWindow && { label: 'Scale', detail: `in units of each series’ level over ${features.levelWindow} ${unit}` },
  ].filter((entry): entry is { label: string; detail: string } => typeof entry === 'object');
}
