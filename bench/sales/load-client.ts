import { connect, type Socket } from 'node:net'

/** Gives the text of a request whose `n`th sending this is; every sending is another request. */
export type RequestMaker = (connection: number, n: number) => string

export type Load = {
  readonly port: number
  readonly connections: number
  readonly warmUpMs: number
  readonly measureMs: number
  readonly request: RequestMaker
  /** Of one connection; without a limit unless told. */
  readonly mostRequests?: number | undefined
}

/** All answers of a run, warm-up included, and the latencies (in ms) of those sent and answered while it measured. */
export type LoadResult = {
  readonly statuses: Record<string, number>
  readonly bodies: readonly string[]
  readonly latencies: Float64Array
  readonly measuredMs: number
}

const HEAD_END = '\r\n\r\n'
const LENGTH = /content-length: (\d+)/i

/**
 * Keeps `connections` keep-alive connections busy, one request at a time on each. Written for this bench because a full
 * HTTP client costs as much per request as the server: here it is a string out and a search for the length in.
 */
export async function runLoad({
  port,
  connections,
  warmUpMs,
  measureMs,
  request,
  mostRequests = Number.MAX_SAFE_INTEGER,
}: Load): Promise<LoadResult> {
  const statuses: Record<string, number> = {}
  const bodies: string[] = []
  const latencies: number[] = []
  const from = performance.now() + warmUpMs
  const until = from + measureMs
  let lastAnswerAt = from
  const answered = (status: string, body: string, sentAt: number) => {
    const now = performance.now()
    statuses[status] = (statuses[status] ?? 0) + 1
    bodies.push(body)
    if (sentAt < from || now > until) return
    latencies.push(now - sentAt)
    lastAnswerAt = now
  }
  const runs = Array.from({ length: connections }, (_, index) =>
    runConnection(
      port,
      (n) => request(index, n),
      (sent) => sent < mostRequests && performance.now() < until,
      answered,
    ),
  )
  await Promise.all(runs)
  return { statuses, bodies, latencies: Float64Array.from(latencies), measuredMs: lastAnswerAt - from }
}

function runConnection(
  port: number,
  request: (n: number) => string,
  goesOn: (sent: number) => boolean,
  answered: (status: string, body: string, sentAt: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    let sentAt = 0
    let sent = 0
    let text = ''
    const send = () => {
      sentAt = performance.now()
      socket.write(request(sent), 'latin1')
      sent += 1
    }
    socket.once('connect', send)
    socket.once('error', reject)
    socket.once('close', () => resolve())
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      const headEnd = text.indexOf(HEAD_END)
      if (headEnd < 0) return
      const length = Number(LENGTH.exec(text)?.[1] ?? 0)
      const bodyAt = headEnd + HEAD_END.length
      if (text.length < bodyAt + length) return
      answered(text.slice(9, 12), text.slice(bodyAt), sentAt)
      text = ''
      if (goesOn(sent)) send()
      else socket.end()
    })
  })
}

/** The value below which the share `p` of the latencies lie. */
export function percentile(latencies: Float64Array, p: number): number {
  const sorted = latencies.toSorted()
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN
}
