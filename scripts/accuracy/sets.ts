import { existsSync } from 'node:fs';
import path from 'node:path';
import pl, { type DataFrame } from 'nodejs-polars';
import type { PanelFrequency } from '@/lib/features/panel';

/** A data set with its protocol: rolling origins, each forecast from data up to and including it. */
export interface AccuracySet {
  name: string;
  file: string;
  frequency: PanelFrequency;
  /** Season of the peers' models and of MASE. */
  season: number;
  horizon: number;
  /** Last training dates. */
  origins: string[];
  keys: string[];
  /** Known-future covariates. */
  known: string[];
  /** Figures to be no worse than, as published with the protocol: WAPE by method. */
  published: Record<string, number>;
  /** The file's rows as `unique_id`, the keys, `ds`, `y` and the covariates. */
  read(file: string): DataFrame;
}

export const sets: AccuracySet[] = [
  {
    name: 'walmart',
    file: 'walmart_weekly_45_stores.csv',
    frequency: 'week',
    season: 52,
    horizon: 8,
    origins: ['2012-03-16', '2012-05-11', '2012-07-06', '2012-08-31'],
    keys: ['store'],
    known: ['holiday_flag'],
    published: {
      'AutoCES 52': 3.714,
      'planner and MSTL': 3.735,
      'MSTL 52 + AutoETS': 3.773,
      'dynamic optimised Theta': 3.996,
      AutoTheta: 4.005,
      'planner’s rule': 4.042,
      'mlforecast LightGBM, recursive': 4.781,
      'seasonal naive 52': 5.66,
      'mlforecast LightGBM, direct': 6.005,
      'mlforecast XGBoost, direct': 6.054,
    },
    read(file) {
      const read = pl.readCSV(file, { inferSchemaLength: 0 });
      return read.select(
        pl.col('Store').str.padStart(2, '0').alias('unique_id'),
        pl.col('Store').str.padStart(2, '0').alias('store'),
        pl.col('Date').str.strptime(pl.Date, '%d-%m-%Y').alias('ds'),
        pl.col('Weekly_Sales').cast(pl.Float64).alias('y'),
        pl.col('Holiday_Flag').cast(pl.Float64).alias('holiday_flag'),
      );
    },
  },
  {
    name: 'store_item',
    file: 'store_item_daily.parquet',
    frequency: 'day',
    season: 7,
    horizon: 28,
    origins: ['2017-10-08', '2017-11-05', '2017-12-03'],
    keys: ['store', 'item'],
    known: [],
    published: {
      'mlforecast LightGBM, recursive': 10.988,
      'seasonal naive 364': 15.34,
      'ETS (A,N,A)': 15.479,
      'dynamic optimised Theta': 15.74,
      'seasonal naive 7': 19.341,
    },
    read(file) {
      const text = (name: string) => pl.col(name).cast(pl.Utf8).str.padStart(2, '0');
      return pl
        .readParquet(file)
        .select(
          pl.concatString([text('store'), text('item')], '-').alias('unique_id'),
          text('store').alias('store'),
          text('item').alias('item'),
          pl.col('date').alias('ds'),
          pl.col('sales').cast(pl.Float64).alias('y'),
        );
    },
  },
];

/** Where a set's file is; undefined where it is not on this machine. */
export function locate({ file }: AccuracySet): string | undefined {
  const folder = process.env.ALMANAC_ACCURACY_DATA ?? path.resolve('..', 'shared', 'data');
  const found = path.join(folder, file);
  return existsSync(found) ? found : undefined;
}
