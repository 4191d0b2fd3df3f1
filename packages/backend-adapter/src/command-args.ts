import type { BodyOf, Command, ParamsOf, QueryOf } from '@pos/shared-types'

/** A part that the command lacks cannot be given; one whose fields are all optional may be left out. */
type Part<Name extends string, Value> = undefined extends Value
  ? object
  : object extends Value
    ? { readonly [Key in Name]?: Value | undefined }
    : { readonly [Key in Name]: Value }

/** What may be left out may be undefined too: a filter that is off. */
type Filters<Query> = Query extends object
  ? { readonly [Key in keyof Query]: object extends Pick<Query, Key> ? Query[Key] | undefined : Query[Key] }
  : Query

export type CallOptions = {
  /** Idempotency key of a command that changes something: the same one when a person tries again. */
  readonly key?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** What a command is given: its parameters, query and body as the contract says. */
export type ArgsOf<C extends Command> = Part<'params', ParamsOf<C>> &
  Part<'query', Filters<QueryOf<C>>> &
  Part<'body', BodyOf<C>> &
  CallOptions
