import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Reads a secret of this node, and makes it the first time. Only the owner may read the file. Two processes that
 * start at once agree on one secret, because the file appears whole under its name or not at all.
 */
export async function readOrCreateSecret(file: string, create: () => string): Promise<string> {
  const existing = await readIfThere(file)
  if (existing !== undefined) return existing
  const draft = await draftOf(file, create())
  try {
    await link(draft, file)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  } finally {
    await rm(draft)
  }
  return readFile(file, 'utf8')
}

/** Puts a secret that was given in the place of whatever the file held. It changes whole or not at all. */
export async function replaceSecret(file: string, secret: string): Promise<void> {
  await rename(await draftOf(file, secret), file)
}

async function draftOf(file: string, secret: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true })
  const draft = `${file}.${randomUUID()}`
  await writeFile(draft, secret, { mode: 0o600, flag: 'wx', flush: true })
  return draft
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
