'use client';

import { Field } from '../../ui/field';
import { Select } from '../../ui/select';
import { type ImportChoices, withOption } from './choices';
import type { ChoiceOption } from './import-options';

const detected = 'detected';

/** Options of the import, each as detected until something is chosen. `found` tells what was detected. */
export function ChoiceFields({
  fields,
  choices,
  onChange,
  found,
  untold = 'As detected',
}: {
  fields: ChoiceOption[];
  choices: ImportChoices;
  onChange: (choices: ImportChoices) => void;
  found?: Record<string, string | null | undefined>;
  untold?: string;
}) {
  return (
    <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2 xl:grid-cols-3">
      {fields.map(({ name, label, hint, options }) => {
        const own = found?.[name];
        const word = own ? (options.find(({ value }) => value === own)?.label ?? own) : undefined;
        // A format beyond the usual ones stays choosable once it is detected.
        const known = own && !options.some(({ value }) => value === own) ? [...options, { value: own, label: own }] : options;
        return (
          <Field key={name} label={label} hint={hint}>
            <Select
              value={choices.options[name] ?? detected}
              onValueChange={(value) => onChange(withOption(choices, name, value === detected ? undefined : value))}
              options={[{ value: detected, label: word ? `${untold}: ${word}` : untold }, ...known]}
            />
          </Field>
        );
      })}
    </div>
  );
}
