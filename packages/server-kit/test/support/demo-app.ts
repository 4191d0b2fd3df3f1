import { join } from 'node:path'
import { Writable } from 'node:stream'
import { DomainError } from '@pos/core'
import type { FastifyInstance } from 'fastify'
import {
  auditDesk,
  createLog,
  createServer,
  createSocketTickets,
  createTokens,
  databasePeers,
  defineModule,
  handle,
  handleSocket,
  once,
  recordAudit,
  signRequest,
  storeAccess,
  uuidv7Ids,
  type ServerOptions,
  type Signer,
  type Tokens,
} from '../../src/index.ts'
import { crash, find, listen, manage, push, ring, unlock } from './demo-commands.ts'
import { CASHIER, openDemoStore, STORE, TENANT, type DemoStore } from './demo-store.ts'

export type DemoApp = {
  readonly app: FastifyInstance
  readonly store: DemoStore
  readonly tokens: Tokens
  /** How often the sale itself was rung. */
  readonly rung: () => number
  readonly logged: () => string
  readonly bearer: (userId?: string, appContext?: 'store' | 'pos') => Promise<string>
  readonly signed: (
    signer: Signer,
    method: string,
    target: string,
    body?: string | Uint8Array,
  ) => Record<string, string>
  readonly close: () => Promise<void>
}

/** A store server with a few commands on a real database. */
export async function openDemoApp(change: Partial<ServerOptions> = {}): Promise<DemoApp> {
  const store = await openDemoStore()
  const { clock, folder } = store
  const { unitOfWork } = store.database
  const tokens = await createTokens({ kind: 'store', keyFile: join(folder, 'token.key'), clock, storeId: () => STORE })
  const tickets = await createSocketTickets({ keyFile: join(folder, 'ticket.key'), clock })
  const lines: string[] = []
  const sink = new Writable({ write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()) })
  let rung = 0
  const routes = [
    handle(ring, (request) =>
      unitOfWork.write(request.ctx, 'demo.ring', (unit) =>
        once(unit, request, () => {
          if (request.body.refuse) throw new DomainError('SALE_EMPTY')
          rung += 1
          const { totalMinor, note = null } = request.body
          return { id: uuidv7Ids.next(), totalMinor, note, internal: 'never leaves' }
        }),
      ),
    ),
    handle(find, ({ params, query, caller }) => ({
      id: params.id,
      limit: query.limit ?? 0,
      isOwn: caller.userId === CASHIER,
    })),
    handle(manage, ({ ctx }) =>
      unitOfWork.write(ctx, 'demo.manage', async (unit) => {
        recordAudit(unit, { category: 'system', action: 'demo.manage' })
        return { isDone: true }
      }),
    ),
    handle(push, ({ caller }) => ({ peerId: caller.peerId })),
    handle(unlock, ({ caller }) => ({ peerId: caller.peerId })),
    handle(crash, () => {
      throw new Error('password=hunter2 in a message')
    }),
    handleSocket(listen, (socket) => {
      socket.send(JSON.stringify({ version: 7 }))
    }),
  ]
  const app = await createServer({
    kind: 'store',
    name: 'Demo store',
    version: '1.2.3',
    modules: [defineModule({ name: 'demo', routes })],
    access: storeAccess(store.database.catalogue),
    tokens,
    peers: databasePeers({ unitOfWork, clock, kinds: ['store', 'device'], tenantOf: () => TENANT }),
    tickets,
    audit: auditDesk(unitOfWork),
    clock,
    ids: uuidv7Ids,
    log: createLog({ name: 'demo', destination: sink }),
    identity: () => ({ tenantId: TENANT, storeId: STORE }),
    ...change,
  })
  return {
    app,
    store,
    tokens,
    rung: () => rung,
    logged: () => lines.join(''),
    bearer: async (userId = CASHIER, appContext = 'pos') => {
      const subject = { userId, tenantId: TENANT, storeId: STORE, appContext }
      const { accessToken } = await tokens.issue(subject, 15 * 60_000)
      return `Bearer ${accessToken}`
    },
    signed: (signer, method, target, body) => signRequest(signer, { method, target, atMs: clock.now(), body }),
    close: async () => {
      await app.close()
      await store.close()
    },
  }
}
