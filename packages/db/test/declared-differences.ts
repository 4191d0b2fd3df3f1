/**
 * Where the tables of a name are meant to differ between head office and a store. Everything else is equal, and the
 * tests beside the tables say so.
 */
export const HQ_ONLY_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  /** A store has no sum to compare its own word with. */
  stockLevels: ['foldedMilli', 'receivedAt'],
  /** What an account is worth is head office's alone to say. */
  valueAccounts: ['limitMinor', 'balanceMinor', 'heldMinor', 'lentMinor', 'createdEventId'],
  /** A store knows by itself what it spent. */
  valueAllowances: ['spentMinor', 'returnedMinor', 'returnedAt'],
  /** A store has some entries of an account and not its ledger. */
  valueEntries: ['seq', 'balanceAfterMinor'],
}

/** What only the store needs, beside its row at head office. */
export const STORE_ONLY_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  /** Head office finds a level's history by an index. */
  stockMovements: ['previousSeq'],
}

/** What a replica adds to head office's row. */
export const REPLICA_COLUMNS: readonly string[] = ['version', 'extra', 'rowNo']

/** Tables whose key at the store is a counter of its own. */
export const COUNTED_AT_STORE: readonly string[] = ['stockMovements', 'products']

/** Facts whose parts head office ties to them by a trigger for each statement (`follow_fact`), not by a foreign key. */
export const FOLLOWED_FACTS: Readonly<Record<string, string>> = {
  saleLines: 'sale_id',
  saleLineTaxes: 'sale_line_id',
  saleLineDiscounts: 'sale_line_id',
  payments: 'sale_id',
}

/** Unique keys by name that one side has alone. */
export const ONE_SIDED_KEYS: readonly string[] = [
  // The store's key is seq, head office's is the id.
  'stock_movements_position',
  // Two partial indexes at the store keep the coalesce of two nullable columns off every sale.
  'stock_movements_source',
  'stock_movements_source_lot',
  // Head office hears of every life of a store, of which two may have given the same number to two things.
  'sales_number',
  'sales_chain',
  'z_reports_number',
  'z_reports_shift',
  'number_series_code',
  'shifts_z_of_lineage',
  // Only the ledger of head office has places.
  'value_entries_place',
]
