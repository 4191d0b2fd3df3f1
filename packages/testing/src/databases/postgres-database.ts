import pg from 'pg'
import { migrateHq } from '@pos/db'
import { type Cluster, testCluster } from './cluster.ts'

const TEMPLATE = 'hq_template'
/** Any number; the same in every test file. */
const TEMPLATE_LOCK = 5_072_002

/** A database of one test file, and how to remove it. */
export type TestDatabase = Cluster & { readonly name: string; readonly drop: () => Promise<void> }

/** An empty database with the two roles. */
export async function emptyPgDatabase(): Promise<TestDatabase> {
  return await createDatabase(await testCluster(), 'template0')
}

/** A migrated, empty head office database: a copy of a template that the run migrates once. */
export async function migratedPgDatabase(): Promise<TestDatabase> {
  const cluster = await testCluster()
  await ensureTemplate(cluster)
  return await createDatabase(cluster, TEMPLATE)
}

async function createDatabase(cluster: Cluster, template: string): Promise<TestDatabase> {
  const name = `test_${process.pid}_${process.hrtime.bigint()}`
  await asSuperuser(cluster, (admin) => admin.query(`create database ${name} template ${template} owner pos_owner`))
  return {
    name,
    ownerUrl: on(cluster.ownerUrl, name),
    appUrl: on(cluster.appUrl, name),
    superuserUrl: on(cluster.superuserUrl, name),
    drop: () => asSuperuser(cluster, async (admin) => void (await admin.query(`drop database ${name} with (force)`))),
  }
}

async function ensureTemplate(cluster: Cluster): Promise<void> {
  await asSuperuser(cluster, async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK])
    const known = await admin.query('select 1 from pg_database where datname = $1', [TEMPLATE])
    if (known.rowCount !== 0) return
    await admin.query(`create database ${TEMPLATE}_part owner pos_owner`)
    await migrateHq(on(cluster.ownerUrl, `${TEMPLATE}_part`))
    await admin.query(`alter database ${TEMPLATE}_part rename to ${TEMPLATE}`)
  })
}

async function asSuperuser<Result>(cluster: Cluster, work: (admin: pg.Client) => Promise<Result>): Promise<Result> {
  const admin = new pg.Client({ connectionString: cluster.superuserUrl })
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

function on(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: `/${database}` }).toString()
}
