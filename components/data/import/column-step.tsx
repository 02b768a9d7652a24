'use client';

import clsx from 'clsx';
import type { ImportPreview } from '@/lib/data/import/report';
import { count } from '../../format';
import { Cell, HeadCell, Table } from '../../tables/table';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { Callout } from '../../ui/callout';
import { Card, CardHeader } from '../../ui/card';
import { Select } from '../../ui/select';
import { ChoiceFields } from './choice-fields';
import { type ColumnRoleName, type ImportChoices, rolesOf, withRole } from './choices';
import { FindingList } from './finding-list';
import { readingChoices } from './import-options';

const roleLabels: Record<ColumnRoleName, string> = {
  date: 'Date',
  target: 'Target: what was sold',
  key: 'Key: store, product, …',
  attribute: 'Attribute of a key',
  known: 'Known ahead',
  past: 'Known only afterwards',
  price: 'Price',
  promotion: 'Promotion',
  ignored: 'Leave out',
};

/** The second step: how the file is read, and what each column is. Every change is looked at anew. */
export function ColumnStep({
  preview,
  choices,
  onChange,
  busy,
  locked,
  onBack,
  onNext,
}: {
  preview: ImportPreview;
  choices: ImportChoices;
  onChange: (choices: ImportChoices) => void;
  busy: boolean;
  /** Rows are added: their columns are what the dataset's are. */
  locked: boolean;
  onBack: () => void;
  onNext: () => void;
}) {
  const { detection, header, rows, frequency, weekday, dateFormat, findings } = preview;
  const roles = rolesOf(detection.columns, choices);
  const own = detection.columns.filter(({ role }) => role !== 'period');
  const periods = detection.columns.length - own.length;
  const refused = findings.some(({ severity }) => severity === 'error') || preview.mapping === null;
  const [file] = detection.files;
  return (
    <div className={clsx('flex flex-col gap-5 transition-opacity', busy && 'opacity-70')} aria-busy={busy}>
      <Card aria-labelledby="read-title">
        <CardHeader
          id="read-title"
          title="How the file is read"
          description={[
            frequency ? `by the ${frequency}${weekday ? `, on ${weekday}s` : ''}` : 'how dates are spaced cannot be told',
            dateFormat && `dates as ${dateFormat.spelling}`,
            `${count(preview.sampledRows, 'row')} looked at${preview.complete ? ', all there are' : ''}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        />
        {!locked && (
          <div className="px-4 pb-4">
            <ChoiceFields
              fields={
                file?.format === 'parquet'
                  ? readingChoices.filter(({ name }) => ['dateFormat', 'frequency', 'layout'].includes(name))
                  : readingChoices
              }
              choices={choices}
              onChange={onChange}
              found={{
                delimiter: file?.delimiter === '\t' ? 'tab' : file?.delimiter,
                encoding: file?.encoding,
                decimal: detection.decimal,
                dateFormat: dateFormat?.format,
                frequency,
                layout: detection.layout,
              }}
            />
          </div>
        )}
      </Card>
      <Card aria-labelledby="columns-title" className="overflow-hidden">
        <CardHeader
          id="columns-title"
          title="What each column is"
          description={
            locked
              ? 'As the dataset was read before'
              : `Correct what was guessed wrong. A number known only afterwards never tells a model of the future.${periods > 0 ? ` ${count(periods, 'column')} are dates.` : ''}`
          }
        />
        <Table label="Columns of the file" className="min-w-2xl border-t">
          <thead>
            <tr>
              <HeadCell>Column</HeadCell>
              <HeadCell>Role</HeadCell>
              <HeadCell>Examples</HeadCell>
              <HeadCell>Why</HeadCell>
            </tr>
          </thead>
          <tbody>
            {own.map((column) => (
              <tr key={column.column}>
                <Cell className="font-medium">{column.column}</Cell>
                <Cell>
                  {locked ? (
                    <Badge>{roleLabels[roles[column.column] ?? 'ignored']}</Badge>
                  ) : (
                    <Select
                      aria-label={`Role of ${column.column}`}
                      className="w-52"
                      value={roles[column.column] ?? 'ignored'}
                      onValueChange={(role) => onChange(withRole(detection.columns, choices, column.column, role as ColumnRoleName))}
                      options={Object.entries(roleLabels).map(([value, label]) => ({ value, label }))}
                    />
                  )}
                </Cell>
                <Cell className="max-w-56 truncate font-mono text-xs text-muted">{column.examples.slice(0, 3).join(', ')}</Cell>
                <Cell className="max-w-72 text-xs whitespace-normal text-muted">{choices.roles ? '' : column.why}</Cell>
              </tr>
            ))}
          </tbody>
        </Table>
      </Card>
      {findings.length > 0 && (
        <Card aria-labelledby="found-title" className="overflow-hidden">
          <CardHeader id="found-title" title="What was found" description="In the rows looked at so far" />
          <FindingList findings={findings} />
        </Card>
      )}
      <Card aria-labelledby="rows-title" className="overflow-hidden">
        <CardHeader id="rows-title" title="First rows" />
        <Table label="First rows of the file" className="border-t">
          <thead>
            <tr>
              {header.map((name, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns may share a name, and never move.
                <HeadCell key={place}>
                  <span className="text-ink">{name}</span>
                </HeadCell>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no names, and never move.
              <tr key={row}>
                {header.map((name, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above.
                  <Cell key={`${name}${place}`} className="max-w-56 truncate font-mono text-xs">
                    {cells[place]}
                  </Cell>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </Card>
      {refused && (
        <Callout tone="warning" title="It cannot be imported like this yet">
          Say what the columns are, or how the file is written; what was found above says what is missing.
        </Callout>
      )}
      <div className="flex justify-between gap-2">
        <Button onClick={onBack}>Back</Button>
        <Button variant="primary" onClick={onNext} disabled={busy || refused}>
          Check every row
        </Button>
      </div>
    </div>
  );
}
