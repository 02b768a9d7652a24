'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import type { Observations } from '@/lib/datasets/manifest';
import type { DatasetOverview } from '@/lib/datasets/overview';
import type { DatasetSettings } from '@/lib/datasets/schema';
import { ApiError, describe, request } from '../api/client';
import { words } from '../format';
import { FactsList } from '../models/facts-list';
import { Button } from '../ui/button';
import { Card, CardHeader } from '../ui/card';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { Select } from '../ui/select';

/** What is stored of a dataset beside its rows; what the next run goes by can be changed. */
export function SettingsView({ dataset, rules }: { dataset: DatasetOverview; rules: Observations['rules'] | null }) {
  const router = useRouter();
  const [removing, setRemoving] = useState(false);
  const { name, structure, kind } = dataset;
  const path = `/api/v1/datasets/${encodeURIComponent(name)}`;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <RunSettings dataset={dataset} path={path} />
      <Card aria-labelledby="facts-title">
        <CardHeader id="facts-title" title="What is stored" description="An import can say otherwise" />
        <FactsList
          facts={[
            ['Currency', dataset.currency],
            ['Time zone', dataset.timeZone],
            ['Frequency', structure && `by the ${structure.frequency}`],
            ['Keys', structure && (structure.keys.join(', ') || 'none: one series')],
            ['Attributes', structure && Object.keys(structure.attributes).join(', ')],
            ['Known ahead', structure?.known.join(', ')],
            ['Afterwards', structure?.past.join(', ')],
            ...Object.entries(rules ?? {}).map(([rule, value]): [string, string] => [words(rule), value]),
          ]}
        />
      </Card>
      {kind === 'imported' && (
        <Card aria-labelledby="remove-title">
          <CardHeader
            id="remove-title"
            title="Delete the dataset"
            description="Its versions, series and forecasts go; its models stay, but none stays champion"
            actions={
              <Button variant="danger" onClick={() => setRemoving(true)}>
                Delete
              </Button>
            }
          />
        </Card>
      )}
      <ConfirmDialog
        open={removing}
        onOpenChange={setRemoving}
        title={`Delete ${words(name)}?`}
        confirmLabel="Delete"
        onConfirm={async () => {
          await request(path, { method: 'DELETE' });
          toast.success(`${words(name)} was deleted`);
          router.push('/data');
        }}
      >
        <p>Every version, series, forecast and calendar of it is removed. This cannot be undone.</p>
      </ConfirmDialog>
    </div>
  );
}

function RunSettings({ dataset: { settings, structure }, path }: { dataset: DatasetOverview; path: string }) {
  const router = useRouter();
  const place = settings.holidays === 'none' ? undefined : settings.holidays;
  const [country, setCountry] = useState(place?.country ?? '');
  const [region, setRegion] = useState(place?.region ?? '');
  const [label, setLabel] = useState(settings.weekLabel ?? 'auto');
  const [pending, setPending] = useState(false);
  const [problems, setProblems] = useState<Record<string, string>>({});

  async function save() {
    const holidays: DatasetSettings['holidays'] = country.trim()
      ? { country: country.trim().toUpperCase(), ...(region.trim() && { region: region.trim().toUpperCase() }) }
      : 'none';
    setPending(true);
    setProblems({});
    try {
      await request(path, { method: 'PATCH', body: { holidays, weekLabel: label === 'auto' ? null : label } });
      toast.success('Saved; the next run goes by it');
      router.refresh();
    } catch (error) {
      if (error instanceof ApiError && error.errors.length > 0)
        setProblems(Object.fromEntries(error.errors.map((item) => [item.path, shortened(item.message)])));
      else toast.error('It could not be saved', { description: describe(error) });
    } finally {
      setPending(false);
    }
  }
  const error = (field: string) => (problems[field] ? { error: problems[field] } : {});

  return (
    <Card aria-labelledby="settings-title">
      <CardHeader id="settings-title" title="What runs go by" description="Runs under way keep what they began with" />
      <form
        className="flex flex-col gap-4 px-4 pb-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field label="Holidays of the country" hint="Two letters, such as DE; empty for no holidays" {...error('holidays.country')}>
          <Input value={country} maxLength={2} onChange={(event) => setCountry(event.target.value)} className="max-w-24 uppercase" />
        </Field>
        <Field label="State or province" hint="Its code, such as BY; may be empty" {...error('holidays.region')}>
          <Input value={region} maxLength={20} onChange={(event) => setRegion(event.target.value)} className="max-w-40 uppercase" />
        </Field>
        {structure?.frequency === 'week' && (
          <Field label="A week’s date is" hint="Decides which days a week stands for">
            <Select
              value={label}
              onValueChange={(value) => setLabel(value as typeof label)}
              options={[
                { value: 'auto', label: 'Told by its weekday' },
                { value: 'start', label: 'Its first day' },
                { value: 'end', label: 'Its last day' },
              ]}
            />
          </Field>
        )}
        <div>
          <Button type="submit" variant="primary" pending={pending}>
            Save
          </Button>
        </div>
      </form>
    </Card>
  );
}

/** A list of every country there is says no more than that it is none of them. */
function shortened(message: string): string {
  return message.length > 160 ? `${message.slice(0, 160)}…` : message;
}
