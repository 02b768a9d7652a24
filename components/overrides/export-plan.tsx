'use client';

import { Download } from 'lucide-react';
import { exportAddress } from '../api/overrides';
import { levelLabel } from '../forecasts/series-label';
import { Button } from '../ui/button';
import { Menu, MenuItem } from '../ui/menu';
import type { OverrideSubject } from './overrides-view';

/** Downloads the final plan: model, override and what holds. */
export function ExportPlan({ subject: { dataset, series } }: { subject: OverrideSubject }) {
  return (
    <Menu
      trigger={
        <Button>
          <Download aria-hidden />
          Export plan
        </Button>
      }
    >
      <MenuItem asChild>
        <a href={exportAddress({ dataset, level: series.level, series: series.id })} download>
          {series.label} as CSV
        </a>
      </MenuItem>
      {series.level !== 'total' && (
        <MenuItem asChild>
          <a href={exportAddress({ dataset, level: series.level })} download>
            All series by {levelLabel(series.level).toLowerCase()} as CSV
          </a>
        </MenuItem>
      )}
    </Menu>
  );
}
