import { artifactStore } from '@/lib/storage';

/** A file, or a folder with something in it. `path` is relative to what was listed. */
export interface ListedFile {
  path: string;
  isFolder: boolean;
  sizeBytes: number;
}

/** What is directly below a folder of the store, in order of name; nothing where there is no such folder. */
export async function listFolder(folder: string): Promise<ListedFile[]> {
  const found = new Map<string, ListedFile>();
  for await (const { path, sizeBytes } of artifactStore().list(folder)) {
    const [name, ...deeper] = path.slice(folder === '' ? 0 : folder.length + 1).split('/') as [string, ...string[]];
    found.set(name, deeper.length > 0 ? { path: name, isFolder: true, sizeBytes: 0 } : { path: name, isFolder: false, sizeBytes });
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** As MLflow's message, with paths below another. */
export function toFileInfo({ path, isFolder, sizeBytes }: ListedFile, below = ''): object {
  return { path: below ? `${below}/${path}` : path, is_dir: isFolder, ...(!isFolder && sizeBytes > 0 && { file_size: sizeBytes }) };
}
