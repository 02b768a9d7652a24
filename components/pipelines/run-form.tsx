'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ChevronRight, Play, Save } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type FieldPath, useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { canonicalLevel } from '@/lib/datasets/structure';
import type { ErrorItem } from '@/lib/errors';
import { plainWords } from '@/lib/http/plain-words';
import { type RequestedParameters, requestedParameters } from '@/lib/pipeline/parameters';
import { ApiError, describe } from '../api/client';
import { fetchDatasets } from '../api/datasets';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { advancedGroup, parameterGroups } from './form/parameter-groups';
import { PresetPicker } from './form/preset-picker';
import { RunSummary } from './form/run-summary';
import { useRunCheck } from './form/use-run-check';
import { fitToDataset, type ParameterName, parameterFields, structureIn } from './parameter-fields';
import { ParameterInput, type ParameterValues } from './parameter-input';

// zod compiles its checks with `eval` where it may; our Content-Security-Policy says that it may not.
z.config({ jitless: true, customError: plainWords });

const known = parameterFields();
const defaults: ParameterValues = requestedParameters.parse({});

function fieldAt(path: string): FieldPath<ParameterValues> | undefined {
  const name = path.replace(/^parameters\./, '').split('.')[0];
  return known.find((field) => field.name === name)?.name;
}

export interface RunFormProps {
  initial?: ParameterValues;
  submitLabel?: string;
  failureTitle?: string;
  /** Takes the parameters to the server. */
  send: (parameters: RequestedParameters) => Promise<unknown>;
  onDone: (answer: unknown) => void;
  onCancel: () => void;
}

/** Asks for a run's parameters and puts what is wrong beside the field it means, whoever finds it: the schema, or the server. */
export function RunForm({ initial, submitLabel, failureTitle = 'The run was not started', send, onDone, onCancel }: RunFormProps) {
  const form = useForm<ParameterValues, unknown, RequestedParameters>({
    resolver: zodResolver(requestedParameters),
    defaultValues: { ...defaults, ...initial },
    mode: 'onChange',
  });
  const { errors } = form.formState;
  const { data: datasets = [] } = useQuery({ queryKey: ['datasets'], queryFn: ({ signal }) => fetchDatasets(signal) });
  const values = useWatch({ control: form.control });
  const { dataset, level, frequency } = values;
  const structure = structureIn(datasets, dataset);
  const fields = fitToDataset(known, datasets, { dataset, level, frequency });
  useEffect(() => {
    // What was chosen for another dataset means nothing in this one.
    if (structure && level && canonicalLevel(structure, level) === undefined) form.setValue('level', undefined);
    if (structure && frequency && !structure.frequencies.includes(frequency)) form.setValue('frequency', undefined);
  }, [structure, level, frequency, form]);
  const { checked, problems } = useRunCheck(values);
  const said = new Map(problems.flatMap(({ path, message }) => (fieldAt(path) ? [[fieldAt(path), message] as const] : [])));
  const [opened, setOpened] = useState(false);
  const [problem, setProblem] = useState<string>();
  const wrong = (name: ParameterName) => errors[name] !== undefined || said.has(name);
  const showAdvanced = opened || advancedGroup.names.some(wrong);

  const submit = useMutation({
    mutationFn: send,
    onMutate: () => setProblem(undefined),
    onSuccess: onDone,
    onError: (error) => {
      const items: ErrorItem[] = error instanceof ApiError ? error.errors : [];
      const placed = items.filter(({ path, message }) => {
        const name = fieldAt(path);
        if (name) form.setError(name, { message }, { shouldFocus: true });
        return name;
      });
      if (placed.length === 0 || placed.length < items.length) setProblem(describe(error));
    },
  });

  const inputs = (names: ParameterName[]) => (
    <div className="grid gap-x-4 gap-y-5 sm:grid-cols-2">
      {names.flatMap((name) =>
        fields
          .filter((field) => field.name === name)
          .map((field) => (
            <div key={name} className={field.kind === 'choices' || field.kind === 'flag' ? 'sm:col-span-2' : undefined}>
              <ParameterInput field={field} control={form.control} problem={said.get(name)} />
            </div>
          )),
      )}
    </div>
  );

  return (
    <form noValidate onSubmit={form.handleSubmit((parameters) => submit.mutate(parameters))} className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1 flex-col gap-6 overflow-y-auto px-5 py-5">
        {problem && (
          <Callout tone="danger" title={failureTitle}>
            {problem}
          </Callout>
        )}
        <PresetPicker
          values={values}
          onChoose={(effort) => {
            for (const [name, value] of Object.entries(effort)) form.setValue(name as ParameterName, value, { shouldValidate: true });
          }}
        />
        {parameterGroups.map(({ title, names }) => (
          <section key={title} aria-label={title}>
            <h3 className="mb-3 border-b pb-1.5 text-xs font-semibold tracking-wide text-muted uppercase">{title}</h3>
            {inputs(names)}
          </section>
        ))}
        <section aria-label={advancedGroup.title}>
          <button
            type="button"
            aria-expanded={showAdvanced}
            aria-controls="advanced-settings"
            onClick={() => setOpened(!showAdvanced)}
            className="flex items-center gap-1.5 rounded-sm py-1 text-sm font-medium text-muted hover:text-ink"
          >
            <ChevronRight aria-hidden className={showAdvanced ? 'size-4 rotate-90 transition-transform' : 'size-4 transition-transform'} />
            {advancedGroup.title}
          </button>
          <div id="advanced-settings" hidden={!showAdvanced} className="mt-4">
            {inputs(advancedGroup.names)}
          </div>
        </section>
      </div>
      <footer className="flex flex-wrap items-center justify-end gap-x-4 gap-y-2 border-t px-5 py-3">
        <div className="min-w-0 flex-1 basis-56">
          <RunSummary checked={checked} />
        </div>
        <div className="flex gap-2">
          <Button onClick={onCancel}>Close</Button>
          <Button type="submit" variant="primary" pending={submit.isPending}>
            {!submit.isPending && (submitLabel ? <Save aria-hidden /> : <Play aria-hidden />)}
            {submitLabel ?? 'Run pipeline'}
          </Button>
        </div>
      </footer>
    </form>
  );
}
