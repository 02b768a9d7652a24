'use client';

import { Segmented } from '../../ui/segmented';
import { type Effort, type PresetName, presetNames, presetOf, presets } from './presets';

const own = 'Settings of your own.';

/** How thorough a run is, in one choice; what is set by hand is one's own. */
export function PresetPicker({ values, onChoose }: { values: Partial<Record<keyof Effort, unknown>>; onChoose: (effort: Effort) => void }) {
  const preset = presetOf(values);
  return (
    <div className="flex flex-col gap-2">
      <Segmented
        label="Preset"
        value={preset}
        onValueChange={(name) => name in presets && onChoose(presets[name as PresetName].effort)}
        options={[...presetNames.map((name) => ({ value: name, label: presets[name].title })), { value: 'own', label: 'Own' }]}
      />
      <p className="text-xs text-muted" aria-live="polite">
        {preset === 'own' ? own : presets[preset].says}
      </p>
    </div>
  );
}
