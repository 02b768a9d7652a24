'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import type { ImportPreview, ImportReport } from '@/lib/data/import/report';
import { checkImport, type Imported, importFile, previewImport } from '../../api/imports';
import { LeaveGuard } from '../../ui/leave-guard';
import { QueryError } from '../../ui/query-error';
import { CheckStep } from './check-step';
import { type ImportChoices, importQuery, nameFromFile, nameProblem, noChoices } from './choices';
import { ColumnStep } from './column-step';
import { DoneStep } from './done-step';
import { FileStep } from './file-step';
import { type Step, StepList, steps } from './step-list';
import { UploadProgress } from './upload-progress';

/** From a file to a forecast. `append` adds its rows to a dataset; `suggested` is a name to begin with. */
export function ImportWizard({ append, suggested = '' }: { append?: string; suggested?: string }) {
  const path = usePathname();
  const search = useSearchParams();
  const [file, setFile] = useState<File>();
  const [name, setName] = useState(append ?? suggested);
  const [named, setNamed] = useState(suggested !== '');
  const [choices, setChoices] = useState<ImportChoices>(noChoices);
  const [preview, setPreview] = useState<ImportPreview>();
  const [report, setReport] = useState<ImportReport>();
  const [imported, setImported] = useState<Imported>();
  const [error, setError] = useState<unknown>();
  const [task, setTask] = useState<'preview' | 'check' | 'import'>();
  const [share, setShare] = useState(0);
  const underWay = useRef<AbortController>(undefined);
  useEffect(() => () => underWay.current?.abort(), []);

  const furthest: Step = imported ? 'forecast' : preview ? 'check' : 'file';
  const asked = steps.find((known) => known === search.get('step')) ?? 'file';
  const step = imported ? 'forecast' : steps.indexOf(asked) <= steps.indexOf(furthest) ? asked : 'file';

  function go(next: Step) {
    const query = new URLSearchParams(search);
    if (next === 'file') query.delete('step');
    else query.set('step', next);
    // The state lives here; the address only says which step is shown, so that Back goes back.
    history.pushState(null, '', query.size > 0 ? `${path}?${query}` : path);
    scrollTo({ top: 0 });
  }

  /** One request at a time: a newer one ends the older. */
  async function perform<T>(
    what: 'preview' | 'check' | 'import',
    work: (options: { signal: AbortSignal; onProgress: (share: number) => void }) => Promise<T>,
  ) {
    underWay.current?.abort();
    const controller = new AbortController();
    underWay.current = controller;
    setTask(what);
    setShare(0);
    setError(undefined);
    try {
      return await work({ signal: controller.signal, onProgress: (sent) => underWay.current === controller && setShare(sent) });
    } catch (failure) {
      if (!controller.signal.aborted) setError(failure);
      return undefined;
    } finally {
      if (underWay.current === controller) setTask(undefined);
    }
  }

  function query(of: ImportChoices): URLSearchParams {
    const made = importQuery(preview?.detection.columns ?? [], of);
    if (append) made.set('append', 'true');
    return made;
  }

  async function look(of: ImportChoices): Promise<boolean> {
    if (!file) return false;
    const seen = await perform('preview', (options) => previewImport(name, file, query(of), options));
    if (seen) setPreview(seen);
    return seen !== undefined;
  }

  function change(next: ImportChoices, lookAgain: boolean) {
    setChoices(next);
    setReport(undefined);
    if (lookAgain) void look(next);
  }

  async function check() {
    if (!file) return;
    setReport(undefined);
    const answer = await perform('check', (options) => checkImport(name, file, query(choices), options));
    if (answer) setReport(answer.report);
  }

  async function importIt() {
    if (!file) return;
    const answer = await perform('import', (options) => importFile(name, file, query(choices), options));
    if (!answer) return;
    setImported(answer);
    go('forecast');
  }

  const cancel = () => {
    underWay.current?.abort();
    setTask(undefined);
  };

  return (
    <div className="flex flex-col gap-5">
      <StepList step={step} />
      <LeaveGuard active={file !== undefined && !imported} title="Leave the import?">
        <p>Nothing was imported yet. The file and what you chose are forgotten when you leave.</p>
      </LeaveGuard>
      {step === 'file' && (
        <>
          <FileStep
            file={file}
            onFile={(chosen) => {
              setFile(chosen);
              setChoices(noChoices);
              setPreview(undefined);
              setReport(undefined);
              setError(undefined);
              if (!append && !named) setName(nameFromFile(chosen.name));
            }}
            name={name}
            onName={(text) => {
              setNamed(true);
              setName(text.trim().toLowerCase());
            }}
            nameError={append ? undefined : nameProblem(name)}
            fixedName={append !== undefined}
            pending={task === 'preview'}
            onNext={() => void look(choices).then((seen) => seen && go('columns'))}
          />
          {task === 'preview' && <UploadProgress share={share} working="Looking at the file" onCancel={cancel} />}
          {error !== undefined && (
            <QueryError
              compact
              title="The file could not be read"
              error={error}
              onRetry={() => void look(choices).then((seen) => seen && go('columns'))}
            />
          )}
        </>
      )}
      {step === 'columns' && preview && (
        <>
          {error !== undefined && (
            <QueryError compact title="The file could not be read like this" error={error} onRetry={() => void look(choices)} />
          )}
          <ColumnStep
            preview={preview}
            choices={choices}
            onChange={(next) => change(next, true)}
            busy={task === 'preview'}
            locked={append !== undefined}
            onBack={() => go('file')}
            onNext={() => {
              go('check');
              void check();
            }}
          />
        </>
      )}
      {step === 'check' && preview && (
        <CheckStep
          choices={choices}
          onChange={(next) => change(next, false)}
          append={append !== undefined}
          report={report}
          error={error}
          share={task === 'check' || task === 'import' ? share : undefined}
          onCheck={() => void check()}
          onCancel={cancel}
          onBack={() => go('columns')}
          onImport={() => void importIt()}
        />
      )}
      {step === 'forecast' && imported && <DoneStep imported={imported} />}
    </div>
  );
}
