/** Which documents this program knows. Raised when one changes its meaning: replicas then fetch it again. */
export const ENTITY_SCHEMA = 2
/** By this header a peer says which documents it knows; one that does not say so knows those of today. */
export const ENTITY_SCHEMA_HEADER = 'pos-entity-schema'
