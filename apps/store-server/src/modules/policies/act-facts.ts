import { deepestDiscount, saleActions, type PolicyAttempt } from '@pos/domain'
import type { Acts } from '../../actions.ts'

type SaleDraft = Acts['sale:complete']['input']

/** What policies may ask of an act beside who, where and when. */
export type ActFacts = Pick<PolicyAttempt, 'departmentIds' | 'amountMinor' | 'discountPpm'> & {
  /** The names of the act for policies. */
  readonly actions: readonly string[]
  /** Whose act it was and when, where that is not the caller and now. */
  readonly maker?: { readonly userId: string | undefined; readonly at: number }
}

const NOTHING = { departmentIds: [] }

/** The facts of each act that the store's rules run around. */
export const ACT_FACTS: { readonly [Name in keyof Acts]: (input: Acts[Name]['input']) => ActFacts } = {
  'sale:complete': (draft) => ({ actions: ['sale:complete'], ...draftFacts(draft) }),
  'sale:return': (draft) => ({ actions: ['sale:return'], ...draftFacts(draft) }),
  'sale:ingest': ({ fact: { sale, lines } }) => ({
    actions: saleActions(lines),
    departmentIds: lines.flatMap(({ departmentId }) => departmentId ?? []),
    amountMinor: sale.totalMinor,
    discountPpm: deepestDiscount(lines),
    maker: { userId: sale.userId ?? undefined, at: sale.completedAt },
  }),
  'shift:open': ({ floatMinor }) => ({ ...NOTHING, actions: ['shift:open'], amountMinor: floatMinor }),
  'shift:close': () => ({ ...NOTHING, actions: ['shift:close'] }),
  'register:take-over': () => ({ ...NOTHING, actions: ['register:take-over'] }),
}

function draftFacts({ lines, priced }: SaleDraft) {
  return {
    departmentIds: lines.map(({ item }) => item.departmentId),
    amountMinor: priced.totalMinor,
    discountPpm: deepestDiscount(priced.lines),
  }
}
