import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHeadOffice, type HeadOffice } from '../test/head-office.ts'
import { productInput } from '../test/company.ts'
import { hqChores } from './upkeep.ts'

const DAY_MS = 86_400_000

let office: HeadOffice
beforeAll(async () => {
  office = await openHeadOffice()
})
afterAll(() => office.close())

/** A round of everything that is done by the hour. */
async function tidyUp(): Promise<void> {
  for (const chore of hqChores({ unitOfWork: office.hq.database.unitOfWork, clock: office.clock }))
    while (await chore());
}

test('[SE82] by the hour every company forgets used keys, and deletions that are 400 days old', async () => {
  const { company, clock } = office
  const body = { ...productInput(company, 'P99', 100) }
  expect(await (await office.as('owner')).post('/products', body)).toMatchObject({ status: 201 })
  await office.write(async ({ tx }) => tx.touch('price', company.register, 'D'))
  const deleted = await office.version()
  const count = async () => {
    const [row] = await office.rows<{ keys: number; deletions: number; marks: number }>(sql`select
      (select count(*) from idempotency_keys)::int as keys,
      (select count(*) from sync_change where op = 'D')::int as deletions,
      (select count(*) from sync_marks)::int as marks`)
    return row
  }
  const before = await count()
  expect(before).toMatchObject({ deletions: 1, marks: 0 })
  expect(before?.keys).toBeGreaterThan(0)
  await tidyUp()
  await tidyUp()
  expect(await count()).toEqual({ ...before, marks: 1 })
  clock.advance(401 * DAY_MS)
  await tidyUp()
  expect(await count()).toMatchObject({ keys: 0, deletions: 0 })
  expect(await office.rows(sql`select min_version as at from sync_head`)).toEqual([{ at: deleted }])
})
