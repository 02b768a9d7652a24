import type { Calendar } from '@/lib/calendar/schema';
import { day } from '../../format';
import { Card, CardHeader } from '../../ui/card';
import { Switch } from '../../ui/switch';

/** The holidays of the dataset's place, each to be switched off for the models. */
export function HolidayList({
  holidays,
  off,
  onChange,
}: {
  holidays: Calendar['holidays'];
  off: string[];
  onChange: (off: string[]) => void;
}) {
  const next = new Map<string, string>();
  for (const { name, date } of holidays) if (!next.has(name)) next.set(name, date);
  for (const name of off) if (!next.has(name)) next.set(name, '');
  return (
    <Card aria-labelledby="holidays-title" className="overflow-hidden">
      <CardHeader id="holidays-title" title="Holidays" description="Those that do not move your sales can be kept from the models" />
      {next.size === 0 ? (
        <p className="px-4 pb-4 text-sm text-muted">This dataset keeps no holidays; Settings says whose it could keep.</p>
      ) : (
        <ul className="max-h-96 divide-y overflow-y-auto border-t">
          {[...next].map(([name, date]) => (
            <li key={name} className="flex items-center justify-between gap-3 px-4 py-2 text-sm">
              <span className="min-w-0">
                <span className="block truncate">{name}</span>
                {date && <span className="text-xs text-muted">{day(date)}</span>}
              </span>
              <Switch
                aria-label={`Models know of ${name}`}
                checked={!off.includes(name)}
                onCheckedChange={(on) => onChange(on ? off.filter((one) => one !== name) : [...off, name].sort())}
              />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
