import { openHeadOffice, type HeadOffice, type StoreServer } from './head-office.ts'
import { Trader } from './trader.ts'

/** Head office with a store that trades on a register of its own. */
export type TradingOffice = {
  readonly office: HeadOffice
  readonly server: StoreServer
  readonly shop: Trader
}

export async function openTradingOffice(): Promise<TradingOffice> {
  const office = await openHeadOffice()
  const owner = await office.as('owner')
  const server = await office.storeServer(office.company.store)
  const registerId = office.ids.next()
  await owner.put(`/registers/${registerId}`, { storeId: server.storeId, code: 'A1', name: 'Till', kind: 'till' })
  const place = { storeCode: 'NYC', timeZone: 'America/New_York', registerId }
  return { office, server, shop: new Trader(office, server, place) }
}
