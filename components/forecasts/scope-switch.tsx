import { Segmented } from '../ui/segmented';

/** Whether a list is of the series that is shown, or of every one of its dataset. */
export type Scope = 'series' | 'all';

export function ScopeSwitch({ label, value, onChange }: { label: string; value: Scope; onChange: (scope: Scope) => void }) {
  return (
    <Segmented
      label={label}
      value={value}
      onValueChange={(next) => onChange(next === 'all' ? 'all' : 'series')}
      options={[
        { value: 'series', label: 'This series' },
        { value: 'all', label: 'All series' },
      ]}
    />
  );
}
