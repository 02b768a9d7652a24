'use client';

import { type Control, Controller } from 'react-hook-form';
import type { z } from 'zod';
import type { requestedParameters } from '@/lib/pipeline/parameters';
import { modelTitle, words } from '../format';
import { Checkbox } from '../ui/checkbox';
import { Field, FieldError } from '../ui/field';
import { Input } from '../ui/input';
import { Select } from '../ui/select';
import { Switch } from '../ui/switch';
import type { ParameterField } from './parameter-fields';

export type ParameterValues = z.input<typeof requestedParameters>;

function optionLabel(field: ParameterField, option: string): string {
  if (field.name === 'models') return modelTitle(option);
  return option.split('+').map(words).join(' + ');
}

/** The control that a field's kind asks for, tied to the form. */
export function ParameterInput({
  field,
  control,
  problem,
}: {
  field: ParameterField;
  control: Control<ParameterValues>;
  /** What the server finds wrong with the value, where the schema finds nothing. */
  problem?: string;
}) {
  return (
    <Controller
      name={field.name}
      control={control}
      render={({ field: { value, onChange, onBlur, ref }, fieldState }) => {
        const error = fieldState.error?.message ?? problem;
        const common = { label: field.label, hint: field.hint, error };
        const listed = Array.isArray(value) ? value : [];
        switch (field.kind) {
          case 'choice':
            return (
              <Field {...common}>
                <Select
                  ref={ref}
                  value={String(value ?? field.fallback ?? '')}
                  onValueChange={onChange}
                  options={field.options.map((option) => ({ value: option, label: optionLabel(field, option) }))}
                />
              </Field>
            );
          case 'choices':
            return (
              <fieldset className="flex min-w-0 flex-col gap-2">
                <legend className="mb-2 text-sm font-medium">{field.label}</legend>
                <div className="grid grid-cols-2 gap-2">
                  {field.options.map((option, index) => (
                    // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is the control.
                    <label
                      key={option}
                      className="flex h-8 items-center gap-2 rounded-md border px-2.5 text-sm has-data-[state=checked]:bg-accent-soft"
                    >
                      <Checkbox
                        ref={index === 0 ? ref : undefined}
                        checked={listed.some((name) => name === option)}
                        onCheckedChange={(on) =>
                          onChange(field.options.filter((name) => (name === option ? on === true : listed.some((had) => had === name))))
                        }
                      />
                      {optionLabel(field, option)}
                    </label>
                  ))}
                </div>
                {error && <FieldError>{error}</FieldError>}
                <p className="text-xs text-muted">{field.hint}</p>
              </fieldset>
            );
          case 'flag':
            return (
              <div className="flex flex-col gap-1">
                {/* biome-ignore lint/a11y/noLabelWithoutControl: the switch inside is the control. */}
                <label className="flex items-center justify-between gap-4 text-sm font-medium">
                  {field.label}
                  <Switch ref={ref} checked={value === true} onCheckedChange={onChange} onBlur={onBlur} />
                </label>
                {error && <FieldError>{error}</FieldError>}
                <p className="pr-14 text-xs text-muted">{field.hint}</p>
              </div>
            );
          case 'number':
            return (
              <Field {...common}>
                <Input
                  ref={ref}
                  type="number"
                  inputMode="numeric"
                  min={field.min}
                  max={field.max}
                  step={1}
                  placeholder={field.placeholder}
                  value={typeof value === 'number' && !Number.isNaN(value) ? value : ''}
                  onChange={({ target }) => onChange(target.value === '' ? undefined : target.valueAsNumber)}
                  onBlur={onBlur}
                />
              </Field>
            );
          default: {
            const suggestions = field.kind === 'text' && field.suggestions;
            return (
              <>
                <Field {...common}>
                  <Input
                    ref={ref}
                    type={field.kind}
                    list={suggestions ? `${field.name}-suggestions` : undefined}
                    value={typeof value === 'string' ? value : ''}
                    onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
                    onBlur={onBlur}
                  />
                </Field>
                {suggestions && (
                  <datalist id={`${field.name}-suggestions`}>
                    {suggestions.map((name) => (
                      <option key={name} value={name} />
                    ))}
                  </datalist>
                )}
              </>
            );
          }
        }
      }}
    />
  );
}
