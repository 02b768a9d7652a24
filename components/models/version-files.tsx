import { Download, FileBox } from 'lucide-react';
import type { VersionFileList } from '@/lib/registry/version-files';
import { versionFileAddress } from '../api/models';
import { fileSize } from '../format';
import { Cell, HeadCell, Table } from '../tables/table';
import { Button } from '../ui/button';
import { Message } from '../ui/message';
import { RelativeTime } from '../ui/time';

/** The files of a version, each to be downloaded. */
export function VersionFiles({ name, version, files: { items } }: { name: string; version: number; files: VersionFileList }) {
  if (items.length === 0) {
    return (
      <Message icon={FileBox} title="No files">
        The folder of this version is empty, or its files were removed from the store.
      </Message>
    );
  }
  return (
    <Table label="Files" className="min-w-md border-t">
      <thead>
        <tr>
          <HeadCell>File</HeadCell>
          <HeadCell>Type</HeadCell>
          <HeadCell numeric>Size</HeadCell>
          <HeadCell>Written</HeadCell>
          <HeadCell className="relative">
            <span className="sr-only">Download</span>
          </HeadCell>
        </tr>
      </thead>
      <tbody>
        {items.map((file) => (
          <tr key={file.path}>
            <Cell className="font-mono text-xs">{file.path}</Cell>
            <Cell className="text-muted">{file.contentType}</Cell>
            <Cell numeric>{fileSize(file.sizeBytes)}</Cell>
            <Cell className="text-muted">
              <RelativeTime value={file.modifiedAt} />
            </Cell>
            <Cell className="text-right">
              <Button asChild size="sm">
                <a href={versionFileAddress(name, version, file.path)} download aria-label={`Download ${file.path}`}>
                  <Download aria-hidden />
                  Download
                </a>
              </Button>
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
