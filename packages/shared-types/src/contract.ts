import type { Static, TSchema } from 'typebox'
import type { AuditCategory } from './facts/audit.ts'
import type { PermissionCode } from './permissions.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
export type ServerKind = 'hq' | 'store'

/**
 * Who may try a command: one of several permissions, or a class of caller. `self` is any signed-in user on his own
 * data, `device` an enrolled device by its key, `peer` a store or a till by its key.
 */
export type Access = readonly PermissionCode[] | 'public' | 'self' | 'device' | 'peer' | 'operator'

/** One command: its name and place are permanent, its schemas refuse unknown fields. */
export type Command = {
  readonly name: string
  readonly method: Method
  /** Below `/api/v1`, or `/sync/v1/…` as it stands. Parameters as `:name`. */
  readonly path: string
  readonly summary: string
  readonly access: { readonly [Kind in ServerKind]?: Access }
  /** Moves money or stock: an `Idempotency-Key` is required. */
  readonly isKeyed?: true
  /** Reads over many rows, as a report does: asked less often than a list. */
  readonly isHeavy?: true
  /** Reads the session cookie, which a browser sends by itself: only pages of this server may ask. Never on a GET. */
  readonly usesCookie?: true
  /**
   * Under what an act is noted in the audit log; `none` says that it is not sensitive. Required of a command that
   * changes something. The act notes itself by `recordAudit`; the server notes it when it was denied or failed.
   */
  readonly audit?: AuditCategory | 'none'
  /** Only sensitive parts of a request are noted, such as a discount in a sale: an ordinary one leaves no entry. */
  readonly isAuditedByContent?: true
  readonly params?: TSchema
  readonly query?: TSchema
  readonly body?: TSchema
  readonly response: TSchema
  /** Status of the normal answer; 200 unless told. */
  readonly status?: 200 | 201 | 204
  /** Largest accepted body in bytes; 64 KiB unless told. */
  readonly bodyLimit?: number
}

type Part<C extends Command, Key extends 'params' | 'query' | 'body' | 'response'> = C[Key] extends TSchema
  ? Static<C[Key]>
  : undefined
export type ParamsOf<C extends Command> = Part<C, 'params'>
export type QueryOf<C extends Command> = Part<C, 'query'>
export type BodyOf<C extends Command> = Part<C, 'body'>
export type ResponseOf<C extends Command> = Part<C, 'response'>

/** Keeps the literal types of a command while checking its shape. */
export function defineCommand<const C extends Command>(command: C): C {
  return command
}
