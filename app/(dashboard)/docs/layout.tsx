import type { ReactNode } from 'react';
import { apiDocument } from '@/app/api/v1/openapi.json/document';
import { OperationList } from '@/components/api-reference/operation-list';
import { apiReference } from '@/lib/http/api-reference';
import { requireSession } from '@/lib/http/require-session';

export default async function ReferenceLayout({ children }: { children: ReactNode }) {
  await requireSession('/docs');
  const { operations } = apiReference(await apiDocument());
  return (
    <div className="grid gap-8 xl:grid-cols-[22rem_minmax(0,1fr)]">
      <aside className="order-last min-w-0 xl:sticky xl:top-7 xl:order-first xl:max-h-[calc(100dvh-3.5rem)] xl:overflow-y-auto xl:p-1">
        <OperationList operations={operations.map(({ id, method, path, summary, tag }) => ({ id, method, path, summary, tag }))} />
      </aside>
      <div className="max-w-4xl min-w-0">{children}</div>
    </div>
  );
}
