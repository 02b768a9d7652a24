'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import type { FinalPlan, Override } from '@/lib/overrides/schema';
import { ApiError, describe } from '../api/client';
import { createOverride, overridesKey, withdrawOverride } from '../api/overrides';
import { useAuthor } from '../forecasts/use-author';
import { count } from '../format';
import { Button } from '../ui/button';
import { Field, FieldError } from '../ui/field';
import { Input } from '../ui/input';
import { Textarea } from '../ui/textarea';
import { type Draft, pointsOf, totalsOf } from './draft';
import { EffectTiles } from './effect-tiles';
import { OverrideTable } from './override-table';
import type { OverrideSubject } from './overrides-view';

const shortestReason = 3;

/** The table of the coming dates, the reason, and what it all comes to. */
export function OverrideEditor({ subject, plan }: { subject: OverrideSubject; plan: FinalPlan }) {
  const { dataset, series, currency, modelled } = subject;
  const client = useQueryClient();
  const router = useRouter();
  const [known, remember] = useAuthor();
  const [draft, setDraft] = useState<Draft>(new Map());
  const [reason, setReason] = useState('');
  const [author, setAuthor] = useState<string>();
  const [asked, setAsked] = useState(false);
  const by = (author ?? known).trim();

  function refresh() {
    // The chart of the first tab marks overrides too.
    router.refresh();
    return client.invalidateQueries({ queryKey: overridesKey(dataset) });
  }
  const undo = useMutation({
    mutationFn: (made: Override) => withdrawOverride(made.id, by),
    onSuccess: refresh,
    onError: (error) => toast.error('The override was not withdrawn', { description: describe(error) }),
  });
  const save = useMutation({
    mutationFn: () =>
      createOverride({ dataset, series: series.id, points: pointsOf(draft), reason: reason.trim(), author: by || undefined }),
    onSuccess: (made) => {
      if (by) remember(by);
      setDraft(new Map());
      setReason('');
      setAsked(false);
      toast.success(`${count(made.points.length, plan.forecast.frequency)} overridden`, {
        action: { label: 'Undo', onClick: () => undo.mutate(made) },
        duration: 10_000,
      });
      return refresh();
    },
  });
  const errors = save.error instanceof ApiError ? save.error.errors : [];
  const pointErrors = errors.filter(({ path }) => path.startsWith('points'));
  const missing = asked && reason.trim().length < shortestReason ? 'Say why, in a few words' : undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (reason.trim().length >= shortestReason && draft.size > 0) save.mutate();
      }}
    >
      <div className="px-4 pb-3">
        <EffectTiles totals={totalsOf(plan.items, draft)} currency={currency} drafted={draft.size} frequency={plan.forecast.frequency} />
        {series.level !== modelled && (
          <p className="mt-2 text-xs text-muted">
            The model forecasts by {modelled.replaceAll('+', ' and ')}: an override of {series.label.toLowerCase()} is handed down to each
            part by the model’s share of it, so that sums agree.
          </p>
        )}
      </div>
      <OverrideTable plan={plan} draft={draft} onDraft={setDraft} currency={currency} />
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3 border-t px-4 py-3.5">
        <div className="min-w-64 flex-[2]">
          <Field label="Reason" error={missing ?? errors.find(({ path }) => path === 'reason')?.message}>
            <Textarea
              rows={2}
              required
              maxLength={1000}
              placeholder="Such as: street fair in front of the store"
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          </Field>
        </div>
        <div className="min-w-40 flex-1">
          <Field label="Your name">
            <Input value={author ?? known} maxLength={100} autoComplete="name" onChange={({ target }) => setAuthor(target.value)} />
          </Field>
        </div>
        <div className="flex gap-2">
          <Button disabled={draft.size === 0 || save.isPending} onClick={() => setDraft(new Map())}>
            Discard
          </Button>
          <Button type="submit" variant="primary" disabled={draft.size === 0} pending={save.isPending}>
            {draft.size === 0 ? 'Override' : `Override ${count(draft.size, plan.forecast.frequency)}`}
          </Button>
        </div>
      </div>
      {save.isError && (pointErrors.length > 0 || errors.every(({ path }) => path !== 'reason')) && (
        <div className="px-4 pb-4">
          <FieldError>{pointErrors.length > 0 ? pointErrors.map(({ message }) => message).join('; ') : describe(save.error)}</FieldError>
        </div>
      )}
    </form>
  );
}
