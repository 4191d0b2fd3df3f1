import { httpPull, httpPush, signedFetch, systemClock, versionHeaders, type Signer } from '@pos/server-kit'
import type { PushEvent } from '@pos/shared-types'
import { CountingProxy, type Carried } from './counting-proxy.ts'
import { headOf } from './listeners.ts'

export type Parcel = {
  readonly serverPort: number
  readonly signer: Signer
  readonly lineage: string
  readonly events: readonly PushEvent[]
}

/** This machine under a name that does not count as near, so that what is sent is packed. */
const FAR = '127.0.0.2'
const NEAR = '127.0.0.1'
const HEADERS = versionHeaders('0.1.0')

/** Bytes of TCP for each event, pushed in batches of `size`; all must be taken in. */
export async function bytesPerEvent(parcel: Parcel, size: number, isFar: boolean): Promise<Carried> {
  const { serverPort, signer, lineage, events } = parcel
  if (events.length === 0) throw new Error('there is nothing to push')
  const host = isFar ? FAR : NEAR
  const proxy = await CountingProxy.start(host, serverPort)
  try {
    const send = signedFetch(signer, systemClock)
    const transport = httpPush({ baseUrl: () => `http://${host}:${proxy.port}`, send, headers: HEADERS })
    const { signal } = new AbortController()
    for (let from = 0; from < events.length; from += size) {
      const batch = { lineage, events: events.slice(from, from + size), pending: 0, oldestPendingAt: null }
      const answer = await transport.push(batch, signal)
      if ('refused' in answer) throw new Error(`refused: ${JSON.stringify(answer.refused)}`)
      const bad = answer.verdicts.find(({ verdict }) => verdict !== 'applied')
      if (bad) throw new Error(`not taken in: ${JSON.stringify(bad)}`)
    }
    const { up, down } = proxy.take()
    return { up: up / events.length, down: down / events.length }
  } finally {
    proxy.stop()
  }
}

const POLLS = 20

/** Bytes of TCP for a signed pull that finds nothing new. */
export async function bytesPerPoll({ serverPort, signer }: Pick<Parcel, 'serverPort' | 'signer'>): Promise<Carried> {
  const head = await headOf(`http://${NEAR}:${serverPort}`, signer)
  const proxy = await CountingProxy.start(FAR, serverPort)
  try {
    const send = signedFetch(signer, systemClock)
    const transport = httpPull({ baseUrl: () => `http://${FAR}:${proxy.port}`, send, headers: HEADERS })
    const { signal } = new AbortController()
    for (let n = 0; n < POLLS; n += 1) await transport.pull(head, 1_000, signal)
    const { up, down } = proxy.take()
    return { up: up / POLLS, down: down / POLLS }
  } finally {
    proxy.stop()
  }
}
