import { followNews, openTicket } from '@pos/shared-types'
import type { SocketTickets } from '../auth/socket-tickets.ts'
import { handle, handleSocket, type Route } from '../handle.ts'
import type { LiveNews } from './live-news.ts'
import type { SessionSockets } from './session-sockets.ts'

/** The socket over which pages hear what has changed, and the tickets that open it. */
export function liveRoutes(news: LiveNews, tickets: SocketTickets, sockets: SessionSockets): readonly Route[] {
  return [
    handle(openTicket, ({ caller }) => tickets.issue(caller)),
    handleSocket(followNews, (socket, { ctx, caller }) => {
      news.board.add(ctx.tenantId, socket)
      sockets.add(caller, socket)
    }),
  ]
}
