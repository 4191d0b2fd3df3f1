/** The server, as the pages see it. */
export type { Adapter as Backend, ArgsOf } from '@pos/backend-adapter'
