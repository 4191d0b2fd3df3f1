import { connect, createServer, type Socket } from 'node:net'

/** Bytes as they went over TCP, headers included. */
export type Carried = { readonly up: number; readonly down: number }

/** Passes connections on to a server of this machine and counts what they carry. */
export class CountingProxy {
  readonly port: number
  readonly #server: ReturnType<typeof createServer>
  readonly #sockets = new Set<Socket>()
  readonly #carried = { up: 0, down: 0 }

  private constructor(server: ReturnType<typeof createServer>, port: number) {
    this.#server = server
    this.port = port
  }

  /** @param host an address of this machine; not everything at 127.0.0.2 counts as near, as all at 127.0.0.1 does */
  static start(host: string, targetPort: number): Promise<CountingProxy> {
    return new Promise((resolve, reject) => {
      const server = createServer((socket) => proxy?.carry(socket, targetPort))
      let proxy: CountingProxy | undefined
      server.once('error', reject)
      server.listen(0, host, () => {
        const address = server.address()
        proxy = new CountingProxy(server, typeof address === 'object' && address !== null ? address.port : 0)
        resolve(proxy)
      })
    })
  }

  /** What has gone through since the last time somebody asked. */
  take(): Carried {
    const carried = { ...this.#carried }
    this.#carried.up = 0
    this.#carried.down = 0
    return carried
  }

  carry(socket: Socket, targetPort: number): void {
    const target = connect(targetPort, '127.0.0.1')
    for (const end of [socket, target]) {
      this.#sockets.add(end)
      end.setNoDelay(true)
      end.on('error', () => end.destroy())
    }
    socket.on('data', (bytes) => (this.#carried.up += bytes.length))
    target.on('data', (bytes) => (this.#carried.down += bytes.length))
    socket.pipe(target).pipe(socket)
  }

  stop(): void {
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
  }
}
