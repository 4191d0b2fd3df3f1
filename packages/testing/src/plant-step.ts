import { DOCUMENT_CASTERS } from '@pos/server-kit'
import type { DocumentCaster } from '@pos/sync-engine'

/** As if the documents of an entity had become those of today with this schema. Gives how to undo it. */
export function plantStep(entity: string, caster: DocumentCaster): () => void {
  const steps = DOCUMENT_CASTERS.steps as Map<string, ReadonlyMap<number, DocumentCaster>>
  steps.set(entity, new Map([[DOCUMENT_CASTERS.schema, caster]]))
  return () => void steps.delete(entity)
}
