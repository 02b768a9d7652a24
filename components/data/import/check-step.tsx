'use client';

import type { ImportReport } from '@/lib/data/import/report';
import { ApiError, describe } from '../../api/client';
import { day } from '../../format';
import { Button } from '../../ui/button';
import { Callout } from '../../ui/callout';
import { Card, CardHeader } from '../../ui/card';
import { Field } from '../../ui/field';
import { Input } from '../../ui/input';
import { Tile, Tiles } from '../../ui/tile';
import { ChoiceFields } from './choice-fields';
import { type ImportChoices, withOption } from './choices';
import { FaultTable, FindingList } from './finding-list';
import { overlapChoice, ruleChoices } from './import-options';
import { UploadProgress } from './upload-progress';

const number = new Intl.NumberFormat('en-US');

/** The third step: the rules, and what a check of every row found. Nothing is stored. */
export function CheckStep({
  choices,
  onChange,
  append,
  report,
  error,
  share,
  onCheck,
  onCancel,
  onBack,
  onImport,
}: {
  choices: ImportChoices;
  onChange: (choices: ImportChoices) => void;
  append: boolean;
  report: ImportReport | undefined;
  error: unknown;
  /** Of the upload under way; undefined where there is none. */
  share: number | undefined;
  onCheck: () => void;
  onCancel: () => void;
  onBack: () => void;
  onImport: () => void;
}) {
  const busy = share !== undefined;
  const text = (name: string) => ({
    value: choices.options[name] ?? '',
    onChange: (event: { target: { value: string } }) => onChange(withOption(choices, name, event.target.value)),
  });
  return (
    <div className="flex flex-col gap-5">
      <Card aria-labelledby="rules-title">
        <CardHeader id="rules-title" title="Rules" description="What to do with what is not plain in the data" />
        <div className="flex flex-col gap-4 px-4 pb-4">
          <ChoiceFields
            fields={append ? [overlapChoice, ...ruleChoices] : ruleChoices}
            choices={choices}
            onChange={onChange}
            untold={append ? 'As before' : 'Usual'}
            {...(report && { found: report.rules })}
          />
          {!append && (
            <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2 xl:grid-cols-3">
              <Field label="Currency of the target" hint="Three letters, such as EUR">
                <Input maxLength={3} placeholder={report?.currency ?? 'USD'} {...text('currency')} />
              </Field>
              <Field label="Time zone of the dates" hint="Such as Europe/Paris">
                <Input maxLength={60} placeholder="UTC" {...text('timeZone')} />
              </Field>
              <Field label="Description">
                <Input maxLength={2000} placeholder="What the dataset is" {...text('description')} />
              </Field>
            </div>
          )}
        </div>
      </Card>
      {busy && <UploadProgress share={share} working="Reading and checking every row" onCancel={onCancel} />}
      {!busy && error !== undefined && (
        <Card aria-label="What is wrong" className="overflow-hidden">
          <div className="p-4">
            <Callout
              tone="danger"
              title={describe(error)}
              actions={
                <Button size="sm" onClick={onCheck}>
                  Check again
                </Button>
              }
            >
              Correct the file, or choose another rule or role, and check again. Nothing was stored.
            </Callout>
          </div>
          {error instanceof ApiError && error.errors.length > 0 && <FaultTable errors={error.errors} />}
        </Card>
      )}
      {!busy && report && <Report report={report} />}
      <div className="flex flex-wrap justify-between gap-2">
        <Button onClick={onBack} disabled={busy}>
          Back
        </Button>
        <div className="flex gap-2">
          {report && (
            <Button onClick={onCheck} disabled={busy}>
              Check again
            </Button>
          )}
          <Button variant="primary" onClick={report ? onImport : onCheck} disabled={busy}>
            {report ? 'Import' : 'Check every row'}
          </Button>
        </div>
      </div>
    </div>
  );
}

function Report({ report }: { report: ImportReport }) {
  const { counts, findings } = report;
  return (
    <>
      <Tiles label="What would be imported">
        <Tile label="Rows read" value={number.format(counts.rowsRead)} detail={`${number.format(counts.recorded)} with a target`} />
        <Tile label="Series" value={number.format(counts.series)} detail={`by the ${report.frequency}`} />
        <Tile label="From" value={day(report.firstDate)} />
        <Tile label="To" value={day(report.lastDate)} />
        <Tile label="Gaps" value={number.format(counts.gapsLeft)} detail={`${number.format(counts.zeros)} zeros`} />
        <Tile label="Plan" value={number.format(counts.planRows)} detail="rows after the last sale" />
      </Tiles>
      <Card aria-labelledby="report-title" className="overflow-hidden">
        <CardHeader
          id="report-title"
          title={findings.length === 0 ? 'Every row is fine' : 'What was found'}
          description={`${report.currency}, ${report.currencyWhy}. Nothing is stored yet.`}
        />
        {findings.length > 0 && <FindingList findings={findings} />}
      </Card>
    </>
  );
}
