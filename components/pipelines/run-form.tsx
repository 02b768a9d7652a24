'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ChevronRight, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type FieldPath, useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { canonicalLevel } from '@/lib/datasets/structure';
import { plainWords } from '@/lib/http/plain-words';
import { type RequestedParameters, requestedParameters } from '@/lib/pipeline/parameters';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { ApiError, describe } from '../api/client';
import { fetchDatasets } from '../api/datasets';
import { startRun } from '../api/pipeline-runs';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { commonParameters, fitToDataset, parameterFields, structureIn } from './parameter-fields';
import { ParameterInput, type ParameterValues } from './parameter-input';

// zod compiles its checks with `eval` where it may; our Content-Security-Policy says that it may not.
z.config({ jitless: true, customError: plainWords });

const known = parameterFields();
const defaults: ParameterValues = requestedParameters.parse({});

function fieldAt(path: string): FieldPath<ParameterValues> | undefined {
  const name = path.replace(/^parameters\./, '').split('.')[0];
  return known.find((field) => field.name === name)?.name;
}

/** Asks for a run's parameters, starts it, and puts what the server finds wrong beside the field it means. */
export function RunForm({
  initial,
  onStarted,
  onCancel,
}: {
  initial?: ParameterValues;
  onStarted: (run: PipelineRun) => void;
  onCancel: () => void;
}) {
  const form = useForm<ParameterValues, unknown, RequestedParameters>({
    resolver: zodResolver(requestedParameters),
    defaultValues: { ...defaults, ...initial },
    mode: 'onTouched',
  });
  const { errors } = form.formState;
  const { data: datasets = [] } = useQuery({ queryKey: ['datasets'], queryFn: ({ signal }) => fetchDatasets(signal) });
  const [dataset, level, frequency] = useWatch({ control: form.control, name: ['dataset', 'level', 'frequency'] });
  const structure = structureIn(datasets, dataset);
  const fields = fitToDataset(known, datasets, { dataset, level, frequency });
  const common = commonParameters.flatMap((name) => fields.filter((field) => field.name === name));
  const rest = fields.filter((field) => !commonParameters.includes(field.name));
  useEffect(() => {
    // What was chosen for another dataset means nothing in this one.
    if (structure && level && canonicalLevel(structure, level) === undefined) form.setValue('level', undefined);
    if (structure && frequency && !structure.frequencies.includes(frequency)) form.setValue('frequency', undefined);
  }, [structure, level, frequency, form]);
  const [opened, setOpened] = useState(false);
  const [problem, setProblem] = useState<string>();
  const showRest = opened || rest.some((field) => errors[field.name]);

  const start = useMutation({
    mutationFn: startRun,
    onMutate: () => setProblem(undefined),
    onSuccess: onStarted,
    onError: (error) => {
      const items = error instanceof ApiError ? error.errors : [];
      const placed = items.filter(({ path, message }) => {
        const name = fieldAt(path);
        if (name) form.setError(name, { message }, { shouldFocus: true });
        return name;
      });
      if (placed.length === 0 || placed.length < items.length) setProblem(describe(error));
    },
  });

  return (
    <form noValidate onSubmit={form.handleSubmit((parameters) => start.mutate(parameters))} className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto px-5 py-5">
        {problem && (
          <Callout tone="danger" title="The run was not started">
            {problem}
          </Callout>
        )}
        <div className="grid gap-x-4 gap-y-5 sm:grid-cols-2">
          {common.map((field) => (
            <div key={field.name} className={field.kind === 'choices' ? 'sm:col-span-2' : undefined}>
              <ParameterInput field={field} control={form.control} />
            </div>
          ))}
        </div>
        <div className="border-t pt-3">
          <button
            type="button"
            aria-expanded={showRest}
            aria-controls="more-settings"
            onClick={() => setOpened(!showRest)}
            className="flex items-center gap-1.5 rounded-sm py-1 text-sm font-medium text-muted hover:text-ink"
          >
            <ChevronRight aria-hidden className={showRest ? 'size-4 rotate-90 transition-transform' : 'size-4 transition-transform'} />
            More settings
          </button>
          <div id="more-settings" hidden={!showRest} className="mt-4">
            <div className="grid gap-x-4 gap-y-5 sm:grid-cols-2">
              {rest.map((field) => (
                <div key={field.name} className={field.kind === 'flag' ? 'sm:col-span-2' : undefined}>
                  <ParameterInput field={field} control={form.control} />
                </div>
              ))}
            </div>
          </div>
        </div>
      </div>
      <footer className="flex items-center justify-end gap-2 border-t px-5 py-3.5">
        <Button onClick={onCancel}>Close</Button>
        <Button type="submit" variant="primary" pending={start.isPending}>
          {!start.isPending && <Play aria-hidden />}
          Run pipeline
        </Button>
      </footer>
    </form>
  );
}
