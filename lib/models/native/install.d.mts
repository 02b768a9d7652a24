import type { LibraryStatus } from './locate.mjs';

export function installNativeLibraries(options: { dataDir: string; log?: (line: string) => void }): Promise<LibraryStatus[]>;
