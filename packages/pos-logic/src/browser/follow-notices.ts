import { openPeerTicket } from '@pos/shared-types'
import { followSocket, NOTICES_TARGET, type FollowSocket } from '../http/follow-socket.ts'
import { StoreClient, type StoreClientOptions } from '../http/store-client.ts'

export type FollowNotices = StoreClientOptions & Omit<FollowSocket, 'open'>

/** The same as in Node, with a ticket: a browser cannot sign the opening of a socket, but it can sign a request for one. */
export function followNotices(options: FollowNotices): () => void {
  const url = new URL(NOTICES_TARGET, options.baseUrl.replace(/^http/, 'ws'))
  const client = new StoreClient(options)
  return followSocket({
    ...options,
    open: async () => {
      const { ticket } = await client.call(openPeerTicket, {})
      return new WebSocket(url, ['pos', ticket])
    },
  })
}
