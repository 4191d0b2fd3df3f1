import { spawn } from 'node:child_process'
import { ensureCertutil, ensureChromium } from './browser-tools.mjs'
import { installIfMissing } from './install.mjs'
import { Refusal, runScript } from './refusal.mjs'
import { root } from './root.mjs'
import { runtime, runtimeEnv } from './runtime.mjs'
import { buildWebIfChanged } from './web-build.mjs'

// One program over every package: each alone would read what stands below it again. The first runs beside all others: it
// is the slowest and uses one core.
const besides = ['types of components', 'vue-tsc', ['--noEmit', '-p', 'apps/web-client']]
const steps = [
  ['types', 'tsc', ['--noEmit', '-p', '.']],
  ['lint', 'oxlint', ['--type-aware', '--deny-warnings']],
  ['format', 'oxfmt', ['--check']],
  ['import directions', 'depcruise', ['--config', '.dependency-cruiser.mjs', 'packages', 'apps']],
  ['dead code', 'knip', []],
  ['manifests', 'sherif', []],
]

await runScript(async () => {
  const isLong = process.argv.includes('--long')
  await installIfMissing()
  await ensureChromium()
  await ensureCertutil()
  const env = { ...runtimeEnv(runtime()), ...(isLong ? { POS_LONG: '1' } : {}) }
  await Promise.all([check(besides, env), oneByOne(env).then(() => buildWebIfChanged())])
  return (await run('vitest', ['run'], env, 'inherit')).code
})

async function oneByOne(env) {
  for (const step of steps) await check(step, env)
}

async function check([title, command, args], env) {
  const startedAt = Date.now()
  const { code, output } = await run(command, args, env, 'pipe')
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
  if (code !== 0)
    throw new Refusal(`${output.trim()}\n${title} failed after ${seconds} s (${command} ${args.join(' ')})`)
  console.log(`${title.padEnd(20)} ok ${seconds.padStart(6)} s`)
}

function run(command, args, env, output) {
  const child = spawn(command, args, {
    cwd: root,
    env,
    stdio: ['ignore', output, output],
    shell: process.platform === 'win32',
  })
  const chunks = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => chunks.push(chunk))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }))
  })
}
