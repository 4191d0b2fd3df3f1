import {
  askPersistence,
  browserDeviceKey,
  browserIds,
  gzip,
  newHasher,
  ownTab,
  sha256,
} from '../../src/browser/index.ts'

/** Signs with the device's key. */
async function sign(text: string): Promise<{ publicKey: string; signature: string }> {
  const key = await browserDeviceKey('key')
  return { publicKey: key.publicKey, signature: await key.sign(text) }
}

/** What another program on this page could take out of the key. */
async function steal(): Promise<string> {
  await browserDeviceKey('key')
  const request = indexedDB.open('key')
  await new Promise((resolve) => (request.onsuccess = resolve))
  const rows = request.result.transaction('keys').objectStore('keys').getAll()
  await new Promise((resolve) => (rows.onsuccess = resolve))
  const [row] = rows.result
  if (row === undefined) return 'no key'
  return crypto.subtle.exportKey('pkcs8', row.privateKey).then(
    () => 'taken',
    (error: Error) => error.name,
  )
}

type IndexedDb = {
  open(name: string): {
    onsuccess: unknown
    result: { transaction(name: string): { objectStore(name: string): { getAll(): Rows } } }
  }
}
type Rows = { onsuccess: unknown; result: { privateKey: Parameters<typeof crypto.subtle.exportKey>[1] }[] }
declare const indexedDB: IndexedDb

/** Takes the till for this tab; what happens is in `told`. */
function take(): void {
  const told: string[] = []
  Object.assign(globalThis, { told })
  void ownTab('till', () => told.push('another tab is the till')).then(() => told.push('mine'))
}

function digest(text: string): { atOnce: string; inPieces: string } {
  const hasher = newHasher()
  for (const byte of new TextEncoder().encode(text)) hasher.update(Uint8Array.of(byte))
  return { atOnce: sha256(text), inPieces: hasher.digest() }
}

/** A text packed, with the hash of what it became. */
async function pack(text: string): Promise<{ packed: number[]; hash: string }> {
  const packed = await gzip(new TextEncoder().encode(text))
  return { packed: [...packed], hash: sha256(packed) }
}

const ids = (count: number): string[] => Array.from({ length: count }, () => browserIds.next())

Object.assign(globalThis, { sign, steal, take, digest, pack, ids, askPersistence })
