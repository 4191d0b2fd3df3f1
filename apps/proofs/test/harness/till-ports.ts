import { hostname } from 'node:os'
import { nodeScheduler, steadyMs, systemClock, uuidv7Ids } from '@pos/server-kit'
import { connectStore, type TillOptions, type TillStorage } from '@pos/pos-logic'
import { gzip, newHasher, sha256, type deviceKeyFile } from '@pos/pos-logic/node'
import { seededRandom } from './random.ts'

type Device = {
  readonly baseUrl: string
  readonly storage: TillStorage
  readonly deviceKey: Awaited<ReturnType<typeof deviceKeyFile>>
  readonly seed: number
}

/** The world of a till on this machine. */
export function tillPorts({ baseUrl, storage, deviceKey, seed }: Device): TillOptions {
  const quiet = () => {}
  return {
    ...connectStore({ baseUrl, storage, deviceKey, clock: systemClock, sha256, gzip }),
    storage,
    deviceKey,
    clock: systemClock,
    ids: uuidv7Ids,
    sha256,
    newHasher,
    steadyMs,
    random: seededRandom(seed),
    scheduler: nodeScheduler,
    log: { info: quiet, warn: quiet },
    device: { name: `Till of ${hostname()}`, platform: 'proofs', storage: 'native', appVersion: '0.1.0' },
    pollMs: 500,
  }
}
