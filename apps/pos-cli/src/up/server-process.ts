import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { httpAddress, type ChainPlan, type ServerPlan } from './chain-plan.ts'
import { refuseUnwritable } from './unwritable.ts'

const cleanStopMs = 8000

/** Ends a server that is still starting, and so does not listen to its parent yet, when this process goes away. */
const endWithParent = pathToFileURL(join(import.meta.dirname, '../../../../scripts/end-with-launcher.mjs')).href

/** A running server of the demo chain: child of this process, output in a log file. */
export class ServerProcess {
  readonly plan: ServerPlan
  readonly logFile: string
  /** Resolves with a description when the process has ended, for whatever reason. */
  readonly ended: Promise<string>
  readonly #child: ChildProcess
  #hasEnded = false

  constructor(chain: ChainPlan, plan: ServerPlan) {
    this.plan = plan
    this.logFile = join(chain.folder, 'logs', `${plan.name}.log`)
    this.#child = spawnServer(chain, plan, this.logFile)
    this.ended = new Promise((resolve) => {
      const end = (description: string) => {
        this.#hasEnded = true
        resolve(description)
      }
      this.#child.once('error', (error) => end(error.message))
      this.#child.once('exit', (code, signal) => end(signal === null ? `exit code ${code}` : `signal ${signal}`))
    })
  }

  /** Waits until the server says it is ready to work; false when it ended or `signal` aborted before. */
  async ready(signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted && !this.#hasEnded) {
      if (await isReady(this.plan.port)) return !signal.aborted
      await sleep(50)
    }
    return false
  }

  /** The last lines of its log, for an explanation. */
  lastLines(count: number): string {
    return readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-count).map(readable).join('\n')
  }

  /** Asks for a clean end and waits; after 8 s, or when `insisted` aborts, the process is killed. */
  async stop(insisted: AbortSignal): Promise<void> {
    const kill = () => this.#child.kill('SIGKILL')
    const timer = setTimeout(kill, cleanStopMs)
    insisted.addEventListener('abort', kill, { once: true })
    // A closed channel is the request to stop that works on every platform.
    if (this.#child.connected) this.#child.disconnect()
    if (insisted.aborted) kill()
    await this.ended
    clearTimeout(timer)
    insisted.removeEventListener('abort', kill)
  }
}

function spawnServer(chain: ChainPlan, plan: ServerPlan, logFile: string): ChildProcess {
  const log = refuseUnwritable(chain.folder, () => openSync(logFile, 'w'))
  const env = {
    ...foreignEnvironment(),
    POS_DATA: plan.folder,
    POS_PORT: String(plan.port),
    POS_HOST: chain.host,
    POS_PARENT: '1',
    ...plan.env,
  }
  const child = spawn(process.execPath, ['--import', endWithParent, plan.entry], {
    env,
    stdio: ['ignore', log, log, 'ipc'],
  })
  closeSync(log)
  return child
}

/** Without what tells a server what to do: another database or token in the terminal's environment is not for the demo. */
function foreignEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(POS|DATABASE)_/.test(name)))
}

/** The message of a structured log line; any other line as it stands. */
function readable(line: string): string {
  if (!line.startsWith('{')) return line
  try {
    const entry: { msg?: string; err?: { message?: string } } = JSON.parse(line)
    return [entry.msg, entry.err?.message].filter((text) => text !== undefined).join(': ') || line
  } catch {
    return line // cut off in the middle
  }
}

async function isReady(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`${httpAddress(port)}/health/ready`, { signal: AbortSignal.timeout(2000) })
    await answer.body?.cancel()
    return answer.status === 200
  } catch {
    return false // not listening yet
  }
}
