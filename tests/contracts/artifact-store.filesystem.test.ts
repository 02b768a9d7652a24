import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FilesystemStore } from '@/lib/storage/filesystem';
import { artifactStoreContract } from './artifact-store.contract';

artifactStoreContract('the filesystem', async () => ({
  open: (folder) => new FilesystemStore(folder),
  damage: async (store, objectPath, bytes) =>
    writeFile(path.join(await store.localize(path.posix.dirname(objectPath)), path.posix.basename(objectPath)), bytes),
  close: async () => {},
}));
