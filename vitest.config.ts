import path from 'node:path';
import { defineConfig } from 'vitest/config';

// The boosters' OpenMP reads this when it is loaded, so it must be there when a test's process starts, as it is in a task's: threads that
// spin while they wait make a busy machine fifty times slower.
process.env.OMP_WAIT_POLICY ??= 'passive';

export default defineConfig({
  resolve: { alias: { '@': path.resolve(import.meta.dirname) } },
  test: {
    include: ['{app,components,inngest,lib,scripts,tests}/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/helpers/global-setup.ts'],
    // Native libraries and real databases: one process a file, and no more of them at once than a small machine bears.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
    env: { LOG_LEVEL: 'warn', TZ: 'UTC' },
  },
});
