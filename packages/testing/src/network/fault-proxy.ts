import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { seededRandom } from '../random.ts'
import { type Answer, forward } from './forward.ts'

/** What may happen to a request. Each share is 0 (never) to 1 (always). */
export type Faults = {
  /** The connection breaks before the request has reached the target. */
  readonly drop: number
  /** The target answers and nobody hears it: the sender cannot know whether it was done. */
  readonly dropReply: number
  /** The target gets the request twice; the sender sees the second answer. */
  readonly duplicate: number
  /** The target gets only a part of the body. */
  readonly cutRequest: number
  /** The sender gets only a part of the answer. */
  readonly cutReply: number
  /** Up to so many milliseconds are added before the request is passed on. */
  readonly delayMs: number
}

export type FaultProxyOptions = Partial<Faults> & {
  /** Where requests go, `http://127.0.0.1:<port>`. */
  readonly target: string
  /** The same seed and order of requests gives the same faults. */
  readonly seed?: number
  /** A cut happens after so many bytes; without it, somewhere. */
  readonly cutAfterBytes?: number
}

/** A line between two servers on this machine that can be bad, be cut, and heal. */
export interface FaultProxy {
  readonly url: string
  /** Requests that have arrived so far, and how many of them met a fault. */
  readonly counts: { readonly requests: number; readonly faults: number }
  /** Changes what may happen from now on. */
  set(faults: Partial<Faults>): void
  /** Breaks every connection and refuses new ones. */
  cut(): Promise<void>
  /** Accepts connections again at the same address, and lets every request through whole. */
  heal(): Promise<void>
  close(): Promise<void>
}

const NO_FAULTS: Faults = { drop: 0, dropReply: 0, duplicate: 0, cutRequest: 0, cutReply: 0, delayMs: 0 }

/** Opens a faulty line to `target`. WebSockets pass through it until it is cut. */
export async function createFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const line = new Line(options)
  await line.open(0)
  return line
}

class Line implements FaultProxy {
  readonly #target: URL
  readonly #random: () => number
  readonly #cutAfterBytes: number | undefined
  readonly #sockets = new Set<Socket>()
  readonly counts = { requests: 0, faults: 0 }
  #faults: Faults
  #server: Server | undefined
  #port = 0

  constructor({ target, seed = 1, cutAfterBytes, ...faults }: FaultProxyOptions) {
    this.#target = new URL(target)
    this.#random = seededRandom(seed)
    this.#cutAfterBytes = cutAfterBytes
    this.#faults = { ...NO_FAULTS, ...faults }
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  set(faults: Partial<Faults>): void {
    this.#faults = { ...this.#faults, ...faults }
  }

  async open(port: number): Promise<void> {
    const server = createServer((request, response) => void this.#pass(request, response))
    server.on('connection', (socket) => this.#keep(socket))
    server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => this.#pipe(request, socket, head))
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address !== null && typeof address === 'object') this.#port = address.port
    this.#server = server
  }

  async cut(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (server === undefined) return
    server.close()
    for (const socket of this.#sockets) socket.destroy()
    await once(server, 'close')
  }

  async heal(): Promise<void> {
    this.#faults = NO_FAULTS
    if (this.#server === undefined) await this.open(this.#port)
  }

  close(): Promise<void> {
    return this.cut()
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.counts.requests += 1
    const fate = this.#drawFate()
    if (Object.values(fate).some(Boolean)) this.counts.faults += 1
    try {
      const body = await collect(request)
      await sleep(this.#random() * this.#faults.delayMs)
      if (fate.drop) return void response.destroy()
      const ask = (part: Buffer) => forward(this.#target, request, part, body.length)
      if (fate.cutRequest) {
        await ask(this.#cutOf(body))
        return void response.destroy()
      }
      if (fate.duplicate) await ask(body)
      const answer = await ask(body)
      if (fate.dropReply || answer === undefined) return void response.destroy()
      this.#reply(response, answer, fate.cutReply)
    } catch {
      // The sender or the target is gone: to the other one the line has broken.
      response.destroy()
    }
  }

  /** Always draws the same number of times, so that one fault switched off leaves the others where they were. */
  #drawFate() {
    const faults = this.#faults
    const happens = (share: number) => this.#random() < share
    return {
      drop: happens(faults.drop),
      dropReply: happens(faults.dropReply),
      duplicate: happens(faults.duplicate),
      cutRequest: happens(faults.cutRequest),
      cutReply: happens(faults.cutReply),
    }
  }

  #reply(response: ServerResponse, answer: Answer, isCut: boolean): void {
    response.writeHead(answer.status, answer.headers)
    if (!isCut) return void response.end(answer.body)
    response.write(this.#cutOf(answer.body), () => response.destroy())
  }

  #cutOf(body: Buffer): Buffer {
    return body.subarray(0, this.#cutAfterBytes ?? Math.floor(this.#random() * body.length))
  }

  #pipe(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const onward = connect(Number(this.#target.port), this.#target.hostname, () => {
      const lines = [`${request.method} ${request.url} HTTP/1.1`, ...headerLines(request)]
      onward.write(`${lines.join('\r\n')}\r\n\r\n`)
      onward.write(head)
      onward.pipe(socket).pipe(onward)
    })
    this.#keep(onward)
    onward.on('error', () => socket.destroy()).on('close', () => socket.destroy())
    socket.on('error', () => onward.destroy()).on('close', () => onward.destroy())
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket)
    socket.once('close', () => this.#sockets.delete(socket))
  }
}

async function collect(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function headerLines({ rawHeaders }: IncomingMessage): string[] {
  return rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1] ?? ''}`] : []))
}
