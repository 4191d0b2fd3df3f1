import type { TillStorage } from '../journal/journal.ts'
import type { Catalogue } from './catalogue.ts'
import type { CatalogueEntry } from './records.ts'

const CHUNK = 1_000

/** Each snapshot is written beside the one in use, under a number of its own. */
export const generationPrefix = (generation: number): string => `${String(generation).padStart(6, '0')}/`

export const replicaKey = (generation: number, entity: string, id: string): string =>
  `${generationPrefix(generation)}${entity}/${id}`

/** Writes a generation in commits of bearable size. Nothing reads it until the state names it. */
export class GenerationWriter {
  readonly #catalogue: Catalogue
  readonly #storage: TillStorage
  readonly #generation: number
  #chunk: { readonly version: number; readonly entry: CatalogueEntry }[] = []

  constructor(storage: TillStorage, generation: number, catalogue: Catalogue) {
    this.#catalogue = catalogue
    this.#storage = storage
    this.#generation = generation
  }

  /** Answers a promise when it is time to wait for the storage. */
  put(version: number, entry: CatalogueEntry): Promise<void> | undefined {
    this.#catalogue.put(entry)
    this.#chunk.push({ version, entry })
    return this.#chunk.length >= CHUNK ? this.end() : undefined
  }

  async end(): Promise<void> {
    const chunk = this.#chunk
    this.#chunk = []
    await this.#storage.commit(
      chunk.map((value) => ({
        store: 'replica',
        key: replicaKey(this.#generation, value.entry.entity, value.entry.record.id),
        value,
      })),
    )
  }
}

/** Fills a catalogue from a generation, piece by piece so that only the catalogue itself stays in memory. */
export async function loadGeneration(storage: TillStorage, generation: number, catalogue: Catalogue): Promise<void> {
  const prefix = generationPrefix(generation)
  for (let after = prefix; ;) {
    const found = await storage.list('replica', { prefix, after, limit: CHUNK })
    for (const { value } of found) catalogue.put(value.entry)
    const last = found.at(-1)
    if (last === undefined) return
    after = last.key
  }
}

/** Removes every generation but the one in use: the former one, or what a broken download left. */
export async function dropGenerations(storage: TillStorage, inUse: number | undefined): Promise<void> {
  const kept = inUse === undefined ? undefined : generationPrefix(inUse)
  let after = ''
  for (;;) {
    const found = await storage.list('replica', { after, limit: CHUNK })
    const last = found.at(-1)
    if (last === undefined) return
    const dropped = found.filter(({ key }) => kept === undefined || !key.startsWith(kept))
    await storage.commit(dropped.map(({ key }) => ({ store: 'replica', key, value: undefined })))
    after = dropped.length > 0 || kept === undefined || last.key > `${kept}~` ? last.key : `${kept}~`
  }
}
