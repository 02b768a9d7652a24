import { type Setting, settingGroups } from '@/lib/settings/describe';
import { Badge } from '../ui/badge';
import { Card, CardHeader } from '../ui/card';

/** Every setting by subject: what it does and what it is. */
export function SettingsTable({ settings }: { settings: Setting[] }) {
  return (
    <Card aria-labelledby="settings-title">
      <CardHeader
        id="settings-title"
        title="Configuration"
        description="Read from the environment when Almanac starts; .env.example in the project lists all of it."
      />
      {settingGroups.map((group) => (
        <section key={group} aria-labelledby={`group-${group}`} className="border-t px-4 py-3">
          <h3 id={`group-${group}`} className="text-xs font-medium text-muted">
            {group}
          </h3>
          <dl className="divide-y">
            {settings
              .filter((setting) => setting.group === group)
              .map((setting) => (
                <div key={setting.name} className="grid gap-x-4 gap-y-0.5 py-2 md:grid-cols-[17rem_minmax(0,1fr)_auto]">
                  <dt className="font-mono text-xs leading-5 wrap-anywhere">{setting.name}</dt>
                  <dd className="text-sm text-muted">{setting.does}</dd>
                  <dd className="md:text-right">
                    <Value setting={setting} />
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </Card>
  );
}

function Value({ setting: { from, value } }: { setting: Setting }) {
  if (from === 'none') return <span className="text-xs text-muted">not set</span>;
  if (value === null) return <Badge tone="success">set, not shown</Badge>;
  return (
    <span className="flex flex-wrap items-center gap-2 md:justify-end">
      <code className="font-mono text-xs wrap-anywhere">{value}</code>
      {from === 'default' && <span className="text-2xs text-muted">default</span>}
    </span>
  );
}
