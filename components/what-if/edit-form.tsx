'use client';

import type { ReactNode } from 'react';
import { type PlanEdit, promotionKinds } from '@/lib/data/plan/plan-edit';
import type { SeriesPlan } from '@/lib/scenarios/schema';
import { words } from '../format';
import { Input } from '../ui/input';
import { Select } from '../ui/select';
import { promotionWords } from './edit-words';
import { GoodsSelect, PlaceSelect, type Scope } from './goods-select';
import { NumberCell } from './number-cell';

function Part({ label, children, className }: { label: string; children: ReactNode; className?: string }) {
  return (
    <div className={className ?? 'min-w-36 flex-1'}>
      <span aria-hidden className="mb-1 block text-2xs font-medium text-muted">
        {label}
      </span>
      {children}
    </div>
  );
}

/** What of a plan the controls offer. */
export type EditablePlan = Pick<SeriesPlan, 'tables' | 'dates' | 'keys'> & { covariates: { name: string }[] };

/** An edit without those of its fields that are undefined, as they travel. */
function bare(edit: PlanEdit): PlanEdit {
  return Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined)) as PlanEdit;
}

/** The controls of one change, told at once; its dates last. */
export function EditForm({
  edit,
  plan,
  onChange,
  regional = false,
}: {
  edit: PlanEdit;
  plan: EditablePlan;
  onChange: (edit: PlanEdit) => void;
  /** Promotions are of regions, never of single stores. */
  regional?: boolean;
}) {
  const set = (update: Partial<Record<string, unknown>>) => onChange(bare({ ...edit, ...update } as PlanEdit));
  const { tables } = plan;
  const first = plan.dates[0];
  const dates = (
    <>
      <Part label="From" className="w-36">
        <Input
          type="date"
          aria-label="From"
          min={first}
          max={edit.to}
          value={edit.from}
          onChange={({ target }) => target.value && set({ from: target.value, ...(target.value > edit.to && { to: target.value }) })}
        />
      </Part>
      <Part label="To" className="w-36">
        <Input
          type="date"
          aria-label="To"
          min={edit.from}
          value={edit.to}
          onChange={({ target }) => target.value && set({ to: target.value, ...(target.value < edit.from && { from: target.value }) })}
        />
      </Part>
    </>
  );
  const scope = edit as Scope;
  const goods = tables && (
    <Part label="Goods">
      <GoodsSelect tables={tables} value={scope} onChange={set} />
    </Part>
  );
  const place = tables && tables.stores.length > 1 && (
    <Part label="Where">
      <PlaceSelect
        tables={tables}
        value={scope}
        onChange={set}
        regionsOnly={regional && (edit.kind === 'promotion' || edit.kind === 'no-promotion')}
      />
    </Part>
  );
  const row = (children: ReactNode) => <div className="flex flex-wrap gap-x-3 gap-y-2.5">{children}</div>;
  switch (edit.kind) {
    case 'promotion':
      return row(
        <>
          <Part label="Discount" className="w-24">
            <NumberCell
              label="Discount"
              className="w-full"
              unit="%"
              value={edit.discount * 100}
              allows={(value) => value > 0 && value < 100}
              onChange={(value) => value !== undefined && set({ discount: value / 100 })}
            />
          </Part>
          <Part label="Kind">
            <Select
              aria-label="Kind"
              value={edit.promotion}
              options={promotionKinds.map((kind) => ({ value: kind, label: promotionWords[kind] ?? kind }))}
              onValueChange={(promotion) => set({ promotion })}
            />
          </Part>
          {goods}
          {place}
          {dates}
        </>,
      );
    case 'no-promotion':
      return row(
        <>
          {goods}
          {place}
          {dates}
        </>,
      );
    case 'price':
      return row(
        <>
          <Part label="Change" className="w-24">
            <NumberCell
              label="Change of price"
              className="w-full"
              unit="%"
              value={edit.change * 100}
              allows={(value) => value > -100 && value <= 900}
              onChange={(value) => value !== undefined && set({ change: value / 100 })}
            />
          </Part>
          {goods}
          {dates}
        </>,
      );
    case 'closure':
      return row(
        <>
          <Part label="Share closed" className="w-24">
            <NumberCell
              label="Share closed"
              className="w-full"
              unit="%"
              value={edit.share * 100}
              allows={(value) => value > 0 && value <= 100}
              onChange={(value) => value !== undefined && set({ share: value / 100 })}
            />
          </Part>
          <Part label="Why">
            <Select
              aria-label="Why"
              value={edit.renovation ? 'renovation' : 'closure'}
              options={[
                { value: 'closure', label: 'Closed' },
                { value: 'renovation', label: 'Renovation' },
              ]}
              onValueChange={(why) => set({ renovation: why === 'renovation' })}
            />
          </Part>
          {place}
          {dates}
        </>,
      );
    case 'open':
      return row(
        <>
          {place}
          {dates}
        </>,
      );
    case 'covariate':
      return row(<CovariateParts edit={edit} plan={plan} set={set} dates={dates} />);
  }
}

function CovariateParts({
  edit,
  plan,
  set,
  dates,
}: {
  edit: Extract<PlanEdit, { kind: 'covariate' }>;
  plan: EditablePlan;
  set: (update: Partial<Record<string, unknown>>) => void;
  dates: ReactNode;
}) {
  const isChange = edit.change !== undefined;
  const where = Object.entries(edit.where)[0];
  const choices = Object.entries(plan.keys).flatMap(([key, values]) => (values.length > 1 ? values.map((value) => ({ key, value })) : []));
  return (
    <>
      <Part label="Covariate">
        <Select
          aria-label="Covariate"
          value={edit.name}
          options={plan.covariates.map(({ name }) => ({ value: name, label: words(name) }))}
          onValueChange={(name) => set({ name })}
        />
      </Part>
      <Part label="How">
        <Select
          aria-label="How"
          value={isChange ? 'change' : 'value'}
          options={[
            { value: 'value', label: 'Set to' },
            { value: 'change', label: 'Change by' },
          ]}
          onValueChange={(how) => set(how === 'change' ? { value: undefined, change: 0.1 } : { value: 1, change: undefined })}
        />
      </Part>
      <Part label={isChange ? 'Percent' : 'Value'} className="w-28">
        <NumberCell
          label={isChange ? 'Change in percent' : 'Value'}
          className="w-full"
          unit={isChange ? '%' : undefined}
          value={isChange ? (edit.change ?? 0) * 100 : edit.value}
          allows={(value) => !isChange || (value > -100 && value <= 9900)}
          onChange={(value) => value !== undefined && set(isChange ? { change: value / 100 } : { value })}
        />
      </Part>
      {choices.length > 0 && choices.length <= 300 && (
        <Part label="Where">
          <Select
            aria-label="Where"
            value={where ? `${where[0]} ${where[1]}` : 'all'}
            options={[
              { value: 'all', label: 'Everywhere' },
              ...choices.map(({ key, value }) => ({ value: `${key} ${value}`, label: `${words(key)} ${value}` })),
            ]}
            onValueChange={(next) => {
              const choice = choices.find(({ key, value }) => `${key} ${value}` === next);
              set({ where: choice ? { [choice.key]: choice.value } : {} });
            }}
          />
        </Part>
      )}
      {dates}
    </>
  );
}
