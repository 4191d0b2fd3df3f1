// As much of PouchDB and its server as the bench uses; neither brings types of its own.

declare module 'pouchdb' {
  export type Doc = { readonly _id: string } & Readonly<Record<string, unknown>>

  export default class PouchDB {
    static defaults(options: { readonly prefix: string }): typeof PouchDB
    constructor(name: string)
    bulkDocs(docs: readonly Doc[]): Promise<unknown>
    info(): Promise<{ readonly doc_count: number }>
    close(): Promise<void>
    readonly replicate: {
      from(
        source: string,
        options: { readonly batch_size: number },
      ): Promise<{ readonly ok: boolean; readonly docs_written: number }>
    }
  }
}

declare module 'express-pouchdb' {
  import type PouchDB from 'pouchdb'
  import type { RequestHandler } from 'express'

  export default function expressPouchDb(
    database: typeof PouchDB,
    options: { readonly mode: 'minimumForPouchDB'; readonly logPath: string; readonly configPath: string },
  ): RequestHandler
}

declare module 'express' {
  import type { RequestListener } from 'node:http'

  export type RequestHandler = { readonly handle: RequestListener }
  export default function express(): RequestListener & { use(path: string, handler: RequestHandler): void }
}
