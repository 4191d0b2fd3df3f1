import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { root } from './root.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pos-launch-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('the child gets its arguments, runs on the pinned Node, and its exit code is the launcher’s', async () => {
  const launcher = start('console.log(process.argv[2], process.execPath)\nprocess.exitCode = 7\n')
  const [code] = await once(launcher, 'exit')
  expect(code).toBe(7)
  expect(launcher.output).toMatch(/^an-argument .*node/)
})

test('a signal to the launcher alone reaches the child', async () => {
  const launcher = start(
    "process.on('SIGTERM', () => process.exit(5))\nsetInterval(() => {}, 1000)\nconsole.log('up')\n",
  )
  await once(launcher.stdout, 'data')
  launcher.kill('SIGTERM')
  expect((await once(launcher, 'exit'))[0]).toBe(5)
})

test('a launcher killed outright takes the child with it', async () => {
  const launcher = start("setInterval(() => {}, 1000)\nconsole.log('up')\n")
  await once(launcher.stdout, 'data')
  launcher.kill('SIGKILL')
  // The child holds the other end of the pipe, which closes when it ends.
  await once(launcher, 'close')
  expect(launcher.signalCode).toBe('SIGKILL')
})

function start(text) {
  const file = join(folder, 'child.ts')
  writeFileSync(file, text)
  const launch = pathToFileURL(join(root, 'scripts/launch.mjs')).href
  const code = `const { launch } = await import('${launch}')\nprocess.exitCode = await launch(process.argv[1], ['an-argument'])`
  const { npm_lifecycle_event: _, ...env } = process.env
  const child = spawn(process.execPath, ['--input-type=module', '-e', code, file], { env })
  child.output = ''
  child.stdout.setEncoding('utf8').on('data', (chunk) => (child.output += chunk))
  return child
}
