import { randomBytes } from 'node:crypto'
import { readOrCreateSecret } from './secret-file.ts'

const BYTES = 32

/** The 32 bytes that this node mixes into every hash of one purpose; made in its data folder on the first start. */
export async function readPepper(file: string): Promise<Buffer> {
  const text = await readOrCreateSecret(file, () => randomBytes(BYTES).toString('base64url'))
  const pepper = Buffer.from(text.trim(), 'base64url')
  if (pepper.length !== BYTES) throw new Error(`${file} does not hold ${BYTES} bytes in base64url`)
  return pepper
}
