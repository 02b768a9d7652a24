/** SHA-256 over names and contents of files and folders, tests left out. */
export function fingerprint(root: string, names: string[]): string;
export function isFresh(stampFile: string, value: string): boolean;
export function stamp(stampFile: string, value: string): void;
