import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { join } from 'node:path'
import { build } from 'vite'

export type ServePages = {
  readonly folder: string
  /** Of the pages: `x` is made of `x.ts` and opened as `/x`. */
  readonly names: readonly string[]
  /** Modules that a page gets instead of others. */
  readonly alias?: Readonly<Record<string, string>>
  /** The server that answers under `/api` and `/sync`, so that it is of the same origin as the pages. */
  readonly upstream?: string
}

export type PageServer = { readonly origin: string; readonly close: () => Promise<void> }

/** Serves pages to a test's browser, which trusts the origin because it is local. */
export async function servePages({ folder, names, alias = {}, upstream }: ServePages): Promise<PageServer> {
  const scripts = new Map<string, string>()
  for (const name of names) scripts.set(`/${name}.js`, await bundle(join(folder, `${name}.ts`), alias))
  const server = createServer((incoming, outgoing) => {
    const { url = '' } = incoming
    if (upstream !== undefined && /^\/(api|sync)\//.test(url)) return pass(upstream, incoming, outgoing)
    const script = scripts.get(url)
    outgoing.setHeader('content-type', `${script === undefined ? 'text/html' : 'text/javascript'}; charset=utf-8`)
    outgoing.end(script ?? `<!doctype html><title>Test</title><script type="module" src="${url}.js"></script>`)
  })
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket))
  if (upstream !== undefined)
    server.on('upgrade', (incoming: IncomingMessage, socket: Socket, head: Buffer) =>
      passSocket(upstream, incoming, socket, head),
    )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** The text of one script made of a page's source and everything it imports. */
async function bundle(entry: string, alias: Readonly<Record<string, string>>): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias },
    build: { write: false, minify: false, target: 'esnext', lib: { entry, formats: ['es'], fileName: 'page' } },
  })
  const [output] = [built].flat()
  if (output === undefined || !('output' in output)) throw new Error('nothing was built')
  return output.output.map((chunk) => (chunk.type === 'chunk' ? chunk.code : '')).join('\n')
}

/** A server that is away is a cut line to the page. */
function pass(upstream: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, headers, url = '' } = incoming
  const forward = ask(new URL(url, upstream), { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(outgoing)
  })
  forward.on('error', () => outgoing.destroy())
  incoming.pipe(forward)
}

function passSocket(upstream: string, { url = '', rawHeaders }: IncomingMessage, socket: Socket, head: Buffer): void {
  const { hostname, port } = new URL(upstream)
  const forward = connect(Number(port), hostname, () => {
    const lines = [`GET ${url} HTTP/1.1`]
    for (let at = 0; at < rawHeaders.length; at += 2) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`)
    forward.write(`${lines.join('\r\n')}\r\n\r\n`)
    forward.write(head)
    socket.pipe(forward).pipe(socket)
  })
  for (const [end, other] of [
    [socket, forward],
    [forward, socket],
  ] as const) {
    end.on('error', () => other.destroy())
    end.on('close', () => other.destroy())
  }
}
