import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { HOST, type Server } from './server.ts'
import { until } from './until.ts'

export type ProcessPlan = {
  readonly kind: 'hq' | 'store'
  readonly folder: string
  readonly port: number
  readonly env: Readonly<Record<string, string>>
}

const APPS = join(import.meta.dirname, '../../..')

/** A server as it runs in a shop: a process of its own, which can be killed without warning. */
export class ServerProcess implements Server {
  readonly url: string
  readonly #plan: ProcessPlan
  #child: ChildProcess | undefined

  constructor(plan: ProcessPlan) {
    this.#plan = plan
    this.url = `http://${HOST}:${plan.port}`
  }

  /** Of the process that runs. */
  get pid(): number {
    const pid = this.#child?.pid
    if (pid === undefined) throw new Error(`${this.#plan.kind} is not running`)
    return pid
  }

  async start(env: Readonly<Record<string, string>> = {}): Promise<void> {
    const { kind, folder, port } = this.#plan
    mkdirSync(folder, { recursive: true })
    const log = openSync(`${folder}.log`, 'a')
    const own = { ...this.#plan.env, ...env, POS_DATA: folder, POS_PORT: String(port), POS_HOST: HOST }
    const { PATH, NODE_COMPILE_CACHE } = process.env
    const child = spawn(process.execPath, [join(APPS, `${kind}-server`, 'src', 'server.ts')], {
      env: { PATH, NODE_COMPILE_CACHE, ...own },
      stdio: ['ignore', log, log, 'ipc'],
    })
    closeSync(log)
    this.#child = child
    await until(`${kind} starts (${folder}.log)`, async () => {
      if (child.exitCode !== null) throw new Error(`${kind} ended: ${readFileSync(`${folder}.log`, 'utf8')}`)
      return (await fetch(`${this.url}/health/ready`)).ok
    })
  }

  /** kill -9. */
  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  stop(): Promise<void> {
    return this.#end('SIGTERM')
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
}
