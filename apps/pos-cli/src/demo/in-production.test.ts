import { temporaryFolder } from '@pos/testing'
import { afterEach, expect, test, vi } from 'vitest'
import { Refusal } from '../refusal.ts'
import { prepareDemo } from './prepare.ts'

afterEach(() => vi.unstubAllEnvs())

test('the demo chain, whose passwords are printed, is not made in production', async () => {
  vi.stubEnv('NODE_ENV', 'production')
  const folder = temporaryFolder()
  const { signal } = new AbortController()
  await expect(prepareDemo({ folder: folder.path, log: () => {}, signal })).rejects.toThrow(Refusal)
  folder.remove()
})
