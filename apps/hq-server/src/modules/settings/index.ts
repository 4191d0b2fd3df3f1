import { defineModule, handle, readSettingRows, settingDefinitions } from '@pos/server-kit'
import { listSettings as listCommand, saveSetting as saveCommand } from '@pos/shared-types'
import type { HqNeeds } from '../../needs.ts'
import { saveSetting } from './setting-service.ts'

export const settingsModule = ({ unitOfWork, ids }: HqNeeds) =>
  defineModule({
    name: 'settings',
    routes: [
      handle(listCommand, async ({ ctx }) => ({
        items: [...(await unitOfWork.read(ctx, (tx) => readSettingRows(tx, ctx.tenantId)))],
        definitions: settingDefinitions(),
      })),
      handle(saveCommand, ({ ctx, params, body }) =>
        unitOfWork.write(ctx, 'settings.save', (unit) => saveSetting(unit, ids, params.key, body)),
      ),
    ],
  })
