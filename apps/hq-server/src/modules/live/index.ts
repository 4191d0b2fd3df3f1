import { defineModule, handle, handleSocket, type SocketTickets } from '@pos/server-kit'
import { followNews, openTicket } from '@pos/shared-types'
import type { LiveNews } from './live-news.ts'
import type { SessionSockets } from './session-sockets.ts'

export { LiveNews } from './live-news.ts'
export { SessionSockets } from './session-sockets.ts'

export const liveModule = (news: LiveNews, tickets: SocketTickets, sockets: SessionSockets) =>
  defineModule({
    name: 'live',
    routes: [
      handle(openTicket, ({ caller }) => tickets.issue(caller)),
      handleSocket(followNews, (socket, { ctx, caller }) => {
        news.board.add(ctx.tenantId, socket)
        sockets.add(caller, socket)
      }),
    ],
  })
