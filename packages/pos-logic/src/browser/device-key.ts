import { assert } from '@pos/core'
import { Dexie } from 'dexie'
import type { DeviceKey } from '../till/store-api.ts'

type KeyPair = { readonly publicKey: CryptoKey; readonly privateKey: CryptoKey }
type CryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>

const KEY = 'device'
const encoder = new TextEncoder()

/**
 * The device's own Ed25519 key, made when there is none. The private half cannot be read by anyone, this program
 * included: the browser keeps it and signs with it.
 *
 * @param name of the database that keeps it
 * @throws DOMException NotSupportedError where the browser is too old for Ed25519
 */
export async function browserDeviceKey(name: string): Promise<DeviceKey> {
  const database = new Dexie(name, { chromeTransactionDurability: 'strict' })
  database.version(1).stores({ keys: '' })
  try {
    const keys = tableOf(database)
    const { publicKey, privateKey } = (await keys.get(KEY)) ?? (await make(keys))
    const raw = await crypto.subtle.exportKey('raw', publicKey)
    return {
      publicKey: base64url(raw),
      sign: async (text) => base64url(await crypto.subtle.sign('Ed25519', privateKey, encoder.encode(text))),
    }
  } finally {
    database.close()
  }
}

/** Two tabs may come at once: the first key that is stored is the device's. */
async function make(keys: ReturnType<typeof tableOf>): Promise<KeyPair> {
  const made = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])
  assert('privateKey' in made, 'a signing key is a pair')
  return keys.db.transaction('rw', keys, async () => {
    const before = await keys.get(KEY)
    if (before === undefined) await keys.put(made, KEY)
    return before ?? made
  })
}

const tableOf = (database: Dexie) => database.table<KeyPair, string>('keys')

function base64url(bytes: ArrayBuffer): string {
  const text = String.fromCharCode(...new Uint8Array(bytes))
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
