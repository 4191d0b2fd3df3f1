import { unwrapFact } from '@pos/sync-engine'
import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { isUsableJson } from '../http/usable-json.ts'

/**
 * Reads payloads of one schema for an event handler: undefined when the text is not JSON, not of the schema, or holds a
 * text that no database keeps.
 *
 * @example read: factReader(SaleFact)
 */
export function factReader<Schema extends TSchema>(schema: Schema): (payload: string) => Static<Schema> | undefined {
  const validator = Compile(schema)
  return (payload) => {
    const value = parsed(payload)
    if (payload.includes('\\u') && !isUsableJson(value)) return undefined
    return validator.Check(value) ? value : undefined
  }
}

/** A till's fact as a store sends it on: its exact text beside what it says, and what the store made of it. */
export type Relayed<Fact, Made> = { readonly text: string; readonly fact: Fact; readonly made: Made }

/** Reads payloads that a store wrapped with `wrapFact`. */
export function relayedReader<Fact extends TSchema, Made extends TSchema>(
  fact: Fact,
  made: Made,
): (payload: string) => Relayed<Static<Fact>, Static<Made>> | undefined {
  const readFact = factReader(fact)
  const madeValidator = Compile(made)
  return (payload) => {
    const envelope = opened(payload)
    if (envelope === undefined || !madeValidator.Check(envelope.made)) return undefined
    const value = readFact(envelope.fact)
    return value === undefined ? undefined : { text: envelope.fact, fact: value, made: envelope.made }
  }
}

/** What a peer sent may be anything; a text that cannot be read is its answer, not an accident. */
function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function opened(payload: string) {
  try {
    return unwrapFact(payload)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
