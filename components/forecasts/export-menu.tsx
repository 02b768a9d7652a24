'use client';

import { Download, FileSpreadsheet, Image, Link2 } from 'lucide-react';
import type { RefObject } from 'react';
import { toast } from 'sonner';
import { describe } from '../api/client';
import { queryText } from '../api/forecasts';
import type { ChartHandle } from '../charts/chart';
import { readColors } from '../charts/colors';
import { savePicture } from '../charts/save-picture';
import { day } from '../format';
import { Button } from '../ui/button';
import { Menu, MenuItem, MenuSeparator } from '../ui/menu';
import { levelLabel } from './series-label';

/** What the shown forecast can be taken away as: figures of the series or of its whole level, the picture, the address. */
export function ExportMenu({
  dataset,
  series,
  origin,
  chart,
}: {
  dataset: string;
  series: { id: string; label: string; level: string };
  origin: string;
  chart: RefObject<ChartHandle | null>;
}) {
  const csv = (query: Record<string, string>) => `/api/v1/forecasts/export?${queryText({ dataset, origin, ...query })}`;

  async function picture() {
    const drawn = chart.current?.picture();
    if (!drawn) return void toast.error('The chart is not drawn yet.');
    try {
      const title = `Forecast: ${series.label}`;
      const fileName = `forecast-${series.label.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${origin}.png`;
      await savePicture(
        drawn,
        { title, subtitle: `From ${day(origin)}, with 80%, 90% and 95% intervals`, fileName },
        readColors(document.body),
      );
      toast.success('The picture is saved.');
    } catch (error) {
      toast.error(describe(error));
    }
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(window.location.href);
      toast.success('The link is copied. It shows what you see.');
    } catch (error) {
      toast.error(`The link could not be copied: ${describe(error)}`);
    }
  }

  return (
    <Menu
      label="Export"
      trigger={
        <Button size="sm">
          <Download aria-hidden className="size-3.5" />
          Export
        </Button>
      }
    >
      <MenuItem asChild>
        <a href={csv({ series: series.id })} download>
          <FileSpreadsheet aria-hidden className="size-4 text-muted" />
          CSV of this series
        </a>
      </MenuItem>
      {series.level !== 'total' && (
        <MenuItem asChild>
          <a href={csv({ level: series.level })} download>
            <FileSpreadsheet aria-hidden className="size-4 text-muted" />
            CSV of all at level {levelLabel(series.level).toLowerCase()}
          </a>
        </MenuItem>
      )}
      <MenuItem icon={Image} onSelect={picture}>
        PNG of the chart
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={Link2} onSelect={copy}>
        Copy link
      </MenuItem>
    </Menu>
  );
}
