import type { TestProject } from 'vitest/node'
import { makeRunFolder, removeAbandonedRuns, removeRunFolder } from './databases/run-folder.ts'

declare module 'vitest' {
  interface ProvidedContext {
    testRunFolder: string
  }
}

let folder: string | undefined

/** Prepares a run. Its PostgreSQL starts with the first test that asks for it: most runs touch few packages. */
export async function setup(project: TestProject): Promise<void> {
  await removeAbandonedRuns()
  folder = makeRunFolder()
  project.provide('testRunFolder', folder)
}

export async function teardown(): Promise<void> {
  if (folder !== undefined) await removeRunFolder(folder)
}
