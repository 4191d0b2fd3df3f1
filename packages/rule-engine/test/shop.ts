import { DomainError, type Unit } from '@pos/core'
import { createRuleEngine, type RuleEngine, type RuleEngineOptions } from '../src/index.ts'

type Line = { readonly productId: string; quantity: number }
export type Sale = { readonly id: string; total: number }

export type SalesActions = {
  'sale:complete': { input: { readonly saleId: string; lines: Line[] }; result: Sale }
  'sale:ingest': { input: { readonly saleId: string; lines: Line[]; readonly lineage: string }; result: Sale }
}
export type ShiftActions = {
  'shift:open': { input: { readonly float: number }; result: void }
}
export type ShopActions = SalesActions & ShiftActions

/** What a rule or an action wrote. */
export type Book = { readonly entries: string[] }

export const ACTIONS = ['sale:complete', 'sale:ingest', 'shift:open'] as const

export const sale = { saleId: 's1', lines: [{ productId: 'p1', quantity: 2000 }] }

export function unitOf(entries: string[] = []): Unit<Book> {
  return {
    tenantId: 't1',
    storeId: 'st1',
    appContext: 'store',
    correlationId: 'c1',
    at: 1_700_000_000_000,
    tx: { entries },
    emitAfterCommit: () => {},
  }
}

export function shopRules(options?: RuleEngineOptions<Book>): RuleEngine<ShopActions, Book> {
  return createRuleEngine<ShopActions, Book>(options)
}

/** A rule that writes its name. */
export const writes = (name: string) => (unit: Unit<Book>) => void unit.tx.entries.push(name)
export const writesLater = (name: string) => async (unit: Unit<Book>) => {
  await Promise.resolve()
  unit.tx.entries.push(name)
}

export const refuses = () => {
  throw new DomainError('SALE_DISCOUNT_TOO_HIGH', { limit: 20 })
}
export const refusesLater = async () => {
  await Promise.resolve()
  return refuses()
}

/** The act of completing a sale, as a service would do it. */
export const complete = (unit: Unit<Book>, input: { readonly saleId: string }): Sale => {
  unit.tx.entries.push('sale')
  return { id: input.saleId, total: 500 }
}
