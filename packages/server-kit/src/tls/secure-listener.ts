import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { PATIENCE, serverPatience } from '../http/slow-clients.ts'
import type { KeyedCertificate } from './certificate-maker.ts'

export type SecureOptions = {
  /** Complete and listening to plain http already. */
  readonly app: FastifyInstance
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  readonly certificate: KeyedCertificate
}

export type SecureListener = {
  readonly port: number
  /** Connections from now on see this certificate. */
  readonly use: (certificate: KeyedCertificate) => void
  readonly close: () => Promise<void>
}

/** Answers https beside plain http, on a port of its own: the same app, routes and sockets. */
export async function listenSecurely({ app, host, port, certificate }: SecureOptions): Promise<SecureListener> {
  const server = createServer(
    {
      ...optionsOf(certificate),
      ...serverPatience(PATIENCE),
      minVersion: 'TLSv1.2',
      handshakeTimeout: PATIENCE.headersMs,
    },
    (request, response) => app.routing(request, response),
  )
  server.on('clientError', (error, socket) => app.server.emit('clientError', error, socket))
  server.on('upgrade', (request, socket, head) => app.server.emit('upgrade', request, socket, head))
  const { requestTimeout, keepAliveTimeout } = app.server
  Object.assign(server, { requestTimeout, keepAliveTimeout })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen({ host, port }, () => resolve())
  })
  return {
    port: (server.address() as AddressInfo).port,
    use: (renewed) => server.setSecureContext(optionsOf(renewed)),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const optionsOf = ({ certificate, privateKey }: KeyedCertificate) => ({ cert: certificate, key: privateKey })
