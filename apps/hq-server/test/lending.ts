import type { AllowanceView, Redemption, ValueAccountView, ValueEntryView } from '@pos/shared-types'
import type { Client, Reply } from '@pos/testing'
import type { HeadOffice } from './head-office.ts'
import type { Made, Trader } from './trader.ts'

export type Card = { readonly account: ValueAccountView; readonly code: string }

/** Cards and loans as somebody at head office makes and sees them. */
export class Lending {
  readonly #office: HeadOffice

  constructor(office: HeadOffice) {
    this.#office = office
  }

  /** Whoever owns the company, signed in. */
  owner(): Promise<Client> {
    return this.#office.as('owner')
  }

  async card(amountMinor: number, changes: object = {}): Promise<Card> {
    const owner = await this.owner()
    const { body } = await owner.post<Card>('/gift-cards', { currency: 'USD', amountMinor, ...changes })
    return body
  }

  async lend({ account }: Card, storeId: string, amountMinor: number): Promise<Reply<AllowanceView>> {
    const owner = await this.owner()
    return owner.post(`/values/${account.id}/allowances`, { storeId, amountMinor })
  }

  async lent(card: Card, storeId: string, amountMinor: number): Promise<AllowanceView> {
    const { status, body, text } = await this.lend(card, storeId, amountMinor)
    if (status !== 201) throw new Error(text)
    return body
  }

  async balance({ code }: Card): Promise<Pick<ValueAccountView, 'balanceMinor' | 'lentMinor' | 'freeMinor'>> {
    const owner = await this.owner()
    const { body } = await owner.post<ValueAccountView>('/gift-cards/balance', { code })
    const { balanceMinor, lentMinor, freeMinor } = body
    return { balanceMinor, lentMinor, freeMinor }
  }

  /** The ledger of a card, oldest first: kind, amount and the balance it leads to. */
  async ledger({ account }: Card): Promise<[ValueEntryView['kind'], number, number][]> {
    const owner = await this.owner()
    const { body } = await owner.get<{ items: ValueEntryView[] }>(`/values/${account.id}/entries`)
    return body.items
      .toReversed()
      .map(({ kind, amountMinor, balanceAfterMinor }) => [kind, amountMinor, balanceAfterMinor])
  }

  async allowances({ account }: Card): Promise<AllowanceView[]> {
    const owner = await this.owner()
    return (await owner.get<{ items: AllowanceView[] }>(`/values/${account.id}/allowances`)).body.items
  }
}

/** A sale of which part was paid from an account, as its store sends it. */
export function paidFrom(shop: Trader, { id, accountId }: AllowanceView, ...amounts: number[]): Made {
  const redemptions: Redemption[] = amounts.map((amountMinor, index) => ({
    lineNo: index + 1,
    accountId,
    allowanceId: id,
    amountMinor,
  }))
  return shop.sale([{ product: 1, pieces: 1 }], {}, (fact) => fact, redemptions)
}

/** The store's word on what it spent. */
export function givenBack(shop: Trader, { id, accountId, storeId }: AllowanceView, spentMinor: number, step = 1) {
  const fact = { allowanceId: id, accountId, storeId, spentMinor, returnedAt: 1 }
  return shop.told('value_allowance.returned', id, step, fact)
}
