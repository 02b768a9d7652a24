'use client';

import clsx from 'clsx';
import { FileSpreadsheet, Upload } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { fileSize } from '../../format';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Field } from '../../ui/field';
import { Input } from '../../ui/input';

/** The first step: the file, and what the dataset is called. */
export function FileStep({
  file,
  onFile,
  name,
  onName,
  nameError,
  fixedName,
  pending,
  onNext,
}: {
  file: File | undefined;
  onFile: (file: File) => void;
  name: string;
  onName: (name: string) => void;
  nameError: string | undefined;
  /** The dataset that rows are added to. */
  fixedName: boolean;
  pending: boolean;
  onNext: () => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const [over, setOver] = useState(false);
  const [tried, setTried] = useState(false);
  return (
    <Card className="p-5">
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (file && !nameError) onNext();
        }}
      >
        {/* biome-ignore lint/a11y/noStaticElementInteractions: files are dropped here; the button inside does the same by keyboard. */}
        <div
          className={clsx(
            'flex flex-col items-center justify-center rounded-lg border-2 border-dashed px-6 py-12 text-center transition-colors',
            over ? 'border-accent bg-accent-soft' : 'border-line-strong',
          )}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            const [dropped] = event.dataTransfer.files;
            if (dropped) onFile(dropped);
          }}
        >
          <span className="mb-4 grid size-11 place-items-center rounded-xl border bg-accent-soft text-accent-ink">
            {file ? <FileSpreadsheet aria-hidden className="size-5" /> : <Upload aria-hidden className="size-5" />}
          </span>
          {file ? (
            <p className="font-medium wrap-anywhere">
              {file.name} <span className="text-muted">({fileSize(file.size)})</span>
            </p>
          ) : (
            <p className="font-medium">Drop a CSV or Parquet file here</p>
          )}
          <p className="mt-1 max-w-md text-sm text-muted">
            A date, what was sold, and what it was sold by: a store, a product, a region. It stays on this server.
          </p>
          <label htmlFor={id} className="sr-only">
            File
          </label>
          <input
            ref={input}
            id={id}
            type="file"
            accept=".csv,.tsv,.txt,.parquet,text/csv"
            className="hidden"
            onChange={(event) => {
              const [chosen] = event.target.files ?? [];
              if (chosen) onFile(chosen);
            }}
          />
          <Button className="mt-4" variant={file ? 'secondary' : 'primary'} onClick={() => input.current?.click()}>
            {file ? 'Choose another file' : 'Choose a file'}
          </Button>
        </div>
        {!fixedName && (
          <div className="max-w-md">
            <Field
              label="Name of the dataset"
              hint="Lower-case letters, digits and hyphens. An imported dataset of that name gets a new version."
              {...((tried || name !== '') && nameError ? { error: nameError } : {})}
            >
              <Input
                value={name}
                maxLength={63}
                autoComplete="off"
                placeholder="north-stores"
                onChange={(event) => onName(event.target.value)}
              />
            </Field>
          </div>
        )}
        <div className="flex justify-end">
          <Button type="submit" variant="primary" pending={pending} disabled={!file}>
            Look at the columns
          </Button>
        </div>
      </form>
    </Card>
  );
}
