import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { WireAnswer, WireRequest } from '../src/index.ts'

export type Answer = (request: WireRequest) => WireAnswer | 'cut'

/** A server behind whatever carries requests to it: it notes what it got and answers as it is told. */
export class FakeServer {
  readonly got: WireRequest[] = []
  answer: Answer = () => ({ status: 200, text: '{}' })

  handle(request: WireRequest): WireAnswer | 'cut' {
    this.got.push(request)
    return this.answer(request)
  }

  /** Listens on a port of its own; a request that is cut gets no answer. */
  async listen(): Promise<{ origin: string; close: () => Promise<void> }> {
    const server = createServer((incoming, outgoing) => void this.#serve(incoming, outgoing))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
    return { origin: `http://127.0.0.1:${port}`, close }
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const answer = this.handle(await requestOf(incoming))
    if (answer === 'cut') {
      incoming.socket.destroy()
      return
    }
    const type = answer.status < 400 ? 'application/json' : 'application/problem+json'
    outgoing.writeHead(answer.status, { 'content-type': type }).end(answer.text)
  }
}

async function requestOf(incoming: IncomingMessage): Promise<WireRequest> {
  const pieces: Buffer[] = []
  for await (const piece of incoming) pieces.push(piece as Buffer)
  const body = Buffer.concat(pieces).toString()
  return {
    method: incoming.method as WireRequest['method'],
    target: incoming.url ?? '',
    headers: incoming.headers as Record<string, string>,
    body: body === '' ? undefined : body,
  }
}
