import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'tests/cases/**', 'tests/**/fixtures/**'],
    globalSetup: ['tests/global-setup.ts'],
    pool: 'forks',
    // Loading the sources anew for each of the files took longer than their tests; nothing that is kept may change an answer anyway.
    isolate: false,
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});
