import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const START_MS = 30_000
/** Linux counts processor time in hundredths of a second. */
const TICK_US = 10_000

/** A server of ours in a process of its own, with the same Node as this one. */
export class ServerProcess {
  readonly url: string
  readonly port: number
  readonly #child: ChildProcess
  readonly #ended: Promise<void>

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.port = port
    this.url = `http://127.0.0.1:${port}`
    this.#ended = new Promise((resolve) => child.once('exit', () => resolve()))
  }

  /**
   * Starts `entry` (relative to the repository) on a free port and waits until it is ready.
   *
   * @throws Error when it ended, or is not ready within half a minute
   */
  static async start(entry: string, env: Readonly<Record<string, string>>, nodeArgs: readonly string[] = []) {
    const port = await freePort()
    const child = spawn(process.execPath, [...nodeArgs, join(import.meta.dirname, '..', entry)], {
      env: { ...process.env, ...env, POS_HOST: '127.0.0.1', POS_PORT: String(port) },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const server = new ServerProcess(child, port)
    const deadline = performance.now() + START_MS
    while (!(await server.#isReady())) {
      if (child.exitCode !== null) throw new Error(`${entry} ended while it started, exit code ${child.exitCode}`)
      if (performance.now() > deadline) throw new Error(`${entry} was not ready within ${START_MS} ms`)
      await sleep(20)
    }
    return server
  }

  /** Processor time used so far, in microseconds; undefined where the system does not tell. */
  cpuUs(): number | undefined {
    if (process.platform !== 'linux') return undefined
    const fields = readFileSync(`/proc/${this.#child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) * TICK_US
  }

  /** Resident memory in MB; undefined where the system does not tell. */
  memoryMb(): number | undefined {
    if (process.platform !== 'linux') return undefined
    const kb = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${this.#child.pid}/status`, 'utf8'))?.[1]
    return Number(kb) / 1024
  }

  /** Asks for a clean end by closing the channel, and waits for it. */
  async stop(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect()
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 10_000)
    await this.#ended
    clearTimeout(timer)
  }

  async #isReady(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(2000) })
      await answer.body?.cancel()
      return answer.ok
    } catch {
      return false // not listening yet
    }
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
