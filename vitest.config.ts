import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest begins first, or it runs on alone when everything else is done. */
const LONGEST = [
  'simulation',
  'kills',
  'accessibility',
  'newcomer',
  'hostile-content',
  'replay.pg',
  'day-part',
  'keyboard-head-office',
  'keyboard-till',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const rankOf = ({ moduleId }: TestSpecification) => {
      const rank = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
      return rank < 0 ? LONGEST.length : rank
    }
    return sorted.toSorted((one, other) => rankOf(one) - rankOf(other))
  }
}

const COMPONENTS = 'packages/ui-kit/src/**/[A-Z]*.test.ts'

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
    // One more than cores: tests of the whole chain wait much of their time.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...shared,
          name: 'node',
          include: ['{packages,apps}/*/src/**/*.test.ts', 'scripts/**/*.test.mjs', 'bench/**/*.test.ts'],
          exclude: [COMPONENTS],
          // A worker reads what its files share once, and not for each of three hundred: they leave nothing behind in it.
          isolate: false,
        },
      },
      {
        plugins: [vue()],
        // Vue keeps the document it was loaded with: each file has both anew.
        test: { ...shared, name: 'components', include: [COMPONENTS], environment: 'happy-dom', isolate: true },
      },
    ],
  },
})
