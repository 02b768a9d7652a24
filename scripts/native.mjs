#!/usr/bin/env node
/** The boosters' shared libraries. Set-up imports this; run by hand, it installs what is missing and says what there is. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installNativeLibraries } from '../lib/models/native/install.mjs';

export { installNativeLibraries };

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const dataDir = path.resolve(process.env.ALMANAC_DATA_DIR || '.almanac');
  const libraries = await installNativeLibraries({ dataDir, log: (line) => console.log(`  ${line}`) });
  for (const { name, path: file, version, source, remedy } of libraries) {
    console.log(file ? `${name} ${version ?? '(version known once loaded)'}: ${file} (${source})` : `${name}: not found. ${remedy}`);
  }
  process.exitCode = libraries.some((library) => library.path) ? 0 : 1;
}
