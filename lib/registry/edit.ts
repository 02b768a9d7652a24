import { db } from '@/lib/db';
import { notFound } from '@/lib/errors';
import { lockModel } from './aliases';
import type { EditRequest } from './edit-schema';
import type { ModelVersion, RegisteredModel } from './schema';
import { getModel, getVersion } from './service';

/** Changes a model's description and tags together. @throws AlmanacError `not_found` naming `name` */
export async function editModel(name: string, { description, tags = {} }: EditRequest): Promise<RegisteredModel> {
  const { set, taken } = changes(tags);
  await db().$transaction(async (tx) => {
    await lockModel(tx, name);
    await tx.registeredModel.update({
      where: { name },
      data: { ...(description !== undefined && { description }), updatedAt: new Date() },
    });
    await tx.registeredModelTag.deleteMany({ where: { name, key: { in: [...taken, ...set.map(({ key }) => key)] } } });
    await tx.registeredModelTag.createMany({ data: set.map((tag) => ({ name, ...tag })) });
  });
  return getModel(name);
}

/** Changes a version's description and tags together; what it is made of never changes. @throws AlmanacError `not_found` naming `name` or `version` */
export async function editVersion(name: string, version: number, { description, tags = {} }: EditRequest): Promise<ModelVersion> {
  const { set, taken } = changes(tags);
  await db().$transaction(async (tx) => {
    await lockModel(tx, name);
    const { count } = await tx.modelVersion.updateMany({
      where: { name, version },
      data: { ...(description !== undefined && { description }), updatedAt: new Date() },
    });
    if (count === 0) throw notFound(`${name} has no version ${version}.`, 'version');
    await tx.modelVersionTag.deleteMany({ where: { name, version, key: { in: [...taken, ...set.map(({ key }) => key)] } } });
    await tx.modelVersionTag.createMany({ data: set.map((tag) => ({ name, version, ...tag })) });
  });
  return getVersion(name, version);
}

function changes(tags: NonNullable<EditRequest['tags']>): { set: { key: string; value: string }[]; taken: string[] } {
  const set: { key: string; value: string }[] = [];
  const taken: string[] = [];
  for (const [key, value] of Object.entries(tags)) {
    if (value === null) taken.push(key);
    else set.push({ key, value });
  }
  return { set, taken };
}
