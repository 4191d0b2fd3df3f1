import { InvariantError } from '@pos/core'
import type { PoolClient } from 'pg'
import type { Touch } from './touched.ts'

/** Channel on which head office's processes hear that a tenant's catalogue has moved: `<tenant>:<version>:<entity>,…`. */
export const CATALOGUE_CHANNEL = 'catalogue'

const UNSTAMPED = 'P0C01'
const ALREADY_FAILED = '25P02'

const BUGS: ReadonlyMap<string, string> = new Map([
  [UNSTAMPED, 'changed catalogue rows without a touch'],
  [ALREADY_FAILED, 'went on after a failed statement: nothing was committed'],
])

/**
 * Fails when catalogue rows were written and nothing was touched: such a change would have no version, and no store
 * would ever hear of it. Sent together with the commit, so it costs no round trip.
 */
const CHECK_AND_COMMIT = `do $$ begin
  if current_setting('app.catalogue_dirty', true) = 'on' then
    raise exception 'catalogue rows changed without a touch' using errcode = '${UNSTAMPED}';
  end if;
end $$; commit`

/** Gives everything touched one new version, and tells the other processes when the unit commits. */
export async function stampAndNotify(client: PoolClient, tenantId: string, touches: readonly Touch[]): Promise<void> {
  await client.query({
    name: 'stamp_catalogue',
    text: `select pg_notify($1, $2 || ':' || version || ':' || $4) from stamp_catalogue($3::json) as version`,
    values: [CATALOGUE_CHANNEL, tenantId, JSON.stringify(touches), entitiesOf(touches)],
  })
}

const entitiesOf = (touches: readonly Touch[]) => [...new Set(touches.map(({ entity }) => entity))].join(',')

/**
 * Commits. After an error that the unit swallowed, PostgreSQL would answer a bare COMMIT with a silent rollback; the
 * check before it fails instead.
 *
 * @throws InvariantError when nothing was committed because of a bug in the unit
 */
export async function commitUnit(client: PoolClient, name: string): Promise<void> {
  try {
    await client.query(CHECK_AND_COMMIT)
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? BUGS.get(String(error.code)) : undefined
    throw reason === undefined ? error : new InvariantError(`${name} ${reason}`, { cause: error })
  }
}
