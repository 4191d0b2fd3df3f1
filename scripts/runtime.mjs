import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { Refusal } from './refusal.mjs'
import { root } from './root.mjs'

const oldestRuntime = 24

/**
 * The Node that runs the project: the pinned one where its platform package is installed, else the Node that runs
 * this script if it is new enough to run TypeScript.
 */
export function runtime() {
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const pinned = join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', file)
  if (existsSync(pinned)) return pinned
  if (Number(process.versions.node.split('.')[0]) >= oldestRuntime) return process.execPath
  throw new Refusal(
    `No pinned Node exists for ${process.platform} ${process.arch}, and Node ${process.versions.node} cannot run the ` +
      `project: install Node ${oldestRuntime} or newer.`,
  )
}

/**
 * The environment in which every tool finds the pinned Node and the project's own binaries first. Node keeps there what
 * it made of the sources, which halves the time a server needs to load.
 */
export function runtimeEnv(node) {
  const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter)
  const cache = join(root, 'node_modules', '.cache', 'node')
  return { NODE_COMPILE_CACHE: cache, ...process.env, PATH: path, DO_NOT_TRACK: '1', TURBO_TELEMETRY_DISABLED: '1' }
}
