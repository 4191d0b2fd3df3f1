import { DomainError } from '@pos/core'
import { open, readFile, rename, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { encodeFrame, readFrames } from './frame.ts'
import type { TextWrite } from '../storage/text-stores.ts'

const FORMAT = 'pos-journal 1'
const SNAPSHOT_FRAME_CHARS = 1_000_000

/**
 * The append-only file behind a storage. One frame is one group of commits: one write, one flush, all or nothing. A
 * body holds one write per line, `store TAB key TAB json`, without the json when the key is removed.
 */
export class CommitLog {
  readonly #folder: string
  #file: FileHandle
  #bytes: number

  private constructor(folder: string, file: FileHandle, bytes: number) {
    this.#folder = folder
    this.#file = file
    this.#bytes = bytes
  }

  /** Reads the log in `folder` from its beginning, cuts a torn tail off, and flushes what a killed process left. */
  static async open(folder: string, visit: (writes: readonly TextWrite[]) => void): Promise<CommitLog> {
    await rm(draftPath(folder), { force: true })
    const file = await open(logPath(folder), 'a')
    try {
      const whole = readFrames(await readFile(logPath(folder)), (body) => {
        if (body !== FORMAT) visit(decode(body))
      })
      await file.truncate(whole)
      const log = new CommitLog(folder, file, whole)
      if (whole === 0) await log.#write(encodeFrame(FORMAT))
      await file.datasync()
      await syncFolder(folder)
      return log
    } catch (error) {
      await file.close()
      throw error
    }
  }

  /** Size of the file, history included. */
  get bytes(): number {
    return this.#bytes
  }

  /**
   * Resolves when `writes` are on the disk.
   *
   * @throws DomainError STORAGE_FULL when there is no room; the file is what it was
   */
  async append(writes: readonly TextWrite[]): Promise<void> {
    const whole = this.#bytes
    try {
      await this.#write(encodeFrame(encode(writes)))
      await this.#file.datasync()
    } catch (error) {
      if (!isNoRoom(error)) throw error
      // What was promised before is on the disk since its own flush; only the torn end goes.
      await this.#file.truncate(whole)
      await this.#file.datasync()
      this.#bytes = whole
      throw new DomainError('STORAGE_FULL', {}, { cause: error })
    }
  }

  /**
   * Replaces the file by one that holds only `state`. A crash leaves the old file or the new one, each whole.
   *
   * @throws DomainError STORAGE_FULL when there is no room for both; the old one stays in use
   */
  async compact(state: Iterable<TextWrite>): Promise<void> {
    const bytes = await this.#draft(state)
    await this.#file.close()
    await rename(draftPath(this.#folder), logPath(this.#folder))
    await syncFolder(this.#folder)
    this.#file = await open(logPath(this.#folder), 'a')
    this.#bytes = bytes
  }

  async close(): Promise<void> {
    await this.#file.close()
  }

  async #draft(state: Iterable<TextWrite>): Promise<number> {
    const draft = await open(draftPath(this.#folder), 'w')
    let bytes = 0
    try {
      for (const body of snapshotBodies(state)) {
        const frame = encodeFrame(body)
        await draft.appendFile(frame)
        bytes += frame.length
      }
      await draft.datasync()
      return bytes
    } catch (error) {
      if (!isNoRoom(error)) throw error
      await rm(draftPath(this.#folder))
      throw new DomainError('STORAGE_FULL', {}, { cause: error })
    } finally {
      await draft.close()
    }
  }

  async #write(frame: Buffer): Promise<void> {
    await this.#file.appendFile(frame)
    this.#bytes += frame.length
  }
}

/** The disk is full, or what this user may have of it. */
function isNoRoom(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
}

const logPath = (folder: string): string => join(folder, 'journal.log')
const draftPath = (folder: string): string => join(folder, 'journal.log.new')

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function* snapshotBodies(state: Iterable<TextWrite>): Generator<string> {
  yield FORMAT
  let writes: TextWrite[] = []
  let chars = 0
  for (const write of state) {
    writes.push(write)
    chars += write[2]?.length ?? 0
    if (chars < SNAPSHOT_FRAME_CHARS) continue
    yield encode(writes)
    writes = []
    chars = 0
  }
  if (writes.length > 0) yield encode(writes)
}

function encode(writes: readonly TextWrite[]): string {
  return writes.map(([store, key, text]) => `${store}\t${key}\t${text ?? ''}`).join('\n')
}

function decode(body: string): TextWrite[] {
  return body.split('\n').map((line) => {
    const storeEnd = line.indexOf('\t')
    const keyEnd = line.indexOf('\t', storeEnd + 1)
    const text = line.slice(keyEnd + 1)
    return [line.slice(0, storeEnd), line.slice(storeEnd + 1, keyEnd), text === '' ? null : text]
  })
}
