import type { Metadata } from 'next';
import { apiDocument } from '@/app/api/v1/openapi.json/document';
import { ReferenceIntroduction } from '@/components/api-reference/introduction';
import { apiReference } from '@/lib/http/api-reference';
import { requireSession } from '@/lib/http/require-session';

export const metadata: Metadata = { title: 'API reference' };

export default async function ReferencePage() {
  await requireSession('/docs');
  return <ReferenceIntroduction version={apiReference(await apiDocument()).version} />;
}
