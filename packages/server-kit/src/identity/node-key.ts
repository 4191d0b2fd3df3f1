import { createHmac, hkdfSync } from 'node:crypto'
import { readPepper } from '../secrets/pepper.ts'

/** What this node signs and recognises itself: refresh tokens, device cookies, steps between two requests. */
export type NodeKey = {
  /** The 32 bytes for one purpose; one purpose's do not lead to another's. */
  readonly of: (purpose: string) => Buffer
  /** Names this installation in the names of its cookies: browsers share cookies between the ports of a host. */
  readonly name: string
}

/** Reads the key of this node, and makes it on the first start. */
export async function readNodeKey(file: string): Promise<NodeKey> {
  const key = await readPepper(file)
  return {
    of: (purpose) => Buffer.from(hkdfSync('sha256', key, '', purpose, 32)),
    name: createHmac('sha256', key).update('name').digest('hex').slice(0, 12),
  }
}
