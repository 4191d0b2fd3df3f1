import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './root.mjs'
import { runtime, runtimeEnv } from './runtime.mjs'

const preload = pathToFileURL(join(root, 'scripts/end-with-launcher.mjs')).href

/**
 * Runs a TypeScript file with the pinned Node and returns its exit code. The child shares the terminal and the process
 * group, so Ctrl-C reaches it directly; the same signal is passed on for a launcher that alone was signalled, and a
 * child with a handler must take both as one.
 */
export function launch(file, args) {
  const node = runtime()
  const child = spawn(node, ['--import', preload, file, ...args], {
    env: runtimeEnv(node),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  stopWhenNpmIsGone(child)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]))
  })
}

// npm starts a shell that starts this; when either is killed, nobody is left who could stop the child.
function stopWhenNpmIsGone(child) {
  if (process.env.npm_lifecycle_event === undefined) return
  const ancestors = () => `${process.ppid} ${parentOf(process.ppid)}`
  const atStart = ancestors()
  setInterval(() => ancestors() !== atStart && child.kill('SIGTERM'), 1000).unref()
}

function parentOf(pid) {
  if (process.platform !== 'linux') return undefined
  try {
    return /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  } catch {
    return undefined
  }
}
