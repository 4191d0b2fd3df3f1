import { defineModule, liveRoutes, type LiveNews, type SessionSockets, type SocketTickets } from '@pos/server-kit'

export { shareNews } from './shared-news.ts'
export { NEWS_OF_REPAIR, tellContact } from './tell-contact.ts'

export const liveModule = (news: LiveNews, tickets: SocketTickets, sockets: SessionSockets) =>
  defineModule({ name: 'live', routes: liveRoutes(news, tickets, sockets) })
