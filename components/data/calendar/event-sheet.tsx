'use client';

import { useState } from 'react';
import type { Calendar, CalendarEntry } from '@/lib/calendar/schema';
import { type PlanEdit, planEdit } from '@/lib/data/plan/plan-edit';
import { Button } from '../../ui/button';
import { Field, FieldError } from '../../ui/field';
import { Input } from '../../ui/input';
import { Select } from '../../ui/select';
import { Sheet } from '../../ui/sheet';
import { type EditablePlan, EditForm } from '../../what-if/edit-form';
import { editWords } from '../../what-if/edit-words';

const kindLabels: Record<PlanEdit['kind'], string> = {
  promotion: 'Promotion',
  'no-promotion': 'No promotion',
  price: 'Price change',
  closure: 'Closure',
  open: 'Open, whatever was planned',
  covariate: 'Covariate',
};

/** What an event begins as. */
export function newEdit(kind: PlanEdit['kind'], { choices }: Pick<Calendar, 'choices'>, from: string, to = from): PlanEdit {
  const [covariate] = choices.covariates.toSorted((a, b) => Number(b.role === 'promotion') - Number(a.role === 'promotion'));
  const category = choices.categories[0];
  switch (kind) {
    case 'promotion':
      return { kind, from, to, discount: 0.2, promotion: 'circular', ...(category !== undefined && { category }) };
    case 'price':
      return { kind, from, to, change: 0.05 };
    case 'closure':
      return { kind, from, to, share: 1, renovation: false };
    case 'covariate':
      return { kind, from, to, where: {}, name: covariate?.name ?? '', value: 1 };
    default:
      return { kind, from, to };
  }
}

/** The controls of what a calendar's dataset has. */
export function editablePlan({ kinds, choices }: Pick<Calendar, 'kinds' | 'choices'>): EditablePlan {
  return {
    dates: [],
    keys: choices.keys,
    covariates: choices.covariates,
    tables:
      kinds === 'tables'
        ? {
            categories: choices.categories.map((name) => ({
              name,
              products: choices.products.filter(({ category }) => category === name),
            })),
            stores: choices.stores,
            promotions: [],
            closures: [],
          }
        : null,
  };
}

/** The window of one event. */
export function EventSheet({
  calendar,
  entry,
  isNew,
  onClose,
  onSave,
  onDelete,
}: {
  calendar: Calendar;
  entry: CalendarEntry;
  isNew: boolean;
  onClose: () => void;
  onSave: (entry: CalendarEntry) => void;
  onDelete: () => void;
}) {
  const [own, setOwn] = useState(entry);
  const [problem, setProblem] = useState<string>();
  const plan = editablePlan(calendar);
  const kinds: PlanEdit['kind'][] = calendar.kinds === 'tables' ? ['promotion', 'no-promotion', 'price', 'closure', 'open'] : ['covariate'];

  function save() {
    const parsed = planEdit.safeParse(own.edit);
    if (!parsed.success) return setProblem(parsed.error.issues[0]?.message ?? 'is not complete');
    // What it does is its name where nobody gives it one.
    onSave({ ...own, edit: parsed.data, name: own.name.trim() || editWords(parsed.data, plan.tables), note: own.note.trim() });
  }

  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={isNew ? 'New event' : 'Event'}
      description="Known ahead: the next run learns from it, and forecasts with it"
      width="lg"
      footer={
        <>
          {!isNew && (
            <Button variant="danger" className="mr-auto" onClick={onDelete}>
              Delete
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={save}>
            {isNew ? 'Add to the calendar' : 'Change'}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4 p-5"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {kinds.length > 1 && (
          <Field label="What happens">
            <Select
              value={own.edit.kind}
              onValueChange={(kind) => setOwn({ ...own, edit: newEdit(kind as PlanEdit['kind'], calendar, own.edit.from, own.edit.to) })}
              options={kinds.map((kind) => ({ value: kind, label: kindLabels[kind] }))}
            />
          </Field>
        )}
        <EditForm edit={own.edit} plan={plan} onChange={(edit) => setOwn({ ...own, edit })} regional />
        <Field label="Name" hint="Left empty, it is called by what it does">
          <Input
            value={own.name}
            maxLength={200}
            placeholder={editWords(own.edit, plan.tables)}
            onChange={(event) => setOwn({ ...own, name: event.target.value })}
          />
        </Field>
        <Field label="Note">
          <Input value={own.note} maxLength={1000} onChange={(event) => setOwn({ ...own, note: event.target.value })} />
        </Field>
        {problem && <FieldError>{problem}</FieldError>}
      </form>
    </Sheet>
  );
}
