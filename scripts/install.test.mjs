import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withInstallLock } from './install-lock.mjs'
import { isInstalled, markInstalled } from './install-stamp.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pos-install-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('two installs at once run one after the other', async () => {
  const file = join(folder, 'lock')
  let running = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, (running += 1))
    await sleep(50)
    running -= 1
  }
  const lines = []
  await Promise.all([1, 2].map(() => withInstallLock(file, (line) => lines.push(line), work)))
  expect([most, lines.length, existsSync(file)]).toEqual([1, 1, false])
})

test('the lock of a process that is gone holds nobody up, and a failed install frees its own', async () => {
  const file = join(folder, 'lock')
  writeFileSync(file, '999999999')
  const failing = withInstallLock(
    file,
    () => {},
    () => Promise.reject(new Error('no network')),
  )
  await expect(failing).rejects.toThrow('no network')
  expect(existsSync(file)).toBe(false)
})

test('an install counts until a manifest or the lock file changes', () => {
  for (const part of ['packages/core', 'apps/pos-cli', 'node_modules'])
    mkdirSync(join(folder, part), { recursive: true })
  writeFileSync(join(folder, 'pnpm-lock.yaml'), 'a')
  writeFileSync(join(folder, 'packages/core/package.json'), '{}')
  expect(isInstalled(folder)).toBe(false)
  markInstalled(folder)
  expect(isInstalled(folder)).toBe(true)
  writeFileSync(join(folder, 'packages/core/package.json'), '{"dependencies":{}}')
  expect(isInstalled(folder)).toBe(false)
})
