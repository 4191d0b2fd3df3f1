import type { EventId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import type { Books, Check } from './books.ts'

type Account = {
  readonly id: string
  readonly balance: number
  readonly held: number
  readonly lent: number
  readonly limit: number
  readonly sum: number
  readonly entries: number
  readonly lastSeq: number
  readonly wrong: number
  readonly lentOut: number
}
type Allowance = { readonly id: string; readonly granted: number; readonly spent: number; readonly redeemed: number }
type Entry = {
  readonly eventId: EventId
  readonly accountId: string
  readonly amountMinor: number
}

/**
 * No account below what it may be, every balance the sum of its entries in their order, what is lent the sum of what
 * stores hold; and each redemption of this store is at head office to the cent, once.
 */
export async function checkValues(check: Check): Promise<void> {
  await checkAccounts(check)
  await checkAllowances(check)
  await checkRedemptions(check)
}

async function checkAccounts({ hq, tenantId, fault }: Check): Promise<void> {
  const accounts = await hq.query<Account>(sql`
    select a.id, a.balance_minor as balance, a.held_minor as held, a.lent_minor as lent, a.limit_minor as "limit",
      coalesce(e.sum, 0) as sum, coalesce(e.entries, 0) as entries, coalesce(e.last_seq, 0) as "lastSeq",
      coalesce(e.wrong, 0) as wrong, coalesce(w.minor, 0) as "lentOut"
    from value_accounts a
    left join (
      select account_id, sum(effect)::bigint as sum, count(*) as entries, max(seq) as last_seq,
        count(*) filter (where balance_after_minor <> running) as wrong
      from (
        select account_id, seq, balance_after_minor, case when kind = 'overdraft' then 0 else amount_minor end as effect,
          sum(case when kind = 'overdraft' then 0 else amount_minor end) over (partition by account_id order by seq) as running
        from value_entries where tenant_id = ${tenantId}) each
      group by account_id) e on e.account_id = a.id
    left join (
      select account_id, sum(granted_minor - spent_minor - returned_minor)::bigint as minor
      from value_allowances where tenant_id = ${tenantId} group by account_id) w on w.account_id = a.id
    where a.tenant_id = ${tenantId}`)
  for (const { id, balance, held, lent, limit, sum, entries, lastSeq, wrong, lentOut } of accounts) {
    if (balance !== sum) fault(`the balance of account ${id} is ${balance}, its entries make ${sum}`)
    if (balance - held - lent < -limit) fault(`account ${id} is ${balance}, and ${held + lent} of it is promised`)
    if (lent !== lentOut) fault(`account ${id} has lent ${lent}, stores hold ${lentOut}`)
    if (wrong > 0 || lastSeq !== entries) fault(`the ledger of account ${id} does not follow entry by entry`)
  }
}

async function checkAllowances({ hq, tenantId, storeId, fault }: Check): Promise<void> {
  const allowances = await hq.query<Allowance>(sql`
    select w.id, w.granted_minor - w.returned_minor as granted, w.spent_minor as spent, coalesce(-sum(e.amount_minor), 0)::bigint
      as redeemed
    from value_allowances w
    left join value_entries e on e.tenant_id = w.tenant_id and e.allowance_id = w.id and e.account_id = w.account_id
    where w.tenant_id = ${tenantId} and w.store_id = ${storeId} group by w.tenant_id, w.id`)
  for (const { id, granted, spent, redeemed } of allowances) {
    if (spent !== redeemed) fault(`of allowance ${id} ${spent} is spent, its entries make ${redeemed}`)
    if (spent < 0 || spent > granted) fault(`of allowance ${id} ${spent} is spent, ${granted} was the store's to spend`)
  }
}

async function checkRedemptions(check: Check): Promise<void> {
  const { store, hq, tenantId, storeId, onTheWay, elsewhere, decided, fault } = check
  const [mine, above] = [
    await redemptions(store, sql`true`),
    await redemptions(hq, sql`tenant_id = ${tenantId} and store_id = ${storeId} and sale_id is not null`),
  ]
  const isCompared = (eventId: EventId) => !onTheWay.has(eventId) && !elsewhere.has(eventId) && !decided.has(eventId)
  for (const key of new Set([...mine.keys(), ...above.keys()])) {
    const [event, account] = key.split(' ')
    if (event === undefined || !isCompared(event)) continue
    const [here, there] = [mine.get(key) ?? 0, above.get(key) ?? 0]
    if (here !== there) fault(`event ${event} redeemed ${-here} of account ${account}, head office posted ${-there}`)
  }
}

/** By event and account: head office may have split what the store redeemed at once. */
async function redemptions(books: Books, where: ReturnType<typeof sql>): Promise<Map<string, number>> {
  const entries = await books.query<Entry>(sql`
    select event_id as "eventId", account_id as "accountId", amount_minor as "amountMinor"
    from value_entries where ${where}`)
  const sums = new Map<string, number>()
  for (const { eventId, accountId, amountMinor } of entries) {
    const key = `${eventId} ${accountId}`
    sums.set(key, (sums.get(key) ?? 0) + amountMinor)
  }
  return sums
}
