import type { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';

export interface InputToLog {
  name: string;
  digest: string;
  sourceType: string;
  source: string;
  schema?: object;
  profile?: object;
  tags?: Record<string, string>;
}

/** Says which data a run read, and their digest. */
export async function logInput(runId: string, input: InputToLog): Promise<void> {
  const { name, digest, schema, profile, tags = {}, ...rest } = input;
  const data = {
    ...rest,
    tags,
    schema: schema as Prisma.InputJsonObject | undefined,
    profile: profile as Prisma.InputJsonObject | undefined,
  };
  await db().runInput.upsert({
    where: { runId_name_digest: { runId, name, digest } },
    create: { runId, name, digest, ...data },
    update: data,
  });
}
