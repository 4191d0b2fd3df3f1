import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { chainPlan } from './chain-plan.ts'
import { emptyDataFolder, openDataFolder } from './data-folder.ts'
import { holdRunningMark, runningMarkName } from './running-mark.ts'

let parent = ''
let folder = ''
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'pos-data-'))
  folder = join(parent, 'data')
})
afterEach(() => rmSync(parent, { recursive: true }))

test('a folder with other files is left alone', () => {
  mkdirSync(folder)
  writeFileSync(join(folder, 'thesis.txt'), 'years of work')
  expect(() => openDataFolder(folder)).toThrow('holds other files')
  expect(readdirSync(folder)).toEqual(['thesis.txt'])
})

test('a folder under a file cannot be made, and the reason is one sentence', () => {
  writeFileSync(folder, '')
  expect(() => openDataFolder(join(folder, 'below'))).toThrow(/cannot be written \(ENOTDIR\)/)
})

test('beginning anew removes what was there and nothing else', () => {
  openDataFolder(folder)
  writeFileSync(join(folder, 'demo.json'), '{}')
  writeFileSync(join(parent, 'beside.txt'), '')
  emptyDataFolder(folder, [])
  expect(existsSync(join(folder, 'demo.json'))).toBe(false)
  expect(readdirSync(parent).sort()).toEqual(['beside.txt', 'data'])
})

test('a second copy on the same data is refused with the word running and the ports', () => {
  openDataFolder(folder)
  const plan = chainPlan({ folder, portBase: '6100', env: {} })
  const mark = holdRunningMark(plan)
  expect(() => holdRunningMark(plan)).toThrow(/already running .*6100/)
  mark.release()
  holdRunningMark(plan).release()
})

test('a torn mark, and those of a process that is gone or whose number another program has, count for nothing', () => {
  openDataFolder(folder)
  const plan = chainPlan({ folder, portBase: '6100', env: {} })
  const gone = { pid: 999_999_999, program: 'main.ts', ports: [6100] }
  const another = { ...gone, pid: process.pid, program: 'never started.ts' }
  const marks = ['{"pid":', JSON.stringify(gone), ...(process.platform === 'linux' ? [JSON.stringify(another)] : [])]
  for (const text of marks) {
    writeFileSync(join(folder, runningMarkName), text)
    holdRunningMark(plan).release()
  }
  expect(existsSync(join(folder, runningMarkName))).toBe(false)
})
