import { createHash } from 'node:crypto'
import { spawn, spawnSync, type ChildProcess, type StdioOptions } from 'node:child_process'
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { DbLog } from '../log.ts'
import { StartRefused } from '../start-refused.ts'

type Passwd = { readonly name: string; readonly uid: number; readonly gid: number }

/** As whom and where the server runs. PostgreSQL refuses to run as root. */
export type Host = {
  /** Holds the data, the passwords and the server's log. */
  readonly home: string
  readonly run: (program: 'initdb' | 'postgres', args: readonly string[], stdio: StdioOptions) => ChildProcess
  /** Makes `home`, and copies the binaries there where the server cannot reach them otherwise. */
  readonly prepare: () => void
  /** Hands a file or folder to the user the server runs as. */
  readonly own: (path: string) => void
}

/**
 * Chooses the user for the server. Not root: ourselves. Root: the same user under another number in a user namespace,
 * which also works in a folder only root can enter; where the kernel forbids that, another user, with copies of the
 * binaries and the data under `/var/lib/pos-v2`.
 */
export function chooseHost(folder: string, binaries: string, log: DbLog): Host {
  const home = resolve(folder)
  if (process.getuid?.() !== 0) return direct(home, binaries, [])
  const stranger = systemUsers().find((user) => user.uid > 0 && user.uid < 65_534)
  const mapping = stranger === undefined ? undefined : ['unshare', '--user', `--map-user=${stranger.uid}`]
  if (mapping !== undefined && canRun([...mapping, 'true'])) return direct(home, binaries, mapping)
  return asOtherUser(home, binaries, log)
}

function direct(home: string, binaries: string, prefix: readonly string[]): Host {
  return {
    home,
    prepare: () => void mkdirSync(home, { recursive: true, mode: 0o700 }),
    own: () => {},
    run: (program, args, stdio) => {
      const [command, ...rest] = [...prefix, join(binaries, 'bin', program), ...args]
      return spawn(command ?? program, rest, { cwd: home, detached: true, stdio })
    },
  }
}

function asOtherUser(folder: string, binaries: string, log: DbLog): Host {
  const users = systemUsers()
  const user = users.find(({ name }) => name === 'postgres') ?? users.find(({ name }) => name === 'nobody')
  if (user === undefined) throw new StartRefused('PostgreSQL must not run as root: start this as another user.')
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  const home = join('/var/lib/pos-v2', hash)
  const copy = join(home, 'postgresql')
  return {
    home,
    prepare: () => {
      mkdirSync(home, { recursive: true })
      if (!existsSync(join(copy, 'bin', 'postgres')))
        cpSync(binaries, copy, { recursive: true, verbatimSymlinks: true })
      chownSync(home, user.uid, user.gid)
      log.warn({ home, user: user.name }, 'PostgreSQL does not run as root: its data is kept here, owned by this user')
    },
    own: (path) => chownSync(path, user.uid, user.gid),
    run: (program, args, stdio) =>
      spawn(join(copy, 'bin', program), args, { cwd: home, detached: true, stdio, uid: user.uid, gid: user.gid }),
  }
}

function systemUsers(): readonly Passwd[] {
  if (!existsSync('/etc/passwd')) return []
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  return lines.flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
}

function canRun(command: readonly string[]): boolean {
  const [program = '', ...args] = command
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0
}
