import { Type, type Static } from 'typebox'
import { defineCommand } from '../contract.ts'
import { instant, oneOf, strict } from '../schema.ts'

/** Opens one WebSocket within 30 seconds: a browser cannot sign the opening of a socket, nor send a token with it. */
const SocketTicket = strict({ ticket: Type.String(), expiresAt: instant() })

export const openPeerTicket = defineCommand({
  name: 'sync.ticket',
  method: 'POST',
  path: '/sync/v1/tickets',
  summary: 'A single-use ticket for the socket of a till in a browser',
  access: { hq: 'peer', store: 'peer' },
  audit: 'none',
  response: SocketTicket,
  status: 201,
})

export const openTicket = defineCommand({
  name: 'live.ticket',
  method: 'POST',
  path: '/live/tickets',
  summary: 'A single-use ticket for the socket of a page',
  access: { hq: 'self', store: 'self' },
  audit: 'none',
  response: SocketTicket,
  status: 201,
})

export const NEWS_TOPICS = ['sales', 'shifts', 'stock', 'stores', 'catalogue', 'approvals', 'people'] as const
export type NewsTopic = (typeof NEWS_TOPICS)[number]

/** What the socket `/live` says, and all it says: which lists may have changed. */
export const News = strict({ topics: Type.Array(oneOf(...NEWS_TOPICS)) })
export type News = Static<typeof News>

export const followNews = defineCommand({
  name: 'live.follow',
  method: 'GET',
  path: '/live',
  summary: 'WebSocket that tells what has changed; a hint, never the only way to learn it',
  access: { hq: 'self', store: 'self' },
  response: News,
})
