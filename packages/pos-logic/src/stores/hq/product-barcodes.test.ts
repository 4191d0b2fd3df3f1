import { BackendRefusal } from '@pos/backend-adapter'
import { DomainError } from '@pos/core'
import { assignBarcode, type Command, type ErrorCode, type VariantView } from '@pos/shared-types'
import { describe, expect, test } from 'vitest'
import type { Backend } from '../back-office/backend.ts'
import { useProductBarcodes } from './product-barcodes.ts'

type Barcode = { readonly code: string; readonly isPrimary?: boolean }
type Args = { readonly body: Barcode & { readonly barcodes: Barcode[]; readonly revision: number } }

/** A server that writes down what it was sent, or refuses it. */
function desk() {
  const sent: { readonly name: string; readonly body: Args['body'] }[] = []
  const server = { refuses: undefined as Error | undefined, reads: 0 }
  const execute = async (command: Command, { body }: Args) => {
    if (server.refuses) throw server.refuses
    sent.push({ name: command === assignBarcode ? 'add' : command.name, body })
    return {}
  }
  const read = async () => {
    server.reads += 1
  }
  return { barcodes: useProductBarcodes({ execute } as unknown as Backend, read), sent, server }
}

const refusal = (code: ErrorCode, params = {}, fields: { path: string; problem: string }[] = []) =>
  new BackendRefusal({ code, params, detail: '', traceId: null, fields })
const variant: VariantView = {
  id: 'v',
  sku: 'TEA',
  revision: 7,
  barcodes: [
    { code: '111', kind: 'internal', isPrimary: true },
    { code: '222', kind: 'internal', isPrimary: false },
    { code: '333', kind: 'internal', isPrimary: false },
  ],
}
const main = (code: string) => ({ code, isPrimary: true })
const plain = (code: string) => ({ code, isPrimary: false })

describe('the barcodes of a variant', () => {
  test('get one more without a word about the others', async () => {
    const { barcodes, sent } = desk()
    expect(await barcodes.add('v', '444')).toBe(true)
    expect(sent).toEqual([{ name: 'add', body: { code: '444' } }])
  })

  test('have one main barcode: who becomes it takes the place of the old one', async () => {
    const { barcodes, sent } = desk()
    expect(await barcodes.makeMain(variant, '333')).toBe(true)
    expect(sent[0]).toMatchObject({
      name: 'items.save',
      body: { sku: 'TEA', revision: 7, barcodes: [plain('111'), plain('222'), main('333')] },
    })
  })

  test('lose one and keep the others as they are', async () => {
    const { barcodes, sent } = desk()
    await barcodes.takeOff(variant, '222')
    expect(sent[0]?.body.barcodes).toEqual([main('111'), plain('333')])
  })

  test('get back what was taken off, and it is the main one again when it was', async () => {
    const { barcodes, sent } = desk()
    await barcodes.putBack({ ...variant, barcodes: variant.barcodes.slice(1) }, main('111'))
    expect(sent[0]?.body.barcodes).toEqual([plain('222'), plain('333'), main('111')])
  })

  test('are busy until they were read anew: nobody acts on what he does not see yet', async () => {
    let isRead = () => {}
    const read = () => new Promise<void>((resolve) => (isRead = resolve))
    const barcodes = useProductBarcodes({ execute: async () => ({}) } as unknown as Backend, read)
    const first = barcodes.makeMain(variant, '222')
    await Promise.resolve()
    expect([barcodes.isBusy.value, await barcodes.takeOff(variant, '333')]).toEqual([true, false])
    isRead()
    expect([await first, barcodes.isBusy.value]).toEqual([true, false])
  })

  test('that somebody else has changed meanwhile are not overwritten, and that is said until the next try', async () => {
    const { barcodes, server } = desk()
    server.refuses = new DomainError('REVISION_CONFLICT')
    expect(await barcodes.takeOff(variant, '222')).toBe(false)
    expect([barcodes.isStale.value, barcodes.problem.value, server.reads]).toEqual([true, undefined, 1])
    server.refuses = undefined
    expect(await barcodes.takeOff(variant, '222')).toBe(true)
    expect(barcodes.isStale.value).toBe(false)
  })
})

describe('a code that is refused', () => {
  test.each([
    ['taken', refusal('CODE_TAKEN', { code: '444' })],
    ['check_digit', refusal('BARCODE_CHECK_DIGIT', { code: '444' })],
    ['too_long', refusal('VALIDATION_FAILED', {}, [{ path: 'body.code', problem: 'too_long' }])],
  ] as const)('is marked as %s, until another is tried', async (kind, refuses) => {
    const { barcodes, server } = desk()
    server.refuses = refuses
    expect(await barcodes.add('v', '444')).toBe(false)
    expect([barcodes.codeProblem.value, barcodes.problem.value]).toEqual([kind, undefined])
    server.refuses = undefined
    await barcodes.add('v', '555')
    expect(barcodes.codeProblem.value).toBeUndefined()
  })

  test('for a reason of its own is not blamed on the code', async () => {
    const { barcodes, server } = desk()
    server.refuses = new DomainError('HQ_UNREACHABLE')
    expect(await barcodes.add('v', '444')).toBe(false)
    expect(barcodes.codeProblem.value).toBeUndefined()
    expect(barcodes.problem.value).toMatchObject({ code: 'HQ_UNREACHABLE' })
  })
})
