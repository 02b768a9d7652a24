/** Why Almanac cannot start, in words for the person who started it; shown without a stack trace. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

const fileSystem: Record<string, (path: string) => string> = {
  EACCES: (path) => `${path} cannot be written. Give it to the user who starts Almanac, or set ALMANAC_DATA_DIR to another folder.`,
  EPERM: (path) => `${path} cannot be written. Give it to the user who starts Almanac, or set ALMANAC_DATA_DIR to another folder.`,
  EROFS: (path) => `${path} is on a file system that is read-only. Set ALMANAC_DATA_DIR to another folder.`,
  ENOSPC: () => 'The disk is full. Free some space and start again; nothing was lost.',
  ENOTDIR: (path) => `${path} is a file where a folder is needed. Set ALMANAC_DATA_DIR to another folder.`,
  EEXIST: (path) => `${path} is a file where a folder is needed. Set ALMANAC_DATA_DIR to another folder.`,
};

/** The line to show for a failure that a person can mend; undefined where it is a defect, whose stack is wanted. */
export function explain(error: unknown): string | undefined {
  if (error instanceof StartError) return error.message;
  const { code, path, name, message } = error as NodeJS.ErrnoException;
  if (['MigrationError', 'PostgresError', 'SettingsError'].includes(name)) return message;
  const line = code === undefined ? undefined : fileSystem[code];
  return line?.(path ?? 'The data folder');
}
