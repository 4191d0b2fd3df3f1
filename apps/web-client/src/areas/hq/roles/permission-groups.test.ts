import { PERMISSIONS, scopeOf } from '@pos/shared-types'
import { expect, test } from 'vitest'
import { permissionGroups } from './permission-groups.ts'

test.each(['hq', 'store', 'pos'] as const)('every permission of %s stands in one group, and in one only', (scope) => {
  const grouped = permissionGroups(scope).flatMap(({ codes }) => codes)
  expect(grouped.toSorted()).toEqual(PERMISSIONS.filter((code) => scopeOf(code) === scope).toSorted())
})
