import { request } from 'node:http'

export type RawAnswer = {
  readonly status: number
  readonly text: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

export type RawRequest = {
  readonly method: string
  /** Sent as it stands: nothing is normalised on the way. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** The address of this machine that asks. */
  readonly from?: string
}

/** Sends a request whose path no client library would send. */
export function sendRaw(baseUrl: string, { method, path, headers = {}, body, from }: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(baseUrl)
  const sent = { ...headers, ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }) }
  return new Promise((resolve, reject) => {
    const asked = request(
      { hostname, port, method, path, headers: sent, agent: false, ...(from && { localAddress: from }) },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, headers: answer.headers }))
      },
    )
    asked.on('error', (error) => reject(new Error(`${method} ${path}: ${error.message}`)))
    asked.end(body)
  })
}
