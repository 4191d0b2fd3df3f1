import type { BodyOf, Command, ParamsOf, QueryOf, ResponseOf } from '@pos/shared-types'

type Part<Name extends string, Value> = undefined extends Value ? object : { readonly [Key in Name]: Value }

/** What a command needs, and nothing else. */
export type ArgsOf<C extends Command> = Part<'params', ParamsOf<C>> &
  Part<'query', QueryOf<C>> &
  Part<'body', BodyOf<C>>

/** The server, as the pages see it. */
export interface Backend {
  /** @throws the server's refusal, with `code`, `status` and its sentence */
  execute<C extends Command>(command: C, args: ArgsOf<C>): Promise<ResponseOf<C>>
}
