import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '@pos/core'
import { startEmbeddedPostgres } from '@pos/db'
import { openHq, provisionStore, type Hq } from '@pos/hq-server'
import { createLog, systemClock, uuidv7Ids } from '@pos/server-kit'
import { demoChain } from '../../apps/pos-cli/src/demo/catalogue/demo-chain.ts'
import { ChainIds } from '../../apps/pos-cli/src/demo/prepare/chain-ids.ts'
import { seedHeadOffice } from '../../apps/pos-cli/src/demo/prepare/head-office.ts'
import { seedArticles } from './big-catalogue.ts'
import { seedCustomers } from './big-customers.ts'

type SignIn = { readonly username: string; readonly password: string }

/** A head office on disk that no process runs yet, and what a store and a till of it need to know. */
export type BigCompany = {
  readonly hqFolder: string
  readonly slug: string
  readonly priceListId: string
  readonly cashId: string
  /** Provisions the store `SJU`, once. */
  readonly token: string
  readonly registerId: string
  /** May do everything at head office. */
  readonly admin: SignIn
  /** May look things up at the store. */
  readonly manager: SignIn
  readonly cashier: { readonly userId: string; readonly name: string; readonly pin: string }
}

const STORE = 'SJU'
const PEOPLE = { admin: 'marisol', manager: 'carmen', cashier: 'yadira' } as const
const log = createLog({ name: 'bench', level: 'error' })

/** Makes head office of the demo chain in `hqFolder`, with `count` articles instead of its own products, and customers. */
export async function prepareBigCompany(hqFolder: string, count: number, customers = 0): Promise<BigCompany> {
  mkdirSync(hqFolder, { recursive: true })
  const postgres = await startEmbeddedPostgres({ folder: join(hqFolder, 'postgres'), log })
  try {
    const hq = await openHq({ ...postgres, folder: hqFolder, clock: systemClock, ids: uuidv7Ids, log })
    try {
      return await fill(hq, hqFolder, count, customers)
    } finally {
      await hq.app.close()
      await hq.close()
    }
  } finally {
    await postgres.stop()
  }
}

async function fill(hq: Hq, hqFolder: string, count: number, customers: number): Promise<BigCompany> {
  const chain = { ...demoChain('bench'), products: [], openingStock: [] }
  const ids = new ChainIds(uuidv7Ids)
  const { unitOfWork } = hq.database
  const tenantId = uuidv7Ids.next()
  const ctx: Context = { tenantId, appContext: 'system', correlationId: 'bench', at: systemClock.now() }
  const { signal } = new AbortController()
  await seedHeadOffice({ unitOfWork, passwords: hq.passwords, ids: uuidv7Ids, chainIds: ids, ctx, signal }, chain)
  const place = {
    departmentId: ids.of('department', first(chain.departments).code),
    taxGroupId: ids.of('tax_group', first(chain.taxGroups).code),
    baseUnitId: ids.of('unit', 'ea'),
    priceListId: ids.of('price_list', first(chain.priceLists).code),
    userId: ids.of('user', PEOPLE.admin),
  }
  await seedArticles((work) => unitOfWork.write(ctx, 'bench.articles', work), place, count)
  await seedCustomers((work) => unitOfWork.write(ctx, 'bench.customers', work), customers)
  const { token } = await unitOfWork.write(ctx, 'bench.provision', (unit) =>
    provisionStore(unit, uuidv7Ids, ids.of('store', STORE)),
  )
  const person = (username: string) => first(chain.people.filter((each) => each.username === username))
  const signIn = (username: string) => ({ username, password: person(username).password ?? '' })
  return {
    hqFolder,
    slug: chain.tenant.slug,
    priceListId: place.priceListId,
    cashId: ids.of('tender', 'CASH'),
    token,
    registerId: ids.of('register', `${STORE} 1`),
    admin: signIn(PEOPLE.admin),
    manager: signIn(PEOPLE.manager),
    cashier: {
      userId: ids.of('user', PEOPLE.cashier),
      name: person(PEOPLE.cashier).displayName,
      pin: person(PEOPLE.cashier).pin ?? '',
    },
  }
}

function first<Item>(items: readonly Item[]): Item {
  const [item] = items
  if (item === undefined) throw new Error('the demo chain lacks something the bench needs')
  return item
}
