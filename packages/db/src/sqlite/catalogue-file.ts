import { rmSync } from 'node:fs'
import { CatalogueReader } from './catalogue-reader.ts'

/** One generation of the catalogue. It disappears from the disk when it is retired and its last reader has left. */
export class CatalogueFile {
  readonly path: string
  readonly #free: CatalogueReader[] = []
  #leased = 0
  #isRetired = false

  constructor(path: string) {
    this.path = path
  }

  /** A reader inside a fresh snapshot. */
  lease(): CatalogueReader {
    const reader = this.#free.pop() ?? new CatalogueReader(this.path)
    reader.begin()
    this.#leased += 1
    return reader
  }

  giveBack(reader: CatalogueReader): void {
    reader.end()
    this.#leased -= 1
    this.#free.push(reader)
    if (this.#isRetired) this.#removeWhenUnused()
  }

  retire(): void {
    this.#isRetired = true
    this.#removeWhenUnused()
  }

  close(): void {
    for (const reader of this.#free.splice(0)) reader.close()
  }

  #removeWhenUnused(): void {
    if (this.#leased > 0) return
    this.close()
    removeDatabaseFile(this.path)
  }
}

/** Removes a database with everything SQLite may have left beside it. */
export function removeDatabaseFile(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true })
}
