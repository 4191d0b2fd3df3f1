import { ENTITY_SCHEMA, type Hash } from '@pos/shared-types'
import { sha256 } from '../adapters/sha256.ts'
import { ENTITIES, tablesOf } from './aggregates.ts'
import { replicatedColumns } from './replicated-columns.ts'

let known: Hash | undefined

/** Changes whenever this version replicates other tables or columns: a replica made by another one is incomplete. */
export function schemaHash(): Hash {
  return (known ??= sha256(JSON.stringify([ENTITY_SCHEMA, ENTITIES.map((entity) => columnsOf(entity))])))
}

function columnsOf(entity: (typeof ENTITIES)[number]) {
  const { root, children } = tablesOf(entity)
  return [
    entity,
    ...[root, ...children.map((child) => child.table)].map((table) => [
      table,
      replicatedColumns(table).map((column) => column.name),
    ]),
  ]
}
