import { db } from '@/lib/db';
import { AlmanacError, notFound } from '@/lib/errors';
import { lockModel } from './aliases';

function noModel(name: string): Error {
  return notFound(`There is no registered model ${name}.`, 'name');
}

function taken(name: string): Error {
  return new AlmanacError('conflict', `There is a registered model ${name} already.`, [
    { path: 'name', message: 'is taken; choose another' },
  ]);
}

/** Makes a registered model without versions. @throws AlmanacError `conflict` naming `name` */
export async function createModel(
  name: string,
  { description = '', tags = {} }: { description?: string; tags?: Record<string, string> } = {},
) {
  await db().$transaction(async (tx) => {
    const { count } = await tx.registeredModel.createMany({ data: [{ name, description }], skipDuplicates: true });
    if (count === 0) throw taken(name);
    await tx.registeredModelTag.createMany({ data: Object.entries(tags).map(([key, value]) => ({ name, key, value })) });
  });
}

/** Describes a model, in Markdown. @throws AlmanacError `not_found` naming `name` */
export async function describeModel(name: string, description: string): Promise<void> {
  const { count } = await db().registeredModel.updateMany({ where: { name }, data: { description } });
  if (count === 0) throw noModel(name);
}

/** Gives a model another name, together with its versions, aliases, tags and audit trail. @throws AlmanacError `not_found` or `conflict` naming `name` */
export async function renameModel(name: string, newName: string): Promise<void> {
  await db().$transaction(async (tx) => {
    await lockModel(tx, name);
    if (name === newName) return;
    // Whoever makes a model of that name at the same time waits for this one, and then finds it taken.
    const { count } = await tx.registeredModel.createMany({ data: [{ name: newName }], skipDuplicates: true });
    if (count === 0) throw taken(newName);
    await tx.registeredModel.delete({ where: { name: newName } });
    await tx.registeredModel.update({ where: { name }, data: { name: newName } });
    await tx.modelVersion.updateMany({ where: { name: newName }, data: { updatedAt: new Date() } });
  });
}

/** Removes a model with its versions, aliases and tags; the files stay with the runs that made them. @throws AlmanacError `not_found` naming `name` */
export async function deleteModel(name: string): Promise<void> {
  const { count } = await db().registeredModel.deleteMany({ where: { name } });
  if (count === 0) throw noModel(name);
}

/** @throws AlmanacError `not_found` naming `name` */
export async function setModelTag(name: string, key: string, value: string): Promise<void> {
  const count = await db().$executeRaw`
    INSERT INTO registered_model_tags (name, key, value) SELECT name, ${key}, ${value} FROM registered_models WHERE name = ${name} FOR KEY SHARE
    ON CONFLICT (name, key) DO UPDATE SET value = excluded.value`;
  if (count === 0) throw noModel(name);
}

/** One that is not there is no error. @throws AlmanacError `not_found` naming `name` */
export async function deleteModelTag(name: string, key: string): Promise<void> {
  const { count } = await db().registeredModelTag.deleteMany({ where: { name, key } });
  if (count === 0 && (await db().registeredModel.count({ where: { name } })) === 0) throw noModel(name);
}
