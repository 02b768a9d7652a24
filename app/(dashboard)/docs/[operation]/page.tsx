import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { apiDocument } from '@/app/api/v1/openapi.json/document';
import { OperationView } from '@/components/api-reference/operation-view';
import { apiReference } from '@/lib/http/api-reference';
import { requireSession } from '@/lib/http/require-session';

interface Props {
  params: Promise<{ operation: string }>;
}

async function read({ params }: Props) {
  const { operation: id } = await params;
  const { operations, schemas } = apiReference(await apiDocument());
  return { operation: operations.find((operation) => operation.id === id), schemas };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { operation } = await read(props);
  return { title: operation ? `${operation.summary} · API reference` : 'API reference' };
}

export default async function OperationPage(props: Props) {
  await requireSession('/docs');
  const { operation, schemas } = await read(props);
  if (!operation) notFound();
  return <OperationView operation={operation} schemas={schemas} />;
}
