import { handle, once, type Route } from '@pos/server-kit'
import {
  listTaxes as listCommand,
  saveTaxGroup as saveGroupCommand,
  saveTaxRate as saveRateCommand,
} from '@pos/shared-types'
import type { HqNeeds } from '../../needs.ts'
import { listTaxes } from './tax-repository.ts'
import { saveTaxGroup, saveTaxRate } from './tax-service.ts'

export function taxRoutes({ unitOfWork, ids }: HqNeeds): readonly Route[] {
  return [
    handle(listCommand, ({ ctx }) => unitOfWork.read(ctx, (tx) => listTaxes(tx, ctx.tenantId))),

    handle(saveRateCommand, (request) =>
      unitOfWork.write(request.ctx, 'taxes.save-rate', (unit) =>
        once(unit, request, () => saveTaxRate(unit, ids, request.body)),
      ),
    ),

    handle(saveGroupCommand, ({ ctx, params, body }) =>
      unitOfWork.write(ctx, 'taxes.save-group', (unit) => saveTaxGroup(unit, params.id, body)),
    ),
  ]
}
