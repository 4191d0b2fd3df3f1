import type { CatalogueReader } from './catalogue-reader.ts'
import type { CatalogueFile } from './catalogue-file.ts'
import { SqliteSession } from './session.ts'

/** What a unit of the store holds: a connection on `ops.db` and, for as long as it lasts, one catalogue snapshot. */
export class StoreSession<Rows> extends SqliteSession<Rows> {
  #lease: { readonly file: CatalogueFile; readonly reader: CatalogueReader } | undefined

  get catalog(): CatalogueReader {
    if (this.#lease === undefined) throw new Error('the catalogue is read inside a unit of work only')
    return this.#lease.reader
  }

  openCatalogue(file: CatalogueFile | undefined): void {
    if (file !== undefined) this.#lease = { file, reader: file.lease() }
  }

  closeCatalogue(): void {
    if (this.#lease === undefined) return
    const { file, reader } = this.#lease
    this.#lease = undefined
    file.giveBack(reader)
  }
}
