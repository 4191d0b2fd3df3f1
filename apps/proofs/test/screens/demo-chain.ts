import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'

const command = fileURLToPath(new URL('../../../pos-cli/src/main.ts', import.meta.url))

type SignIn = { readonly who: string; readonly secret: string; readonly note?: string }

/** Of what the demo chain tells about itself, what pictures need. */
type DemoSheet = {
  readonly tenant: string
  readonly headOffice: readonly SignIn[]
  readonly managers: readonly SignIn[]
  readonly tills: readonly SignIn[]
  readonly deviceCodes: readonly SignIn[]
}

export type DemoChain = {
  readonly sheet: DemoSheet
  readonly hqUrl: string
  readonly storeUrl: string
  /** Gives the first store certificates, or takes them away, and starts the chain again. */
  readonly certify: (isCertified: boolean) => Promise<void>
  readonly stop: () => Promise<void>
}

/** The demo chain of `npm start`, prepared and running in `folder`, on ports of its own. */
export async function startDemoChain(folder: string, portBase: number): Promise<DemoChain> {
  let stop = await up(folder, portBase)
  const store = join(folder, 'store-1')
  return {
    sheet: JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')) as DemoSheet,
    hqUrl: `http://localhost:${portBase}`,
    storeUrl: `http://localhost:${portBase + 1}`,
    async certify(isCertified) {
      await stop()
      if (isCertified) execFileSync(process.execPath, [command, 'cert', '--data', store])
      else rmSync(join(store, 'tls'), { recursive: true })
      stop = await up(folder, portBase)
    },
    stop: () => stop(),
  }
}

/** Gives what stops it. */
async function up(folder: string, portBase: number): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, [command, 'up', '--data', folder, '--port-base', String(portBase)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  await new Promise<void>((resolve, reject) => {
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      if (text.includes('Stop: Ctrl-C')) resolve()
    })
    child.once('exit', (code) => reject(new Error(`the demo chain ended with ${code}\n${text}`)))
  })
  return async () => {
    child.kill('SIGINT')
    await ended
  }
}
