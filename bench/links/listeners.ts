import { setTimeout as sleep } from 'node:timers/promises'
import { httpPull, nodeScheduler, NoticeClient, signedFetch, systemClock, type Signer } from '@pos/server-kit'
import { createPuller, type Cursor, type Puller } from '@pos/sync-engine'

const quiet = { info: () => {}, warn: () => {} }
const LIMIT_MS = 30_000

/** The line of a store to head office without the store: the real socket, puller and signed pull, rows left out. */
type Listener = { readonly puller: Puller; readonly notices: NoticeClient; readonly gotAt: number[] }

/** Many of them in this process, all connected. */
export class Listeners {
  readonly #all: readonly Listener[]

  private constructor(all: readonly Listener[]) {
    this.#all = all
  }

  static async connect(hqUrl: string, signer: Signer, count: number): Promise<Listeners> {
    const start = await headOf(hqUrl, signer)
    const listeners = new Listeners(Array.from({ length: count }, () => listen(hqUrl, signer, start)))
    await listeners.#until(({ notices, puller }) => notices.isOpen && puller.status().lastSuccessAt !== null)
    return listeners
  }

  /** Waits until each has heard of something for the `n`th time; when each had it. */
  async heard(n: number): Promise<number[]> {
    await this.#until(({ gotAt }) => gotAt.length >= n)
    return this.#all.map(({ gotAt }) => gotAt[n - 1] ?? Number.NaN)
  }

  async close(): Promise<void> {
    for (const { notices } of this.#all) notices.stop()
    await Promise.all(this.#all.map(({ puller }) => puller.stop()))
  }

  async #until(isTrue: (listener: Listener) => boolean): Promise<void> {
    const end = performance.now() + LIMIT_MS
    while (!this.#all.every(isTrue)) {
      if (performance.now() > end) throw new Error(`not within ${LIMIT_MS} ms`)
      await sleep(2)
    }
  }
}

function listen(hqUrl: string, signer: Signer, start: Cursor): Listener {
  const gotAt: number[] = []
  let cursor = start
  const ports = { clock: systemClock, random: Math.random, scheduler: nodeScheduler, log: quiet }
  const puller = createPuller({
    ...ports,
    transport: httpPull({ baseUrl: () => hqUrl, send: signedFetch(signer, systemClock) }),
    replica: {
      cursor: () => cursor,
      apply: async ({ epoch, to }) => {
        cursor = { epoch, version: to }
        gotAt.push(performance.now())
      },
      stage: async () => {},
      bootstrap: async () => cursor,
    },
  })
  puller.start()
  const notices = new NoticeClient({
    ...ports,
    baseUrl: () => hqUrl,
    signer: () => signer,
    onNotice: (version) => puller.notify(version),
    onOpen: () => puller.wake(),
  })
  return { puller, notices, gotAt }
}

/** Where the feed of head office is now. */
export async function headOf(hqUrl: string, signer: Signer): Promise<Cursor> {
  const answer = await signedFetch(signer, systemClock)(`${hqUrl}/sync/v1/health`)
  const { epoch, version } = (await answer.json()) as Cursor
  return { epoch, version }
}
