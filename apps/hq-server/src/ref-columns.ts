import type { Context } from '@pos/core'

/** The columns every master row starts with. */
export function newRef(ctx: Context) {
  return {
    tenantId: ctx.tenantId,
    revision: 1,
    createdAt: ctx.at,
    updatedAt: ctx.at,
    updatedById: ctx.userId ?? null,
  }
}
