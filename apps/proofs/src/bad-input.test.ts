import { commands, completeSale, type Command, type ServerKind } from '@pos/shared-types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, type Answer, type Question } from '../test/harness/ask.ts'
import { badRequests, goodRequest } from '../test/harness/bad-requests.ts'
import { hqCallers, storeCallers, type Callers } from '../test/harness/callers.ts'
import { startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { openDesk, type Desk } from '../test/harness/desk.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { doorFaults, languageFaults, refusalFaults } from '../test/harness/refusal-faults.ts'
import { hqRows, storeRows, type Rows } from '../test/harness/rows.ts'
import { settled } from '../test/harness/settled.ts'
import { changedTables, digestHq, digestStore, type TableDigests } from '../test/harness/snapshot.ts'
import type { StoreHere } from '../test/harness/store-here.ts'

type Door = { readonly url: string; readonly callers: Callers; readonly digest: () => Promise<TableDigests> }

let chain: Chain<HqHere, StoreHere>
let site: Site<StoreHere>
let desk: Desk
const doors = new Map<ServerKind, Door>()
const open: Rows[] = []

beforeAll(async () => {
  chain = await startChain({ stores: 2, products: 5 })
  const [first] = chain.sites
  if (!first) throw new Error('a chain has a store')
  site = first
  desk = await openDesk(site)
  const [hq, store] = [await hqRows(chain.database.superuserUrl), storeRows(site.folder)]
  open.push(hq, store)
  doors.set('hq', { url: chain.hq.url, callers: hqCallers(chain, site), digest: () => digestHq(hq) })
  doors.set('store', { url: site.url, callers: await storeCallers(site), digest: () => digestStore(store) })
  await settled(chain)
})
afterAll(async () => {
  for (const rows of open) await rows.close()
  await chain.close()
})

const at = (kind: ServerKind) => commands.filter((command) => command.access[kind] !== undefined)

function doorOf(kind: ServerKind): Door {
  const door = doors.get(kind)
  if (!door) throw new Error(`no ${kind}`)
  return door
}

const translated = new Set<string>()

async function refusedInBothLanguages(
  url: string,
  command: Command,
  what: string,
  question: Question,
  faultsOf = refusalFaults,
): Promise<string[]> {
  const inLanguage = (language: string): Promise<Answer> =>
    ask(url, command, { ...question, headers: { ...question.headers, 'accept-language': language } })
  const english = await inLanguage('en')
  const faults = faultsOf(what, english)
  // A code has one sentence in each language: asking for it once leaves strangers below their limit of requests.
  const refusal = `${url} ${String(english.json()['code'])}`
  if (faults.length > 0 || translated.has(refusal)) return faults
  translated.add(refusal)
  return languageFaults(what, english, await inLanguage('es'))
}

describe.each(['hq', 'store'] as const)('at the %s server', (kind) => {
  test.each(at(kind).map((command) => [command.name, command] as const))(
    '%s refuses every wrong request in words, and nothing changes',
    async (_, command) => {
      const { url, callers, digest } = doorOf(kind)
      const before = await digest()
      const faults: string[] = []
      for (const { what, question } of badRequests(command)) {
        const asked = { ...callers(command), ...question }
        faults.push(...(await refusedInBothLanguages(url, command, what, asked, doorFaults)))
      }
      expect(faults).toEqual([])
      expect(changedTables(before, await digest())).toEqual([])
    },
  )
})

describe('what is well formed and still wrong', () => {
  const line = () => ({ code: chain.company.products[0]?.barcode ?? '', quantityMilli: 1000 })
  const paid = () => ({ payments: [{ tenderTypeId: chain.company.cashId, tenderedMinor: 100_000 }] })
  const onDesk = () => ({ registerId: desk.registerId, lines: [line()], ...paid() })
  const cases: readonly (readonly [string, string, () => object])[] = [
    ['a closed register', 'SALE_REGISTER_CLOSED', () => ({ ...onDesk(), registerId: site.plan.registerIds[1] })],
    ["another store's register", 'NOT_FOUND', () => ({ ...onDesk(), registerId: chain.sites[1]?.plan.registerIds[0] })],
    ['an unknown barcode', 'BARCODE_UNKNOWN', () => ({ ...onDesk(), lines: [{ ...line(), code: '4006381333931' }] })],
    ['a quantity of 0', 'VALIDATION_FAILED', () => ({ ...onDesk(), lines: [{ ...line(), quantityMilli: 0 }] })],
    ['a negative quantity', 'PERMISSION_DENIED', () => negative()],
    ['no lines', 'SALE_EMPTY', () => ({ ...onDesk(), lines: [] })],
    ['no payment', 'SALE_UNDERPAID', () => ({ registerId: desk.registerId, lines: [line()] })],
    ['more than 2^53 in all', 'VALIDATION_FAILED', () => huge()],
    ['a discount by rate and amount', 'VALIDATION_FAILED', () => doubleDiscount()],
    ['a discount over the limit', 'SALE_DISCOUNT_TOO_HIGH', () => tooMuchOff()],
    ['a discount without a reason', 'SALE_REASON_MISSING', () => off({ ratePpm: 10_000 })],
    ['another total than is due', 'SALE_TOTALS_DIFFER', () => ({ ...onDesk(), expectedPayableMinor: 1 })],
    ['an unknown tender', 'SALE_TENDER_NOT_ALLOWED', () => ({ ...onDesk(), payments: strangeMoney() })],
  ]
  const negative = () => ({ ...onDesk(), lines: [{ ...line(), quantityMilli: -1000 }], payments: [] })
  const huge = () => ({
    ...onDesk(),
    lines: Array.from({ length: 50 }, () => ({ ...line(), quantityMilli: Number.MAX_SAFE_INTEGER })),
  })
  const reasonCodeId = () => chain.company.discountReasonId
  const off = (discount: object) => ({ ...onDesk(), lines: [{ ...line(), discount }] })
  const doubleDiscount = () => off({ ratePpm: 10_000, amountMinor: 1 })
  const tooMuchOff = () => off({ ratePpm: 900_000, reasonCodeId: reasonCodeId() })
  const strangeMoney = () => [{ tenderTypeId: crypto.randomUUID(), tenderedMinor: 100_000 }]

  test.each(cases)('a sale with %s is refused with %s, and nothing changes', async (what, code, body) => {
    const { digest } = doorOf('store')
    const before = await digest()
    const question = { token: desk.token, key: crypto.randomUUID(), body: body() }
    expect(await refusedInBothLanguages(site.url, completeSale, what, question)).toEqual([])
    expect((await ask(site.url, completeSale, question)).json()['code']).toBe(code)
    expect(changedTables(before, await digest())).toEqual([])
  })
})

describe.each(['hq', 'store'] as const)('at the %s server', (kind) => {
  test.each(at(kind).map((command) => [command.name, command] as const))(
    '%s answers a request about things that do not exist without breaking',
    async (_, command) => {
      const { url, callers } = doorOf(kind)
      const answer = await ask(url, command, { ...callers(command), ...goodRequest(command) })
      if (answer.status >= 400) expect(refusalFaults(command.name, answer)).toEqual([])
    },
  )
})

test.each(['hq', 'store'] as const)('the %s server names what it does not have', async (kind) => {
  const { url } = doorOf(kind)
  for (const [method, path, status] of [
    ['GET', '/api/v1/no-such-thing', 404],
    ['DELETE', '/api/v1/auth/login', 405],
    ['GET', '/api/v1/%zz', 404],
    ['GET', '/sync/v1/%00', 404],
  ] as const) {
    const response = await fetch(url + path, { method })
    const text = await response.text()
    expect(
      refusalFaults(path, { ...response, status: response.status, text, headers: response.headers, json: () => ({}) }),
    ).toEqual([])
    expect(response.status).toBe(status)
  }
})
