import { seededRandom } from '@pos/testing'
import { KEY_MARK } from './load-process.ts'
import type { Shop } from './shop.ts'

const LINES = 5
/** Enough for every sale here, so that change is given back. */
const TENDERED_MINOR = 100_000

/** Bodies of `sales.complete`: five different goods scanned by barcode, cash with change, over all registers. */
export function saleBodies({ barcodes, registerIds, cashId }: Shop, count: number): string[] {
  const random = seededRandom(5)
  return Array.from({ length: count }, (_, index) => {
    const codes = new Set<string | undefined>()
    while (codes.size < LINES) codes.add(barcodes[Math.floor(random() * barcodes.length)])
    return JSON.stringify({
      registerId: registerIds[index % registerIds.length],
      lines: [...codes].map((code) => ({ code, quantityMilli: 1000 * (1 + Math.floor(random() * 3)) })),
      payments: [{ tenderTypeId: cashId, tenderedMinor: TENDERED_MINOR }],
    })
  })
}

/** A whole request to complete a sale, but for its key. */
export function saleRequest(body: string, accessToken: string): string {
  return [
    'POST /api/v1/sales HTTP/1.1',
    'host: localhost',
    `authorization: Bearer ${accessToken}`,
    'content-type: application/json',
    `idempotency-key: ${KEY_MARK}`,
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n')
}

/** Signs the manager in with his password. */
export async function signIn(url: string, { manager }: Shop): Promise<string> {
  const answer = await postJson(`${url}/api/v1/auth/login`, manager)
  return String(answer['accessToken'])
}

/** @throws Error with what the server said, when it refuses */
export async function postJson(
  url: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const answer = (await response.json()) as Record<string, unknown>
  if (!response.ok) throw new Error(`${url}: ${response.status} ${JSON.stringify(answer)}`)
  return answer
}
