import { once } from 'node:events'
import { type IncomingMessage, type OutgoingHttpHeaders, request as send } from 'node:http'

export type Answer = { readonly status: number; readonly headers: OutgoingHttpHeaders; readonly body: Buffer }

/**
 * Sends a request on to `target`. When `part` is shorter than the `length` the sender announced, the connection breaks
 * after it and there is no answer.
 */
export async function forward(
  target: URL,
  { method, url, headers }: IncomingMessage,
  part: Buffer,
  length: number,
): Promise<Answer | undefined> {
  const onward = send({
    host: target.hostname,
    port: target.port,
    method,
    path: url,
    headers: { ...headers, 'content-length': String(length), connection: 'close' },
    agent: false,
  })
  if (part.length < length) {
    onward.on('error', () => {})
    onward.write(part, () => onward.destroy())
    await once(onward, 'close')
    return undefined
  }
  onward.end(part)
  const [incoming] = (await once(onward, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  const { 'transfer-encoding': _chunked, connection: _connection, ...kept } = incoming.headers
  return { status: incoming.statusCode ?? 502, headers: { ...kept, 'content-length': body.length }, body }
}
