import { DomainError } from '@pos/core'
import { randomBytes } from 'node:crypto'
import { link, readFile, rename, unlink, writeFile } from 'node:fs/promises'

type Owner = { readonly pid: number; readonly startedAt: string | null; readonly token: string }

/** When the process started, as the kernel tells it; a reused process id has another one. Linux only, else null. */
async function startOf(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')')).split(' ')[20] ?? null
  } catch {
    return null
  }
}

async function isAlive(owner: Owner): Promise<boolean> {
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return owner.startedAt === null || owner.startedAt === (await startOf(owner.pid))
}

/** Undefined when it failed with one of `codes`; other errors pass. */
async function unless<Result>(codes: readonly string[], work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work
  } catch (error) {
    if (codes.includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}

/** Linking a written file makes the lock appear with its content, so nobody can see it empty. */
async function tryCreate(path: string, text: string, token: string): Promise<boolean> {
  const draft = `${path}.${token}`
  await writeFile(draft, text)
  const isCreated =
    (await unless(
      ['EEXIST'],
      link(draft, path).then(() => true),
    )) ?? false
  await unlink(draft)
  return isCreated
}

/** Takes a dead owner's lock away. Two may try at once: the one that finds it has moved a living lock puts it back. */
async function takeAway(path: string, seen: string, token: string): Promise<void> {
  const aside = `${path}.${token}.dead`
  if (
    !(await unless(
      ['ENOENT'],
      rename(path, aside).then(() => true),
    ))
  )
    return
  const moved = await readFile(aside, 'utf8')
  if (moved !== seen) await unless(['EEXIST'], link(aside, path))
  await unlink(aside)
}

/**
 * Makes this process the only owner of what `path` stands for and returns how to let go. The lock of a process that
 * died is taken over.
 *
 * @throws DomainError REGISTER_LEASED when a living process holds it
 */
export async function lockFile(path: string): Promise<() => Promise<void>> {
  const token = randomBytes(8).toString('hex')
  const own = JSON.stringify({ pid: process.pid, startedAt: await startOf(process.pid), token } satisfies Owner)
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await tryCreate(path, own, token)) return () => release(path, own)
    const seen = await unless(['ENOENT'], readFile(path, 'utf8'))
    if (seen === undefined) continue
    const owner = JSON.parse(seen) as Owner
    if (await isAlive(owner)) throw new DomainError('REGISTER_LEASED', { register: path, pid: owner.pid })
    await takeAway(path, seen, token)
  }
  throw new DomainError('REGISTER_LEASED', { register: path })
}

async function release(path: string, own: string): Promise<void> {
  if ((await unless(['ENOENT'], readFile(path, 'utf8'))) === own) await unlink(path)
}
