import type { DigestTransport, OfferTransport, PullTransport, PushTransport } from '@pos/sync-engine'
import type { StoreApi } from '../till/store-api.ts'
import { httpStoreApi } from './http-store-api.ts'
import { httpDigests, httpOffer, httpPull, httpPush } from './http-transports.ts'
import { StoreClient, type StoreClientOptions } from './store-client.ts'

const PUSH_MS = 30_000
const WHOLE_CATALOGUE_MS = 600_000

export type StoreConnection = {
  readonly api: StoreApi
  readonly push: PushTransport
  readonly offer: OfferTransport
  readonly pull: PullTransport
  readonly digests: DigestTransport
}

/**
 * The ports of a till to its store server over HTTP.
 *
 * @example
 * const store = connectStore({ baseUrl: 'https://store.lan:4100', storage, deviceKey, clock: systemClock, sha256, gzip })
 * const till = await createTill({ ...store, storage, deviceKey, sha256, clock, ids, random, scheduler, log, device })
 */
export function connectStore(options: StoreClientOptions): StoreConnection {
  const patient = new StoreClient({ ...options, timeoutMs: PUSH_MS })
  const forWholes = new StoreClient({ ...options, timeoutMs: WHOLE_CATALOGUE_MS })
  return {
    api: httpStoreApi(new StoreClient(options)),
    push: httpPush(patient),
    offer: httpOffer(patient),
    pull: httpPull(patient, forWholes),
    digests: httpDigests(forWholes),
  }
}
