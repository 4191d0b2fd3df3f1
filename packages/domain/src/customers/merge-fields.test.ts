import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergeFields } from './merge-fields.ts'

const stamp = (at: number, node = 'a') => ({ hlc: `${String(at).padStart(15, '0')}-0000-${node}`, by: null })
const row = { name: 'Ada', phone: null, email: 'ada@example.org' }

describe('a change from elsewhere', () => {
  test('takes effect where its writer had seen what stood there, whatever his clock says', () => {
    const stamps = { name: stamp(9) }
    const change = { name: { value: 'Ada L.', was: 'Ada', seen: stamp(9).hlc } }
    expect(mergeFields(row, stamps, change, stamp(3))).toEqual({
      values: { name: 'Ada L.' },
      stamps: { name: stamp(3) },
      clashes: [],
    })
  })

  test('of one field and a change of another field meet without a clash', () => {
    const stamps: Record<string, ReturnType<typeof stamp>> = { name: stamp(9) }
    const change = { phone: { value: '555', was: null, seen: null } }
    expect(mergeFields(row, stamps, change, stamp(3))).toMatchObject({ values: { phone: '555' }, clashes: [] })
  })

  test('to the value that stands there already is no clash', () => {
    const merge = mergeFields(row, { name: stamp(9) }, { name: { value: 'Ada', was: 'A', seen: null } }, stamp(10))
    expect(merge).toEqual({ values: {}, stamps: { name: stamp(10) }, clashes: [] })
  })

  test.each([
    ['earlier', 3, {}, 'local'],
    ['later', 12, { name: 'Ida' }, 'remote'],
  ] as const)('that is %s and did not know of the other leaves both to a person', (_, at, values, stands) => {
    const merge = mergeFields(row, { name: stamp(9) }, { name: { value: 'Ida', was: 'A', seen: null } }, stamp(at))
    expect(merge.values).toEqual(values)
    expect(merge.clashes).toEqual([
      { field: 'name', local: 'Ada', localStamp: stamp(9), remote: 'Ida', base: 'A', stands },
    ])
  })
})

test('[SE54] changes of several stores that do not know of each other end in the same row, in whatever order they arrive', () => {
  const change = fc.record({
    field: fc.constantFrom('name', 'phone', 'email'),
    value: fc.constantFrom('x', 'y', 'z'),
    at: fc.integer({ min: 1, max: 5 }),
  })
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), fc.infiniteStream(fc.nat()), (made, random) => {
      const changes = made.map((each, index) => ({ ...each, stamp: stamp(each.at, String(index)) }))
      const shuffled = changes.toSorted(() => ((random.next().value ?? 0) % 3) - 1)
      expect(settle(shuffled)).toEqual(settle(changes))
    }),
  )

  function settle(changes: { field: string; value: string; stamp: ReturnType<typeof stamp> }[]) {
    let values: Record<string, string | null> = { ...row }
    let stamps: Record<string, ReturnType<typeof stamp>> = {}
    for (const { field, value, stamp: made } of changes) {
      const merge = mergeFields(values, stamps, { [field]: { value, was: null, seen: null } }, made)
      values = { ...values, ...(merge.values as Record<string, string>) }
      stamps = { ...stamps, ...(merge.stamps as typeof stamps) }
    }
    return { values, stamps }
  }
})
