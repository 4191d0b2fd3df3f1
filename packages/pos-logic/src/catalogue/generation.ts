import type { TillStorage } from '../journal/journal.ts'
import type { ReplicaChange } from '../journal/journal-stores.ts'
import type { Catalogue } from './catalogue.ts'
import type { CatalogueEntry } from './records.ts'

/** Entries of a page. Reading 100,000 products record by record takes a browser seconds, by the page a part of one. */
const PAGE_ENTRIES = 1_000
const PAGES_AT_ONCE = 16
const CHUNK = 1_000

/** Each snapshot is written beside the one in use, under a number of its own. */
export const generationPrefix = (generation: number): string => `${String(generation).padStart(6, '0')}/`

/** Of what has changed since the pages of a generation were written. */
export const changeKey = (generation: number, entity: string, id: string): string =>
  `${generationPrefix(generation)}${entity}/${id}`

const pageKey = (generation: number, page: number): string =>
  `${generationPrefix(generation)}${String(page).padStart(6, '0')}`

/** Writes a generation page by page. Nothing reads it until the state names it. */
export class GenerationWriter {
  readonly #storage: TillStorage
  readonly #generation: number
  #pages = 0
  #entries: CatalogueEntry[] = []

  constructor(storage: TillStorage, generation: number) {
    this.#storage = storage
    this.#generation = generation
  }

  /** Answers a promise when it is time to wait for the storage. */
  put(entry: CatalogueEntry): Promise<void> | undefined {
    this.#entries.push(entry)
    return this.#entries.length >= PAGE_ENTRIES ? this.end() : undefined
  }

  async end(): Promise<void> {
    const value = this.#entries
    this.#entries = []
    this.#pages += 1
    await this.#storage.commit([{ store: 'replica_page', key: pageKey(this.#generation, this.#pages), value }])
  }
}

/** Fills a catalogue from a generation: its pages, then what has changed since. Answers how many changes there are. */
export async function loadGeneration(storage: TillStorage, generation: number, catalogue: Catalogue): Promise<number> {
  for await (const page of inPieces(storage, 'replica_page', generation, PAGES_AT_ONCE)) {
    for (const entry of page) catalogue.put(entry)
  }
  let changes = 0
  for await (const change of inPieces(storage, 'replica', generation, CHUNK)) {
    changes += 1
    show(catalogue, change)
  }
  return changes
}

/** Puts one change into a catalogue. */
export function show(catalogue: Catalogue, { entity, id, entry }: ReplicaChange): void {
  if (entry === null) catalogue.remove(entity, id)
  else catalogue.put(entry)
}

/** The values of a generation in one store, in order; the next piece is on its way while one is worked on. */
async function* inPieces<Name extends 'replica' | 'replica_page'>(
  storage: TillStorage,
  store: Name,
  generation: number,
  limit: number,
) {
  const prefix = generationPrefix(generation)
  const read = (after: string) => storage.list(store, { prefix, after, limit })
  for (let piece = await read(prefix); piece.length > 0;) {
    const next = read(piece.at(-1)?.key ?? '')
    for (const { value } of piece) yield value
    piece = await next
  }
}

/** Removes every generation but the one in use: the former one, or what a broken download left. */
export async function dropGenerations(storage: TillStorage, inUse: number | undefined): Promise<void> {
  await dropFrom(storage, 'replica_page', PAGES_AT_ONCE, inUse)
  await dropFrom(storage, 'replica', CHUNK, inUse)
}

async function dropFrom(
  storage: TillStorage,
  store: 'replica' | 'replica_page',
  limit: number,
  inUse: number | undefined,
): Promise<void> {
  const kept = inUse === undefined ? undefined : generationPrefix(inUse)
  let after = ''
  for (;;) {
    const found = await storage.list(store, { after, limit })
    const last = found.at(-1)
    if (last === undefined) return
    const dropped = found.filter(({ key }) => kept === undefined || !key.startsWith(kept))
    await storage.commit(dropped.map(({ key }) => ({ store, key, value: undefined })))
    after = dropped.length > 0 || kept === undefined || last.key > `${kept}~` ? last.key : `${kept}~`
  }
}
