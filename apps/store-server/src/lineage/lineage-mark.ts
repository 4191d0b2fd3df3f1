import { open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { LineageId } from '@pos/shared-types'

/** How far a database went: the last position its outbox gave, and in which lineage. */
export type Mark = { readonly lineage: LineageId; readonly lastSeq: number }

export const LINEAGE_MARK_FILE = 'lineage.mark'

const TEXT = /^([0-9a-f-]{36}) (\d{1,15})\n$/

/**
 * A file beside `ops.db` that remembers how far the database went, so that an older copy put in its place is found out.
 * It is written before anything is sent, and so never claims less than what was sent: a peer cannot hold an event that
 * this mark does not know of. It never claims more than what is committed either, or a crash would look like a restore.
 */
export class LineageMark {
  readonly #file: string
  #kept: Mark | undefined
  #writing: Promise<void> = Promise.resolve()

  private constructor(file: string, kept: Mark | undefined) {
    this.#file = file
    this.#kept = kept
  }

  /** Reads the mark of a folder. One that cannot be read is none. */
  static async open(folder: string): Promise<LineageMark> {
    const file = join(folder, LINEAGE_MARK_FILE)
    return new LineageMark(file, await readMark(file))
  }

  /** Undefined where there is none. */
  get kept(): Mark | undefined {
    return this.#kept
  }

  /** Resolves when the mark on the disk covers `mark`, which must be committed. */
  cover(mark: Mark): Promise<void> {
    const done = this.#writing.then(() => (this.#covers(mark) ? undefined : this.#write(mark)))
    this.#writing = done.catch(() => undefined)
    return done
  }

  #covers({ lineage, lastSeq }: Mark): boolean {
    return this.#kept?.lineage === lineage && this.#kept.lastSeq >= lastSeq
  }

  async #write(mark: Mark): Promise<void> {
    const draft = `${this.#file}.new`
    await rm(draft, { force: true })
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(`${mark.lineage} ${mark.lastSeq}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, this.#file)
    await flushFolder(dirname(this.#file))
    this.#kept = mark
  }
}

async function readMark(file: string): Promise<Mark | undefined> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  const [, lineage, lastSeq] = TEXT.exec(text) ?? []
  return lineage === undefined ? undefined : { lineage, lastSeq: Number(lastSeq) }
}

/** Windows cannot open a folder for this and keeps names safe by itself. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
