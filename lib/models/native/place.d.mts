import type { LibraryManifest } from './locate.mjs';

export function workFolder(dataDir: string): string;
export function place(folder: string, library: Omit<LibraryManifest, 'bytes' | 'sha256'>, dataDir: string): void;
