import type { Clock } from '@pos/core'
import type { Sha256 } from '@pos/sync-engine'
import type { TillStorage } from '../journal/journal.ts'
import { SELF } from '../journal/journal-stores.ts'
import type { DeviceKey } from '../till/store-api.ts'

export type DeviceSigner = {
  /** Where the identity is found once the device is enrolled. */
  readonly storage: TillStorage
  readonly deviceKey: DeviceKey
  /** Real time: the store refuses signatures that are minutes old. */
  readonly clock: Clock
  readonly sha256: Sha256
}

/**
 * The headers with which a device signs a request: the request line, its own time and the hash of the body. Before it
 * is enrolled it has no name to sign with, and there are none.
 *
 * @param target path and query as sent, without host
 * @param body as it leaves
 */
export async function signRequest(
  { storage, deviceKey, clock, sha256 }: DeviceSigner,
  {
    method,
    target,
    body = '',
  }: { readonly method: string; readonly target: string; readonly body?: string | Uint8Array | undefined },
): Promise<Record<string, string>> {
  const identity = await storage.get('identity', SELF)
  if (identity === undefined) return {}
  const at = String(clock.now())
  const signature = await deviceKey.sign(`${method}\n${target}\n${at}\n${sha256(body)}`)
  return { 'pos-peer': identity.deviceId, 'pos-time': at, 'pos-signature': signature }
}
