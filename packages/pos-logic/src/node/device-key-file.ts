import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { DeviceKey } from '../till/store-api.ts'

/** The device's key kept in a file that only its owner can read; made when there is none. */
export async function deviceKeyFile(path: string): Promise<DeviceKey> {
  await mkdir(dirname(path), { recursive: true })
  return deviceKey((await existing(path)) ?? (await make(path)))
}

/** A key that lives as long as the process. */
export function newDeviceKey(): DeviceKey {
  return deviceKey(generateKeyPairSync('ed25519').privateKey)
}

function deviceKey(privateKey: KeyObject): DeviceKey {
  const { x: publicKey = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  return { publicKey, sign: async (text) => sign(null, Buffer.from(text), privateKey).toString('base64url') }
}

async function existing(path: string): Promise<KeyObject | undefined> {
  try {
    return createPrivateKey(await readFile(path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function make(path: string): Promise<KeyObject> {
  const { privateKey } = generateKeyPairSync('ed25519')
  const file = await open(`${path}.new`, 'w', 0o600)
  try {
    await file.writeFile(privateKey.export({ type: 'pkcs8', format: 'pem' }))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
  return privateKey
}
