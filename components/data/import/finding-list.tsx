import type { ImportReport } from '@/lib/data/import/report';
import type { ErrorItem } from '@/lib/errors';
import { count, words } from '../../format';
import { Cell, HeadCell, Table } from '../../tables/table';
import { Badge } from '../../ui/badge';

const tones = { error: 'danger', warning: 'warning', info: 'info' } as const;

/** What was found in a file, each with the rows it was found in. */
export function FindingList({ findings }: { findings: ImportReport['findings'] }) {
  return (
    <ul className="divide-y">
      {findings.map((finding) => (
        <li key={`${finding.check} ${finding.message}`} className="px-4 py-3 text-sm">
          <p className="flex flex-wrap items-center gap-2">
            <Badge tone={tones[finding.severity]}>{words(finding.severity)}</Badge>
            <span className="min-w-0 wrap-anywhere">{finding.message}</span>
            {finding.count > 1 && <span className="text-xs text-muted tabular">{count(finding.count, 'time')}</span>}
          </p>
          {finding.examples.length > 0 && (
            <details className="mt-1">
              <summary className="cursor-pointer py-1 text-xs text-muted">Where: {count(finding.examples.length, 'place')}</summary>
              <Table label={`Places of: ${finding.message}`} className="mt-1 border">
                <thead>
                  <tr>
                    <HeadCell>File</HeadCell>
                    <HeadCell numeric>Row</HeadCell>
                    <HeadCell>Column</HeadCell>
                    <HeadCell>Value</HeadCell>
                    <HeadCell>What would be right</HeadCell>
                  </tr>
                </thead>
                <tbody>
                  {finding.examples.slice(0, 20).map((example, place) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: places of a report never move.
                    <tr key={place}>
                      <Cell className="font-mono text-xs">{example.file}</Cell>
                      <Cell numeric>{example.row ?? '–'}</Cell>
                      <Cell className="font-mono text-xs">{example.column ?? '–'}</Cell>
                      <Cell className="max-w-48 truncate font-mono text-xs">{example.value ?? '–'}</Cell>
                      <Cell className="whitespace-normal">{example.message}</Cell>
                    </tr>
                  ))}
                </tbody>
              </Table>
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What refused a file: each fault with its place, and what would be right. */
export function FaultTable({ errors }: { errors: ErrorItem[] }) {
  return (
    <Table label="Faults" className="border-t">
      <thead>
        <tr>
          <HeadCell>Where</HeadCell>
          <HeadCell>What is wrong</HeadCell>
        </tr>
      </thead>
      <tbody>
        {errors.map(({ path, message }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: faults of an answer never move.
          <tr key={place}>
            <Cell className="align-top font-mono text-xs">{path}</Cell>
            <Cell className="whitespace-normal wrap-anywhere">{message}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
