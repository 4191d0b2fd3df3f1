import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DomainError, type Context } from '@pos/core'
import { ENTITY_SCHEMA } from '@pos/shared-types'
import type { FeedHead, FeedReader } from '@pos/sync-engine'
import { schemaHash } from './schema-hash.ts'

/** A file is served as long as a peer can fetch what happened since in one page. */
const MAX_CHANGES_SINCE = 1_000
const SUFFIX = '.ndjson'

/** Where snapshots come from. */
export interface SnapshotSource {
  /** Callers with the same key get the same snapshot. Part of a file name. */
  keyOf(ctx: Context): string
  /** Opens one moment of the catalogue; `linesOf` writes it in documents of `schema`, inside the same transaction. */
  read<Result>(
    ctx: Context,
    schema: number,
    work: (feed: FeedReader, linesOf: (head: FeedHead) => AsyncIterable<Uint8Array>) => Promise<Result>,
  ): Promise<Result>
}

/**
 * Snapshots as files, made when asked for and then served again. A file shows one version exactly, so a peer that loads
 * it and then pulls from that version misses nothing.
 */
export class SnapshotCache {
  readonly #folder: string
  readonly #source: SnapshotSource
  readonly #building = new Map<string, Promise<string>>()

  /** @param folder one of its own: files of other versions are removed from it */
  constructor(folder: string, source: SnapshotSource) {
    this.#folder = folder
    this.#source = source
  }

  /**
   * Opens a snapshot that is new enough for the caller. The reader closes it.
   *
   * @param peerSchema which documents the caller knows; those of today unless told
   * @throws DomainError CATALOGUE_INCOMPLETE while this node has no catalogue
   */
  async open(ctx: Context, peerSchema = ENTITY_SCHEMA): Promise<FileHandle> {
    const schema = Math.min(peerSchema, ENTITY_SCHEMA)
    try {
      return await open(await this.#pathFor(ctx, schema))
    } catch (error) {
      // Between finding a file and opening it, a newer one may have taken its place.
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
        return open(await this.#pathFor(ctx, schema))
      throw error
    }
  }

  /** Callers that ask together wait for one file. */
  #pathFor(ctx: Context, schema: number): Promise<string> {
    const key = `${schema}_${this.#source.keyOf(ctx)}`
    const running = this.#building.get(key)
    if (running !== undefined) return running
    const made = this.#findOrBuild(ctx, schema, key).finally(() => this.#building.delete(key))
    this.#building.set(key, made)
    return made
  }

  async #findOrBuild(ctx: Context, schema: number, key: string): Promise<string> {
    await mkdir(this.#folder, { recursive: true })
    return this.#source.read(ctx, schema, async (feed, linesOf) => {
      const head = await feed.head()
      if (head === undefined) throw new DomainError('CATALOGUE_INCOMPLETE')
      const found = await this.#find(feed, key, head)
      return found ?? (await this.#build(key, head, linesOf(head)))
    })
  }

  async #find(feed: FeedReader, key: string, head: FeedHead): Promise<string | undefined> {
    for (const file of await this.#filesOf(key)) {
      const version = versionOf(file, prefixOf(key, head))
      if (version === undefined || version < head.minVersion || version > head.version) continue
      const since = await feed.changes(version, MAX_CHANGES_SINCE + 1)
      if (since.length <= MAX_CHANGES_SINCE) return join(this.#folder, file)
    }
    return undefined
  }

  async #build(key: string, head: FeedHead, lines: AsyncIterable<Uint8Array>): Promise<string> {
    const old = await this.#filesOf(key)
    const path = join(this.#folder, `${prefixOf(key, head)}${head.version}${SUFFIX}`)
    await pipeline(Readable.from(lines, { objectMode: false }), createWriteStream(`${path}.part`))
    await rename(`${path}.part`, path)
    for (const file of old) if (join(this.#folder, file) !== path) await rm(join(this.#folder, file), { force: true })
    return path
  }

  async #filesOf(key: string): Promise<string[]> {
    const files = await readdir(this.#folder)
    return files.filter((file) => file.startsWith(`${key}_`) && file.endsWith(SUFFIX))
  }
}

const prefixOf = (key: string, { epoch }: FeedHead) => `${key}_${epoch}_${schemaHash().slice(0, 16)}_`

function versionOf(file: string, prefix: string): number | undefined {
  return file.startsWith(prefix) ? Number(file.slice(prefix.length, -SUFFIX.length)) : undefined
}
