import type { TillStorage } from '../journal/journal.ts'
import type { ReplicaChange } from '../journal/journal-stores.ts'
import type { KeyRange } from '../storage/journal-storage.ts'
import type { Catalogue } from './catalogue.ts'
import { REPLICATED } from './flatten.ts'
import type { CatalogueEntity, CatalogueEntry } from './records.ts'

/** Entries of a page. Reading 100,000 products record by record takes a browser seconds, by the page a part of one. */
const PAGE_ENTRIES = 1_000
/** So few that a page which loads them in the background stays quick to answer. */
const PAGES_AT_ONCE = 4
const CHUNK = 1_000

/** There are many of these, and nobody asks for one before the first scan. */
const GOODS: readonly CatalogueEntity[] = ['product', 'price']
/** What a till needs to open: its store, its taxes, its tenders. A few hundred entries, on a page of their own. */
const FRAME: readonly CatalogueEntity[] = REPLICATED.filter((entity) => !GOODS.includes(entity))
const FRAME_PAGE = 0

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
  #goods: CatalogueEntry[] = []
  readonly #frame: CatalogueEntry[] = []

  constructor(storage: TillStorage, generation: number) {
    this.#storage = storage
    this.#generation = generation
  }

  /** Answers a promise when it is time to wait for the storage. */
  put(entry: CatalogueEntry): Promise<void> | undefined {
    if (FRAME.includes(entry.entity)) {
      this.#frame.push(entry)
      return undefined
    }
    this.#goods.push(entry)
    return this.#goods.length >= PAGE_ENTRIES ? this.#endPage() : undefined
  }

  async end(): Promise<void> {
    await this.#endPage()
    await this.#write(FRAME_PAGE, this.#frame)
  }

  async #endPage(): Promise<void> {
    const entries = this.#goods
    this.#goods = []
    this.#pages += 1
    await this.#write(this.#pages, entries)
  }

  async #write(page: number, value: readonly CatalogueEntry[]): Promise<void> {
    await this.#storage.commit([{ store: 'replica_page', key: pageKey(this.#generation, page), value }])
  }
}

/** Fills a catalogue with everything of a generation but its goods: as its page has it, then as it has changed since. */
export async function loadFrame(storage: TillStorage, generation: number, catalogue: Catalogue): Promise<void> {
  const [page, ...changes] = await Promise.all([
    storage.get('replica_page', pageKey(generation, FRAME_PAGE)),
    ...FRAME.map((entity) => storage.list('replica', { prefix: changeKey(generation, entity, '') })),
  ])
  for (const entry of page ?? []) catalogue.put(entry)
  for (const { value } of changes.flat()) show(catalogue, value)
}

/** Fills a catalogue with the goods of a generation. Answers how many of them have changed since its pages were written. */
export async function loadGoods(storage: TillStorage, generation: number, catalogue: Catalogue): Promise<number> {
  const prefix = generationPrefix(generation)
  const pages = { prefix, after: pageKey(generation, FRAME_PAGE), limit: PAGES_AT_ONCE }
  for await (const page of inPieces(storage, 'replica_page', pages)) {
    for (const entry of page) catalogue.put(entry)
  }
  let changes = 0
  for (const entity of GOODS) {
    const range = { prefix: changeKey(generation, entity, ''), limit: CHUNK }
    for await (const change of inPieces(storage, 'replica', range)) {
      changes += 1
      show(catalogue, change)
    }
  }
  return changes
}

/** Every entry of a generation as it is stored now, page by page; a piece is what one reading brings. */
export async function* storedEntries(
  storage: TillStorage,
  generation: number,
): AsyncGenerator<readonly CatalogueEntry[]> {
  const prefix = generationPrefix(generation)
  const changed = new Set<string>()
  for (let after = ''; ;) {
    const changes = await storage.list('replica', { prefix, after, limit: CHUNK })
    for (const { key } of changes) changed.add(key)
    yield changes.flatMap(({ value }) => value.entry ?? [])
    if (changes.length < CHUNK) break
    after = changes.at(-1)?.key ?? ''
  }
  const isAsItsPage = ({ entity, record }: CatalogueEntry) => !changed.has(changeKey(generation, entity, record.id))
  for (let after = ''; ;) {
    const [page] = await storage.list('replica_page', { prefix, after, limit: 1 })
    if (page === undefined) return
    yield page.value.filter(isAsItsPage)
    after = page.key
  }
}

/** Puts one change into a catalogue. */
export function show(catalogue: Catalogue, { entity, id, entry }: ReplicaChange): void {
  if (entry === null) catalogue.remove(entity, id)
  else catalogue.put(entry)
}

/** The values of a range, in order and `limit` at a time; the next piece is on its way while one is worked on. */
async function* inPieces<Name extends 'replica' | 'replica_page'>(storage: TillStorage, store: Name, range: KeyRange) {
  for (let piece = await storage.list(store, range); piece.length > 0;) {
    const next = storage.list(store, { ...range, after: piece.at(-1)?.key ?? '' })
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
