import { followSocket, NOTICES_TARGET, type FollowSocket } from '../http/follow-socket.ts'
import { signRequest, type DeviceSigner } from '../http/sign-request.ts'

export type FollowNotices = DeviceSigner & Omit<FollowSocket, 'open'> & { readonly baseUrl: string }

/**
 * Listens to the store's notices and connects again whenever the line is cut, until the returned function is called.
 * For Node only: a browser cannot sign the opening of a socket.
 *
 * @example followNotices({ …, onVersion: version => till.puller.notify(version), onOpen: () => (till.puller.wake(), till.pusher.heard()) })
 */
export function followNotices(options: FollowNotices): () => void {
  const url = new URL(NOTICES_TARGET, options.baseUrl.replace(/^http/, 'ws'))
  return followSocket({
    ...options,
    open: async () => {
      const headers = await signRequest(options, { method: 'GET', target: NOTICES_TARGET })
      return new WebSocket(url, { headers })
    },
  })
}
