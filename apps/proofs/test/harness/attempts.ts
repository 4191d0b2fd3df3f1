import { sendRaw, type RawAnswer } from './raw-request.ts'

export type Attempt = {
  readonly tenant: string
  readonly username: string
  readonly password: string
  /** The address it comes from; each has a limit of its own. */
  readonly from: string
}

export type TimedAnswer = RawAnswer & { readonly tookMs: number }

/** An address of this machine, another for each number. */
export const address = (at: number): string => `127.0.${10 + Math.floor(at / 200)}.${1 + (at % 200)}`

/** Tries to sign in, once: a server that says it is busy is believed. */
export async function attempt(url: string, { from, ...body }: Attempt): Promise<TimedAnswer> {
  const startedAt = performance.now()
  const answer = await sendRaw(url, {
    method: 'POST',
    path: '/api/v1/auth/login',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    from,
  })
  return { ...answer, tookMs: performance.now() - startedAt }
}

/** What the answer of a refused attempt says, byte for byte, apart from what names this one request. */
export function bytesSaid({ status, text, headers }: RawAnswer): string {
  const { date: _date, ...lines } = headers
  const { traceId } = JSON.parse(text) as { traceId?: string }
  return JSON.stringify([status, lines, traceId === undefined ? text : text.replaceAll(traceId, '-')])
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
