import { servePages, type PageServer } from '@pos/testing'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))

/** Serves a page of this folder. Suites that it runs report to the test that opened it. */
export function pages(name: string): Promise<PageServer> {
  return servePages({ folder, names: [name], alias: { vitest: `${folder}vitest-in-page.ts` } })
}
