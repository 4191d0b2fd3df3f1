/** Below this the headers weigh as much as what packing saves. */
const PACKED_FROM_BYTES = 1_024

/** Whether a body of so many bytes leaves packed. On one machine, packing costs more than it saves. */
export function isPacked(baseUrl: string, bytes: number): boolean {
  return bytes >= PACKED_FROM_BYTES && !isOnThisMachine(baseUrl)
}

/** Whether a peer is on the same machine as this node. */
export function isOnThisMachine(baseUrl: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(baseUrl).hostname)
}
