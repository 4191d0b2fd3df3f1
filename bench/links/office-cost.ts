import {
  httpDigests,
  httpPull,
  NoticeClient,
  nodeScheduler,
  signedFetch,
  systemClock,
  type Signer,
} from '@pos/server-kit'
import type { ServerProcess } from '../server-process.ts'
import { headOf } from './listeners.ts'
import { postgresCpuUs } from './postgres-cpu.ts'

/** What head office spent on each of many alike, in microseconds of processor time. */
export type OfficeCost = {
  readonly perSecond: number
  readonly processUs: number
  readonly postgresUs: number
}

export type Office = { readonly hq: ServerProcess; readonly hqFolder: string; readonly signer: Signer }

const AT_ONCE = 16

/** Signed pulls that find nothing new, as every poll of a quiet day. */
export async function costOfPolls({ hq, hqFolder, signer }: Office, forMs: number): Promise<OfficeCost> {
  const head = await headOf(hq.url, signer)
  const transport = httpPull({ baseUrl: () => hq.url, send: signedFetch(signer, systemClock) })
  const { signal } = new AbortController()
  return costOf({ hq, hqFolder }, forMs, async () => {
    if (!('page' in (await transport.pull(head, 1_000, signal)))) throw new Error('a poll was refused')
  })
}

/** Sockets for notices, opened with a signature and closed again. */
export async function costOfConnects({ hq, hqFolder, signer }: Office, forMs: number): Promise<OfficeCost> {
  return costOf({ hq, hqFolder }, forMs, async () => {
    const opened = Promise.withResolvers<void>()
    const client = new NoticeClient({
      baseUrl: () => hq.url,
      signer: () => signer,
      clock: systemClock,
      scheduler: nodeScheduler,
      random: Math.random,
      onNotice: () => {},
      onOpen: opened.resolve,
    })
    await opened.promise
    client.stop()
  })
}

/** The daily comparison of the catalogue: head office reads all it would give the store. One at a time. */
export async function costOfComparisons({ hq, hqFolder, signer }: Office, forMs: number): Promise<OfficeCost> {
  const asked = { kind: 'catalogue', grain: 'prices', count: 0, sumMinor: null, hash: '0'.repeat(64) } as const
  const sheet = { ...(await headOf(hq.url, signer)), seq: 0, digests: [asked] }
  const transport = httpDigests({ baseUrl: () => hq.url, send: signedFetch(signer, systemClock) })
  const { signal } = new AbortController()
  const work = async () => {
    if ((await transport.exchange(sheet, signal)).length === 0) throw new Error('head office compared nothing')
  }
  return costOf({ hq, hqFolder }, forMs, work, 1)
}

async function costOf(
  { hq, hqFolder }: Pick<Office, 'hq' | 'hqFolder'>,
  forMs: number,
  work: () => Promise<void>,
  atOnce = AT_ONCE,
): Promise<OfficeCost> {
  const spent = () => [hq.cpuUs() ?? Number.NaN, postgresCpuUs(hqFolder) ?? Number.NaN] as const
  const [processBefore, postgresBefore] = spent()
  const start = performance.now()
  let done = 0
  const worker = async () => {
    while (performance.now() - start < forMs) {
      await work()
      done += 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  const tookMs = performance.now() - start
  const [processAfter, postgresAfter] = spent()
  return {
    perSecond: (done * 1_000) / tookMs,
    processUs: (processAfter - processBefore) / done,
    postgresUs: (postgresAfter - postgresBefore) / done,
  }
}
