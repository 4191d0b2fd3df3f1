import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const shared = {
  pool: 'forks',
  testTimeout: 90_000,
  // As long as a page may take on a busy machine, like Playwright's own waiting.
  expect: { poll: { timeout: 30_000 } },
  hookTimeout: 180_000,
  teardownTimeout: 30_000,
} as const

export default defineConfig({
  test: {
    globalSetup: ['packages/testing/src/global-setup.ts'],
    maxWorkers: 2,
    projects: [
      {
        plugins: [vue()],
        test: {
          ...shared,
          name: 'parts',
          include: ['packages/*/src/**/*.test.ts', 'apps/{hq-server,store-server,web-client}/src/**/*.test.ts'],
          // A worker reads what they share once, and not for each of two hundred files.
          isolate: false,
        },
      },
      {
        test: {
          ...shared,
          name: 'whole',
          include: ['apps/{proofs,pos-cli}/src/**/*.test.ts', 'scripts/**/*.test.mjs', 'bench/**/*.test.ts'],
        },
      },
    ],
  },
})
