'use client';

import { ChevronDown, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { PlanEdit } from '@/lib/data/plan/plan-edit';
import type { SeriesPlan } from '@/lib/scenarios/schema';
import { words } from '../format';
import { Button } from '../ui/button';
import { FieldError } from '../ui/field';
import { Menu, MenuItem } from '../ui/menu';
import { EditForm } from './edit-form';
import { periodEnd } from './edit-model';
import { editWords, spanWords } from './edit-words';

/** What can be added, with what stands in it at first. */
function kindsOf({ tables, covariates }: SeriesPlan): { label: string; make: (span: { from: string; to: string }) => PlanEdit }[] {
  if (!tables) {
    return covariates.map(({ name, role }) => ({
      label: words(name),
      make: (span) => ({ kind: 'covariate', ...span, where: {}, name, ...(role === 'price' ? { change: -0.1 } : { value: 1 }) }),
    }));
  }
  return [
    { label: 'Promotion', make: (span) => ({ kind: 'promotion', ...span, discount: 0.2, promotion: 'circular' }) },
    { label: 'No promotion', make: (span) => ({ kind: 'no-promotion', ...span }) },
    { label: 'Price change', make: (span) => ({ kind: 'price', ...span, change: 0.05 }) },
    { label: 'Closure', make: (span) => ({ kind: 'closure', ...span, share: 1, renovation: false }) },
    { label: 'Opening of closed stores', make: (span) => ({ kind: 'open', ...span }) },
  ];
}

/** A span to begin with: a week, or the first two periods. */
function spanOf({ dates, forecast }: SeriesPlan): { from: string; to: string } {
  const last = dates[Math.min(dates.length, forecast.frequency === 'day' ? 7 : 2) - 1] ?? '';
  return { from: dates[0] ?? '', to: periodEnd(last, forecast.frequency) };
}

/** Every change in words, in the order in which they hold; each opens into its controls. */
export function EditList({
  plan,
  edits,
  problems,
  onChange,
}: {
  plan: SeriesPlan;
  edits: PlanEdit[];
  /** What the server says is wrong with each, by its place. */
  problems: Map<number, string>;
  onChange: (edits: PlanEdit[], what: string) => void;
}) {
  const [open, setOpen] = useState<number>();
  return (
    <div>
      {edits.length === 0 ? (
        <p className="px-4 pb-3 text-sm text-muted">
          Nothing is changed: the forecast is as planned. Change dates below, or add a change of some goods or stores.
        </p>
      ) : (
        <ol className="divide-y border-t">
          {edits.map((edit, index) => {
            const problem = problems.get(index);
            const text = editWords(edit, plan.tables);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: an edit is its place in the order.
              <li key={index} className="px-4 py-1.5">
                <div className="flex items-center gap-2">
                  <button
                    type="button"
                    aria-expanded={open === index}
                    onClick={() => setOpen(open === index ? undefined : index)}
                    className="flex min-h-8 min-w-0 flex-1 flex-wrap items-center gap-x-2 rounded-md text-left text-sm"
                  >
                    <ChevronDown
                      aria-hidden
                      className={`size-3.5 shrink-0 text-faint transition-transform ${open === index ? '' : '-rotate-90'}`}
                    />
                    <span className="font-medium">{text}</span>
                    <span className="text-muted">{spanWords(edit.from, edit.to)}</span>
                  </button>
                  <Button
                    variant="ghost"
                    size="icon"
                    aria-label={`Remove: ${text}, ${spanWords(edit.from, edit.to)}`}
                    onClick={() =>
                      onChange(
                        edits.filter((_, at) => at !== index),
                        'remove',
                      )
                    }
                  >
                    <Trash2 aria-hidden />
                  </Button>
                </div>
                {problem && <FieldError>{problem}</FieldError>}
                {open === index && (
                  <div className="pt-1 pb-2 pl-5.5">
                    <EditForm
                      edit={edit}
                      plan={plan}
                      onChange={(next) =>
                        onChange(
                          edits.map((other, at) => (at === index ? next : other)),
                          `edit ${index}`,
                        )
                      }
                    />
                  </div>
                )}
              </li>
            );
          })}
        </ol>
      )}
      <div className="border-t px-4 py-2.5">
        <Menu
          align="start"
          trigger={
            <Button size="sm">
              <Plus aria-hidden />
              Add a change
            </Button>
          }
        >
          {kindsOf(plan).map(({ label, make }) => (
            <MenuItem
              key={label}
              onSelect={() => {
                onChange([...edits, make(spanOf(plan))], 'add');
                setOpen(edits.length);
              }}
            >
              {label}
            </MenuItem>
          ))}
        </Menu>
      </div>
    </div>
  );
}
