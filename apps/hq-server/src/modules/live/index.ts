import { defineModule, handle, handleSocket, type SocketTickets } from '@pos/server-kit'
import { followNews, openTicket } from '@pos/shared-types'
import type { LiveNews } from './live-news.ts'

export { LiveNews } from './live-news.ts'

export const liveModule = (news: LiveNews, tickets: SocketTickets) =>
  defineModule({
    name: 'live',
    routes: [
      handle(openTicket, ({ caller }) => tickets.issue(caller)),
      handleSocket(followNews, (socket, { ctx }) => news.board.add(ctx.tenantId, socket)),
    ],
  })
