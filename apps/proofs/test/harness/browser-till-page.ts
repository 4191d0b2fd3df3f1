import { openBrowserTill, type BrowserTill } from '@pos/pos-logic/browser'

let opened: BrowserTill | undefined

const till = () => {
  if (opened === undefined) throw new Error('the till was not opened')
  return opened.till
}

async function open(): Promise<string | null> {
  opened = await openBrowserTill({ baseUrl: new URL(import.meta.url).origin, appVersion: '0.1.0' })
  if (opened.till.setUp.identity !== undefined) opened.start()
  return opened.till.setUp.lease?.registerCode ?? null
}

async function setUp(code: string, registerId: string): Promise<void> {
  await till().setUp.enrol(code)
  opened?.start()
  await till().setUp.takeRegister(registerId)
}

const isReady = (): boolean => till().hasGoods

async function signIn(userId: string, pin: string, isNew: boolean): Promise<void> {
  await till().staff.signIn(userId, pin)
  if (isNew) await till().shifts.open({ floatMinor: 10_000 })
}

/** Sells one of a code for cash; answers what was promised when the browser promised it. */
async function sell(code: string): Promise<{ id: string; hash: string; totalMinor: number; capture: string }> {
  till().cart.add(code)
  await till().sales.check()
  const cash = till().catalogue.tenders.find(({ kind }) => kind === 'cash')
  const { fact } = await till().sales.complete([{ tenderTypeId: cash?.id ?? '', tenderedMinor: 10_000_000 }])
  const { id, hash, totalMinor, capture } = fact.sale
  return { id, hash, totalMinor, capture }
}

const price = (variantId: string): number | null => till().cart.listPrice(variantId)?.priceMinor ?? null

async function look() {
  await till().look()
  return till().status()
}

Object.assign(globalThis, { open, setUp, isReady, signIn, sell, price, look })
