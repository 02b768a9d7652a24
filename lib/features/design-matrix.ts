import type { HolidayCalendar } from './calendar';
import { type ColumnGroup, categoricalColumns, columnGroups } from './columns';
import { DayTable } from './day-table';
import { encodeKey, type KeyEncoding } from './encoding';
import type { Panel, PanelFrequency } from './panel';
import { type FeatureLayout, PanelFeatures } from './panel-features';
import type { RowRequest } from './row-places';
import type { FeatureSpec } from './spec';

export type { RowRequest } from './row-places';

/** Row-major features, and for each row the level by which its target is to be divided (1 without scaling). */
export interface DesignMatrix {
  values: Float32Array;
  level: Float64Array;
  rows: number;
  columns: number;
}

/** The columns of a specification, as learnt from one panel; `on` makes them of any panel. */
export class FeatureBuilder {
  readonly names: string[];
  /** Indices of the columns that are category codes. */
  readonly categorical: number[];
  private readonly layout: FeatureLayout;

  constructor(
    spec: FeatureSpec,
    encoding: KeyEncoding,
    holidays: HolidayCalendar,
    frequency: PanelFrequency,
    covariates: { known: string[]; past: string[] },
  ) {
    const days = new DayTable(spec, holidays, frequency);
    const groups = columnGroups(spec, encoding, covariates, days.names);
    this.names = groups.flatMap((group) => group.names);
    this.categorical = categoricalColumns(groups);
    const key = ({ name, numeric }: ColumnGroup & { kind: 'key' }, keys: Record<string, string>) =>
      numeric ? numberOf(keys[name]) : encodeKey(encoding, name, keys[name]);
    this.layout = { groups, columns: this.names.length, levelWindow: spec.levelWindow, days, key };
  }

  /** The features of a panel, for any of its rows; parameters as `PanelFeatures`. */
  on(panel: Panel, target: Float64Array = panel.y, pastOffset = 1): PanelFeatures {
    return new PanelFeatures(this.layout, panel, target, pastOffset);
  }

  /** @returns one row a request, in the request's order */
  build(panel: Panel, request: RowRequest, target: Float64Array = panel.y, pastOffset = 1): DesignMatrix {
    const rows = request.row.length;
    const columns = this.names.length;
    const values = new Float32Array(rows * columns);
    const level = new Float64Array(rows);
    this.on(panel, target, pastOffset).fill(request, 0, rows, values, level);
    return { values, level, rows, columns };
  }
}

function numberOf(text: string | undefined): number {
  return text === undefined || text.trim() === '' ? Number.NaN : Number(text);
}
